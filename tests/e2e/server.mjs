// Starts `hengping serve` on a free port, as a user would, and stops it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const PROGRAM = process.env.HENGPING ?? join(process.env.CARGO_TARGET_DIR ?? 'target', 'debug', 'hengping');

/** Runs the program to its end: `{ code, out, err }`. */
export function hengping(...words) {
  return new Promise((done, failed) => {
    const child = spawn(PROGRAM, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (part) => (said.out += part));
    child.stderr.setEncoding('utf8').on('data', (part) => (said.err += part));
    child.on('error', failed);
    child.on('close', (code) => done({ code, ...said }));
  });
}

/**
 * A running service: `address` as it announced it, `intranet` the same under a plain host name (no secure
 * context there), and `stop()`, which gives its exit code. `at` is an address to take again, else a free one.
 */
export function serve({ at = 'http://127.0.0.1:0', options = [] } = {}) {
  return new Promise((ready, failed) => {
    const child = spawn(PROGRAM, ['serve', '--listen', at.match(/[\d.]+:\d+/)[0], '--json', ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (part) => (err += part));
    const ended = new Promise((done) => child.on('close', done));
    child.on('error', failed);
    child.on('close', (code) => failed(new Error(`hengping serve ended with ${code}: ${err}`)));
    createInterface({ input: child.stdout }).once('line', (line) => {
      const { address, version } = JSON.parse(line);
      const intranet = address.replace('127.0.0.1', INTRANET_HOST);
      const stop = () => (child.kill('SIGTERM'), ended);
      ready({ address, intranet, version, stop });
    });
  });
}

/** A name the browser of the journeys resolves to this machine. */
export const INTRANET_HOST = 'bureau.test';
