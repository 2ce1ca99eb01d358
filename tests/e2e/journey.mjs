// What the journeys are told in: `journey(name, steps)` gives the steps a desk, which is a page of a fresh
// browser profile with the app's own service behind it. A journey fails on any message the browser logs as an
// error, on any uncaught exception, and on what its steps assert. Waiting is for states, never for time.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { INTRANET_HOST, serve } from './server.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PICTURES = join(process.env.CARGO_TARGET_DIR ?? 'target', 'e2e');
const PATIENCE = 15_000;
/** What a whole journey may take: one that hangs ends with its name, and the others are made. */
const LONGEST = 180_000;
const BROWSER = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  .find((path) => path && existsSync(path));
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', `--host-resolver-rules=MAP ${INTRANET_HOST} 127.0.0.1`];

/** The whole app as one file, opened from its folder. */
export const ONE_FILE = pathToFileURL(join('dist', 'hengping.html')).href;
/** With `HENGPING_AS=file` the same journeys are made in the one file, and there is no service. */
const AS_FILE = process.env.HENGPING_AS === 'file';

let service;
let browser;

before(async () => {
  mkdirSync(PICTURES, { recursive: true });
  service = AS_FILE ? { address: ONE_FILE, stop() {} } : await serve();
  browser = await chromium.launch({ executablePath: BROWSER, args: FLAGS });
}, { timeout: LONGEST });

after(async () => {
  await browser?.close();
  await service?.stop();
}, { timeout: LONGEST });

/**
 * One journey. `options` are Playwright's context options (viewport, colorScheme, javaScriptEnabled …),
 * `expectErrors: true` for a journey that is about errors, which it reads from `desk.errors`, and `longest` for one
 * that takes longer than others. The browser does not keep the app for when the server is away, which takes as
 * long as to open it: a journey about that says `serviceWorkers: 'allow'`.
 */
export function journey(name, steps, { expectErrors = false, longest = LONGEST, ...options } = {}) {
  test(name, { timeout: longest }, async () => {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', serviceWorkers: 'block', ...options });
    const page = await context.newPage();
    const desk = new Desk(page, service);
    try {
      await steps(desk);
      if (!expectErrors) assert.deepEqual(desk.errors, [], 'the browser reported errors');
    } catch (error) {
      // Nothing to see where the page is gone or answers no more, and that must not hide why.
      if (!desk.page.isClosed()) await desk.picture(`failed ${name}`).catch(() => {});
      throw error;
    } finally {
      await context.close();
    }
  });
}

/**
 * A journey in a browser of its own, whose profile lies on the disk and outlives it, as a user's does. The desk can
 * `restart()`: the browser ends, and its next run opens the same profile. `preferences` are the browser's own.
 */
export function journeyAtHome(name, steps, { preferences = {} } = {}) {
  test(name, { timeout: LONGEST }, async () => {
    const profile = mkdtempSync(join(tmpdir(), 'hengping-profile-'));
    mkdirSync(join(profile, 'Default'));
    writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
    const options = { executablePath: BROWSER, args: FLAGS, viewport: { width: 1366, height: 768 }, locale: 'zh-CN' };
    const start = () => chromium.launchPersistentContext(profile, options);
    let context = await start();
    const desk = new Desk(context.pages()[0], service);
    desk.restart = async () => {
      await context.close();
      context = await start();
      return Object.assign(desk.on(context.pages()[0]), { restart: desk.restart });
    };
    try {
      await steps(desk);
      assert.deepEqual(desk.errors, [], 'the browser reported errors');
    } finally {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    }
  });
}

/** A page, spoken to in the words its user sees. */
export class Desk {
  constructor(page, { address, intranet }) {
    this.page = page;
    this.address = address;
    this.intranet = intranet;
    this.errors = [];
    page.setDefaultTimeout(PATIENCE);
    page.on('console', (message) => message.type() === 'error' && this.errors.push(message.text()));
    page.on('pageerror', (error) => this.errors.push(String(error)));
  }

  /** Opens the app at a place (`#/projects`), under `address` or `intranet`, and waits until it runs. */
  async open(place = '', { at = this.address } = {}) {
    await this.page.goto(at + place);
    await this.page.locator('#boot').waitFor({ state: 'detached' });
    return this;
  }

  /** Loads the page again, as F5 does. */
  async reload() {
    await this.page.reload();
    await this.page.locator('#boot').waitFor({ state: 'detached' });
    return this;
  }

  /** A second tab of the same profile. */
  async tab() { return this.on(await this.page.context().newPage()); }

  /** Kills the page's renderer, as a crash or a lack of memory does. */
  async crash() {
    const debug = await this.page.context().newCDPSession(this.page);
    const crashed = this.page.waitForEvent('crash');
    // Nobody is left to answer it.
    debug.send('Page.crash').catch(() => {});
    await crashed;
    await this.page.close();
  }

  /** The same on another page; errors count for this journey. */
  on(page) {
    const other = new Desk(page, this);
    other.errors = this.errors;
    return other;
  }

  /** The browser's debugger, for what only it can do to a page. */
  debug() { return this.page.context().newCDPSession(this.page); }

  button(name) { return this.page.getByRole('button', { name, exact: true }); }
  link(name) { return this.page.getByRole('link', { name, exact: true }); }
  field(name) { return this.page.getByLabel(name, { exact: true }); }
  heading(name) { return this.page.getByRole('heading', { name, exact: true }); }
  /** A table row by words that stand in it. */
  row(words) { return this.page.getByRole('row').filter({ hasText: words }); }

  async press(name) {
    await this.inFront();
    await this.button(name).click();
    return this;
  }

  async follow(name) {
    await this.inFront();
    await this.link(name).click();
    return this;
  }

  /** A window is in front where its user clicks; one behind others is drawn once a second. */
  async inFront() {
    if (this.page.context().pages().length > 1) await this.page.bringToFront();
  }

  async key(keys) { await this.page.keyboard.press(keys); return this; }

  /** Replaces what a field holds, and leaves it, as a user does. */
  async write(field, text) {
    await this.field(field).fill(text);
    await this.field(field).blur();
    return this;
  }

  /** Gives files to the picker that a button opens. A file is a path, or `{ name, mimeType, buffer }`. */
  async pick(button, files) {
    const chooser = this.page.waitForEvent('filechooser');
    await this.press(button);
    await (await chooser).setFiles(files);
    return this;
  }

  /** What a button saves: `{ name, bytes }`. */
  async saved(button) {
    const download = this.page.waitForEvent('download');
    await this.press(button);
    const file = await download;
    const parts = [];
    for await (const part of await file.createReadStream()) parts.push(part);
    return { name: file.suggestedFilename(), bytes: Buffer.concat(parts) };
  }

  /** Waits until the words can be seen, anywhere or inside `where`. */
  async sees(words, where = this.page) {
    await where.getByText(words).filter({ visible: true }).first().waitFor();
    return this;
  }

  /** Waits until the words cannot be seen. */
  async seesNot(words, where = this.page) {
    await where.getByText(words).filter({ visible: true }).first().waitFor({ state: 'hidden' });
    return this;
  }

  /** Waits until a field holds the text. */
  async holds(field, text) {
    const element = await this.field(field).elementHandle();
    await this.page.waitForFunction(([input, text]) => input.value === text, [element, text]);
    return this;
  }

  /** Runs axe (WCAG 2.1 A and AA) over the page, or over the part a selector names, and fails on any violation. */
  async isAccessible(part = null) {
    // By the debugger, not by a script element: the page's content policy stays as it is.
    await this.page.evaluate(AXE);
    const violations = await this.page.evaluate(async (part) => {
      // Half way from one colour to the next nothing can be said of the contrast. They are brought to their end, not
      // waited for: in a menu that closed meanwhile they stand still, and never finish.
      const ending = document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity);
      ending.forEach((animation) => animation.finish());
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
      const { violations } = await window.axe.run(part ?? document, { runOnly: { type: 'tag', values: tags } });
      return violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map(({ html }) => html).join('\n  ')}`);
    }, part);
    assert.deepEqual(violations, [], `axe on ${this.page.url()}`);
    return this;
  }

  /** Nothing stands beyond the right edge: the page is never pushed sideways. */
  async fitsAcross() {
    const { wide, window: width } = await this.page.evaluate(() => ({ wide: document.documentElement.scrollWidth, window: innerWidth }));
    assert.ok(wide <= width, `${this.page.url()} is ${wide} px wide in a window of ${width} px`);
    return this;
  }

  /** A picture for people, in target/e2e. */
  async picture(name) {
    const file = join(PICTURES, `${name.replace(/[^\p{L}\p{N}]+/gu, '-')}.png`);
    await this.page.screenshot({ path: file, fullPage: true });
    return file;
  }
}
