// The renderer is killed in the middle of typing, again and again, and the page opened anew: every keystroke that
// the page had taken must be there. `KILLS` and `SEED` make longer runs and other ones.
import assert from 'node:assert/strict';
import { HOSTS, TANGXI, imported } from './forms.mjs';
import { journey } from './journey.mjs';

const KILLS = Number(process.env.KILLS ?? 60);
const SEED = Number(process.env.SEED ?? 20231231);
const ALPHABET = [...'0123456789.%≥', ...'已完成未因经费支出', ...'abc'];

/** Numbers in [0, n) that a seed settles (mulberry32). */
function dice(seed) {
  let state = seed >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

/** Writes a part of a composition and does not end it. */
async function compose(page, text) {
  const input = await page.context().newCDPSession(page);
  await input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
}

/** A plain host cannot say which windows live: there the case is taken from the dead one by hand, and more seldom. */
const kills = (host) => (host === 'address' ? KILLS : Math.ceil(KILLS / 20));

for (const host of HOSTS) {
  journey(`killed while typing, ${kills(host)} times (${host}): nothing but an unfinished composition is lost`, async (desk) => {
    const roll = dice(SEED);
    await imported(desk, TANGXI, desk[host]);
    await desk.sees(/已保存 \d\d:\d\d:\d\d/);
    const place = new URL(desk.page.url()).hash;
    const fields = await desk.page.locator('.grid textarea').evaluateAll((areas) => areas.map((area) => area.id));
    const held = (page) => page.locator('.grid textarea').evaluateAll((areas) => Object.fromEntries(areas.map((a) => [a.id, a.value])));
    const expected = await held(desk.page);
    let typed = 0;
    let composed = 0;
    const lost = [];
    for (let round = 1; round <= kills(host); round += 1) {
      for (let left = 1 + roll(3); left > 0; left -= 1) {
        const id = fields[roll(fields.length)];
        const field = desk.page.locator(`[id="${id}"]`);
        if (roll(4) === 0) {
          await field.fill('');
          expected[id] = '';
        }
        await field.focus();
        await desk.key('Control+End');
        for (let keys = roll(8); keys > 0; keys -= 1) {
          const key = ALPHABET[roll(ALPHABET.length)];
          await desk.page.keyboard.insertText(key);
          expected[id] += key;
          typed += 1;
        }
        if (left === 1 && roll(3) === 0) {
          await compose(desk.page, 'wanch');
          composed += 1;
        }
      }
      await desk.crash();
      desk = await desk.tab();
      await desk.open(place, { at: desk[host] });
      await desk.page.locator('.grid').waitFor();
      if (host === 'intranet') {
        await desk.press('接管编辑');
        await desk.button('接管编辑').waitFor({ state: 'detached' });
      }
      const found = await held(desk.page);
      for (const id of fields.filter((id) => found[id] !== expected[id])) {
        lost.push(`kill ${round}, ${id}: typed "${expected[id]}", found "${found[id]}"`);
        expected[id] = found[id];
      }
    }
    console.log(`kills ${kills(host)} (${host}, seed ${SEED}), keystrokes ${typed}, unfinished compositions ${composed}, keystrokes lost ${lost.length}`);
    assert.equal(lost.join('\n'), '', `again with KILLS=${KILLS} SEED=${SEED}`);
  }, { longest: 60_000 + 5_000 * kills(host), serviceWorkers: 'allow' });
}
