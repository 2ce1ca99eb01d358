// 佐证材料: files attached to a row, told by their bytes, looked at without anything of them being run, kept over a
// reload, handed in beside the form and taken in on another device; and what is refused before it hurts.
import assert from 'node:assert/strict';
import { mkdtempSync, openSync, ftruncateSync, closeSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, crc32 } from 'node:zlib';
import { HOSTS, TANGXI, imported } from './forms.mjs';
import { heldFor, watchHolds } from './held.mjs';
import { journey } from './journey.mjs';
import { zip } from './sealing.mjs';
import { hengping } from './server.mjs';

const ROW = '基建工程委托业务项目数量';
const SAVED = /已保存 \d\d:\d\d:\d\d/;
const FOLDER = mkdtempSync(join(tmpdir(), 'hengping-evidence-'));
const cell = (desk) => desk.page.locator('.evidence');
const view = (desk) => desk.page.locator('#evidence-view');
const file = (name, content) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });

/** A picture of one red dot. */
function png() {
  const chunk = (name, data) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.from([0, 255, 0, 0]))), chunk('IEND', Buffer.alloc(0))]);
}

const PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj
trailer<</Root 1 0 R>>`;
const HTML = '<!doctype html><script>top.ran = "html"; parent.ran = "html"; window.ran = "html"</script><img src=x onerror="top.ran=1">';
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="top.ran=\'svg\'"><script>top.ran = "svg"</script></svg>';
/** 绩效证明, in GB18030. */
const GBK = Buffer.from([0xbc, 0xa8, 0xd0, 0xa7, 0xd6, 0xa4, 0xc3, 0xf7]);
const FOUR = [file('现场照片.png', png()), file('合同.pdf', PDF), file('验收证明.txt', GBK), file('网页截图.png', HTML)];

/** Opens the files of the row. */
async function opened(desk) {
  await desk.press(`编辑「${ROW}」这一行`);
  await desk.page.getByRole('button', { name: /^佐证材料（\d+）$/ }).click();
  await desk.button('添加材料…').waitFor();
  return desk;
}

async function attached(desk, files, count = files.length) {
  await desk.pick('添加材料…', files);
  await desk.sees(`佐证材料（${count}）`);
  return desk;
}

/** The names in the list, in their order. */
const names = (desk) => cell(desk).locator('.evidence-list b').allInnerTexts();

/** Watches for anything that a file makes the page do; gives what it was. */
async function watched(desk) {
  const seen = [];
  desk.page.on('dialog', (dialog) => { seen.push(dialog.message()); dialog.dismiss(); });
  desk.page.on('popup', (page) => seen.push(page.url()));
  desk.page.on('request', (request) => /evil/.test(request.url()) && seen.push(request.url()));
  return async () => [await desk.page.evaluate(() => window.ran), ...seen];
}

/** How many blob addresses the page holds open. */
async function countingAddresses(desk) {
  await desk.page.addInitScript(() => {
    window.addresses = new Set();
    const [make, end] = [URL.createObjectURL, URL.revokeObjectURL];
    URL.createObjectURL = (blob) => { const address = make.call(URL, blob); window.addresses.add(address); return address; };
    URL.revokeObjectURL = (address) => { window.addresses.delete(address); end.call(URL, address); };
  });
  return () => desk.page.evaluate(() => window.addresses.size);
}

for (const host of HOSTS) {
  journey(`evidence (${host}): four files are attached, one of them lying, looked at, and there after a reload`, async (desk) => {
    const addresses = await countingAddresses(desk);
    const quiet = await watched(desk);
    await imported(desk, TANGXI, desk[host]);
    await opened(desk);
    await desk.sees('每个文件不超过 20 MB，本项目合计不超过 200 MB（已用 0 字节，0 个文件）。', cell(desk));
    await attached(desk, FOUR);
    assert.deepEqual(await names(desk), FOUR.map(({ name }) => name));
    await desk.sees('“网页截图.png”从名称看是 PNG 图片，内容却是网页，已按内容登记，只能下载', cell(desk));
    await desk.isAccessible('.evidence');
    await desk.picture(`evidence ${host}`);
    const before = await addresses();

    await desk.press('查看“现场照片.png”');
    const picture = view(desk).locator('img');
    await desk.page.waitForFunction(() => document.querySelector('#evidence-view img')?.naturalWidth === 1);
    assert.equal(await picture.getAttribute('alt'), '图片“现场照片.png”');
    await desk.isAccessible('#evidence-view');
    await desk.key('Escape');
    await view(desk).waitFor({ state: 'hidden' });
    await desk.button('添加材料…').waitFor();

    await desk.press('查看“合同.pdf”');
    const frame = view(desk).locator('iframe');
    await frame.waitFor();
    assert.match(await frame.getAttribute('src'), /^blob:/);
    assert.equal(await frame.getAttribute('title'), 'PDF 文件“合同.pdf”');
    await desk.isAccessible('#evidence-view');
    await desk.picture(`evidence pdf ${host}`);
    await view(desk).getByRole('button', { name: '关闭' }).click();

    await desk.press('查看“验收证明.txt”');
    assert.equal(await view(desk).locator('pre').innerText(), '绩效证明');
    await desk.isAccessible('#evidence-view');
    await desk.key('Escape');

    await desk.press('查看“网页截图.png”');
    await desk.sees('不在页面内显示：请确认来源可靠后再下载', view(desk));
    assert.equal(await view(desk).locator('img, iframe, object, embed').count(), 0);
    await desk.key('Escape');
    assert.equal(await addresses(), before, 'an address lives as long as its dialog');

    await desk.sees(SAVED);
    await desk.reload();
    await opened(desk);
    assert.deepEqual(await names(desk), FOUR.map(({ name }) => name));
    await desk.press('查看“验收证明.txt”');
    await desk.sees('绩效证明', view(desk));
    await desk.key('Escape');
    const out = await desk.saved('下载“网页截图.png”');
    assert.deepEqual([out.name, out.bytes.toString()], ['网页截图.png', HTML]);
    assert.deepEqual(await quiet(), [undefined]);
  });
}

journey('evidence: what is taken off comes back with undo, the same file is not attached twice, and keys do it all', async (desk) => {
  await imported(desk, TANGXI);
  await opened(desk);
  await attached(desk, FOUR.slice(0, 2));
  await desk.pick('添加材料…', [{ ...FOUR[1], name: '合同（副本）.pdf' }]);
  await desk.sees('这一行已有内容相同的文件，没有重复附上', cell(desk));
  await desk.button('移除“现场照片.png”').focus();
  await desk.key('Enter');
  await desk.sees('佐证材料（1）');
  assert.equal(await desk.page.evaluate(() => document.activeElement.id), 'evidence-add', 'the focus is not lost');
  await desk.key('Control+z');
  await desk.sees('佐证材料（2）');
  await desk.button('查看“现场照片.png”').focus();
  await desk.key('Enter');
  await desk.page.waitForFunction(() => document.querySelector('#evidence-view img')?.naturalWidth === 1);
  await desk.key('Escape');
  await view(desk).waitFor({ state: 'hidden' });
  await desk.button('添加材料…').waitFor();
  await desk.key('Control+z');
  await desk.key('Control+z');
  await desk.sees('佐证材料（0）');
  await desk.key('Control+y');
  await desk.sees('佐证材料（1）');
});

journey('evidence: a dropped file goes to the row, not to the import', async (desk) => {
  await imported(desk, TANGXI);
  await opened(desk);
  const data = await desk.page.evaluateHandle((bytes) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(bytes)], '拖入.pdf'));
    return transfer;
  }, [...Buffer.from(PDF)]);
  await desk.page.dispatchEvent('body', 'dragover', { dataTransfer: data });
  await desk.sees('松开鼠标导入文件');
  await cell(desk).dispatchEvent('dragover', { dataTransfer: data });
  await desk.seesNot('松开鼠标导入文件');
  await cell(desk).dispatchEvent('drop', { dataTransfer: data });
  await desk.sees('佐证材料（1）');
  assert.deepEqual(await names(desk), ['拖入.pdf']);
  assert.equal(await desk.page.locator('#intake[open]').count(), 0);
});

journey('evidence: a file of 2 GB is refused at once by its size, an empty one and a full case too', async (desk) => {
  const path = join(FOLDER, '录像.mp4');
  const handle = openSync(path, 'w');
  ftruncateSync(handle, 2 * 1024 ** 3);
  closeSync(handle);
  await imported(desk, TANGXI);
  await opened(desk);
  const began = Date.now();
  await desk.pick('添加材料…', path);
  await desk.sees('文件大小为 2 GB，超过每个文件 20 MB 的上限，没有读取', cell(desk));
  assert.ok(Date.now() - began < 3_000, `refused after ${Date.now() - began} ms`);
  await desk.pick('添加材料…', [file('空.pdf', '')]);
  await desk.sees('文件是空的，没有附上', cell(desk));
  await desk.sees('佐证材料（0）');
  // A figure of the browser's own: it has less room than the file takes.
  await desk.page.evaluate(() => {
    const real = navigator.storage.estimate.bind(navigator.storage);
    navigator.storage.estimate = async () => ({ ...await real(), usage: 0, quota: 10 });
  });
  await desk.pick('添加材料…', [FOUR[1]]);
  await desk.sees('浏览器留给衡评的空间只剩 10 字节，没有附上', cell(desk));
  await desk.sees('佐证材料（0）');
});

journey('evidence: twenty megabytes are read while the page answers', async (desk) => {
  await imported(desk, TANGXI);
  await opened(desk);
  const large = Buffer.alloc(20 * 1024 * 1024);
  for (let at = 0; at < large.length; at += 4) large.writeUInt32LE(Math.imul(at, 2_654_435_761) >>> 0, at);
  large.write('%PDF-1.7');
  const path = join(FOLDER, '大.pdf');
  writeFileSync(path, large);
  await watchHolds(desk);
  await desk.page.evaluate(() => {
    new MutationObserver(() => {
      const there = document.querySelector('.evidence-progress');
      if (there && !window.began) window.began = performance.now();
      if (!there && window.began && !window.ended) window.ended = performance.now();
    }).observe(document.body, { childList: true, subtree: true });
  });
  await attached(desk, path, 1);
  await desk.page.waitForFunction(() => window.ended);
  const [longest, took] = [await heldFor(desk), await desk.page.evaluate(() => window.ended - window.began)];
  console.log(`20 MB attached in ${Math.round(took)} ms, the page held for ${longest} ms at most`);
  assert.ok(longest < 1_000, `the page was held for ${longest} ms`);
  await desk.press('下载“大.pdf”');
});

journey('evidence: where nothing can be kept it says so, and the form is as it was', async (desk) => {
  await desk.page.addInitScript(() => { Object.defineProperty(window, 'indexedDB', { value: undefined }); });
  await imported(desk, TANGXI);
  await opened(desk);
  await desk.pick('添加材料…', FOUR);
  await desk.sees('没有附上：此浏览器或此种打开方式没有本机存储。表中没有变化', cell(desk));
  await desk.sees('另有 3 个文件没有附上');
  await desk.sees('佐证材料（0）');
}, { expectErrors: true });

journey('evidence: a quota that ends refuses the file and leaves everything as it was', async (desk) => {
  await imported(desk, TANGXI);
  await opened(desk);
  await attached(desk, [FOUR[0]]);
  await desk.sees(SAVED);
  await desk.page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...args) {
      if (this.name === 'parts') throw new DOMException('no room', 'QuotaExceededError');
      return put.apply(this, args);
    };
  });
  await desk.pick('添加材料…', [FOUR[1]]);
  await desk.sees('没有附上：本机存储空间已满', cell(desk));
  await desk.sees('佐证材料（1）');
  await desk.sees(SAVED);
});

journey('evidence: files that would run never do, under whatever name', async (desk) => {
  const quiet = await watched(desk);
  await imported(desk, TANGXI);
  await opened(desk);
  const wicked = [
    file('图形.svg', SVG), file('图形.png', SVG.replace('svg', 'svg ')), file('页面.html', `${HTML}<!-- 1 -->`), file('说明.txt', `${HTML}<!-- 2 -->`),
    file('说明.pdf', `${HTML}<!-- 3 -->`), file('表.xls', '<html><table><script>top.ran=3</script></table></html>'), file('脚本.js', 'top.ran = "js"'),
    file('a\u202Efdp.exe', 'MZ\x90\0\x03\0\0\0'), file('<img src=x onerror=top.ran=5>.txt', '<<<文字'),
    file('多面.png', Buffer.concat([png(), Buffer.from(HTML)])),
  ];
  await attached(desk, wicked);
  const buttons = await cell(desk).getByRole('button', { name: /^查看/ }).all();
  assert.equal(buttons.length, wicked.length);
  for (const button of buttons) {
    await button.click();
    await view(desk).locator('.notice, pre, img').first().waitFor();
    // What is drawn inline is the one picture, as a picture.
    assert.equal(await view(desk).locator('iframe, object, embed, svg').count(), 0);
    await desk.key('Escape');
    await view(desk).waitFor({ state: 'hidden' });
  }
  const [bidi] = await cell(desk).locator('.evidence-list b').filter({ hasText: 'exe' }).allInnerTexts();
  assert.ok(!bidi.includes('\u202E'), 'a name that turns itself around is shown as it is');
  assert.deepEqual(await quiet(), [undefined]);
  // A stranger's document that says of a page that it is a picture.
  await desk.page.evaluate(() => { window.ran = undefined; });
});

/** The button that ends the dialog in which a bundle was made. */
const done = (desk) => desk.page.locator('#submission').getByRole('button', { name: '完成' });

/** Hands in what is open; the file comes back. */
async function handIn(desk, { ticks = {} } = {}) {
  await desk.press('报送包…');
  await desk.field('单位代码').fill('219001');
  await desk.field('单位名称').fill('棠溪镇');
  for (const [name, on] of Object.entries(ticks)) await desk.page.getByRole('checkbox', { name: new RegExp(name) }).setChecked(on);
  const made = await desk.saved('生成报送包');
  await done(desk).waitFor();
  return made;
}

async function verified({ name, bytes }) {
  const path = join(FOLDER, name);
  writeFileSync(path, bytes);
  const { code, out } = await hengping('verify', '--json', path);
  return { code, file: JSON.parse(out).files[0] };
}

async function elsewhere(desk) {
  const context = await desk.page.context().browser().newContext({ locale: 'zh-CN', viewport: { width: 1366, height: 768 } });
  return desk.on(await context.newPage());
}

const asZip = ({ name, bytes }) => ({ name, mimeType: 'application/zip', buffer: bytes });

journey('evidence: handed in as a zip it holds, and on another device every file is there', async (desk) => {
  await imported(desk, TANGXI);
  await opened(desk);
  await attached(desk, FOUR);
  await desk.sees(SAVED);
  await desk.press('报送包…');
  await desk.sees('佐证材料 4 个，共', desk.page.locator('#submission'));
  await desk.isAccessible('#submission');
  await desk.page.locator('#submission').getByRole('button', { name: '关闭' }).click();
  const made = await handIn(desk);
  assert.match(made.name, /^报送包-219001-2022-[\dA-Z-]+\.zip$/);
  await done(desk).click();
  const { code, file: found } = await verified(made);
  assert.deepEqual([code, found.findings, found.parts.map(({ name }) => name)], [0, [], FOUR.map(({ name }) => name)]);
  assert.deepEqual(found.parts.map(({ size }) => size), FOUR.map(({ buffer }) => buffer.length));

  const other = await elsewhere(desk);
  await other.open('#/projects');
  await other.pick('导入…', [asZip(made)]);
  await other.sees(/^4 个，共/, other.page.locator('#intake'));
  await other.isAccessible('#intake');
  await other.press('导入');
  await other.sees('佐证材料 4 个已存入本机。');
  await other.page.locator('.cases a').first().click();
  await other.page.locator('.grid').waitFor();
  await opened(other);
  assert.deepEqual(await names(other), FOUR.map(({ name }) => name));
  await other.press('查看“验收证明.txt”');
  await other.sees('绩效证明', view(other));
});

journey('evidence: a bundle that lacks a file says so, and the same file attached again mends it', async (desk) => {
  await imported(desk, TANGXI);
  await opened(desk);
  await attached(desk, FOUR.slice(0, 3));
  const made = await handIn(desk);
  await done(desk).click();
  // Packed again by another program, without the PDF.
  const { header } = JSON.parse(await entry(made.bytes, 'bundle.json'));
  const [photo, , proof] = header.parts;
  const lacking = zip([
    ['bundle.json', await entry(made.bytes, 'bundle.json')],
    [`parts/${photo.digest.slice(7)}`, FOUR[0].buffer], [`parts/${proof.digest.slice(7)}`, FOUR[2].buffer],
  ]);
  const { code, file: found } = await verified({ name: 'lacking.zip', bytes: lacking });
  assert.deepEqual([code, found.findings.map(({ code }) => code)], [1, ['part-missing']]);
  const other = await elsewhere(desk);
  await other.open('#/projects');
  await other.pick('导入…', [asZip({ name: 'lacking.zip', bytes: lacking })]);
  await other.sees('3 个，完好 2 个，缺少或不符 1 个', other.page.locator('#intake'));
  await other.sees('附件“合同.pdf”', other.page.locator('#intake'));
  await other.press('导入');
  await other.sees('佐证材料 2 个已存入本机，1 个缺少或已损坏，没有存入。');
  await other.page.locator('.cases a').first().click();
  await other.page.locator('.grid').waitFor();
  await opened(other);
  await other.sees('“合同.pdf”的内容不在本机', cell(other));
  assert.equal(await other.button('查看“合同.pdf”').count(), 0);
  await other.isAccessible('.evidence');
  // It cannot be handed in as if it were there.
  await other.press('报送包…');
  await other.field('单位代码').fill('219001');
  await other.field('单位名称').fill('棠溪镇');
  await other.press('生成报送包');
  await other.sees('有 1 个佐证材料的内容不在本机：“合同.pdf”', other.page.locator('#submission .dialog-foot'));
  await other.page.getByRole('checkbox', { name: /不附这些内容不在本机的文件/ }).check();
  const without = await other.saved('生成报送包');
  await other.sees('有 1 个佐证材料没有装入：“合同.pdf”');
  await done(other).click();
  const second = await verified(without);
  assert.deepEqual([second.code, second.file.parts.length], [0, 2]);
  await other.pick('添加材料…', [{ ...FOUR[1], name: '合同原件.pdf' }]);
  await other.sees('内容已补到本机', cell(other));
  await other.button('查看“合同.pdf”').waitFor();
});

journey('evidence: what changed on the device is not shown and not handed in', async (desk) => {
  await imported(desk, TANGXI);
  await opened(desk);
  await attached(desk, [FOUR[1]]);
  await desk.sees(SAVED);
  await desk.page.evaluate(() => new Promise((done) => {
    indexedDB.open('hengping').onsuccess = ({ target: { result } }) => {
      const parts = result.transaction('parts', 'readwrite').objectStore('parts');
      parts.openCursor().onsuccess = ({ target: { result: cursor } }) => {
        const bytes = new Uint8Array(cursor.value.bytes);
        bytes[9] ^= 1;
        cursor.update({ ...cursor.value, bytes: bytes.buffer });
        parts.transaction.oncomplete = () => { result.close(); done(); };
      };
    };
  }));
  await desk.press('查看“合同.pdf”');
  await desk.sees('“合同.pdf”在本机的内容已损坏', view(desk));
  await desk.key('Escape');
  await desk.press('报送包…');
  await desk.field('单位代码').fill('219001');
  await desk.field('单位名称').fill('棠溪镇');
  await desk.press('生成报送包');
  await desk.sees('在本机的内容已损坏', desk.page.locator('#submission .dialog-foot'));
});

/** One entry of a zip, by its list at the end; contents are stored as they are. */
async function entry(bytes, name) {
  for (let at = bytes.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 4, 'latin1')) {
    const [size, length, from] = [bytes.readUInt32LE(at + 24), bytes.readUInt16LE(at + 28), bytes.readUInt32LE(at + 42)];
    if (bytes.toString('utf8', at + 46, at + 46 + length) !== name) continue;
    const begin = from + 30 + bytes.readUInt16LE(from + 26) + bytes.readUInt16LE(from + 28);
    return bytes.subarray(begin, begin + size);
  }
  throw new Error(`no ${name}`);
}

/** Makes a backup with what is asked for; the file comes back. */
async function backedUp(desk, { passphrase = '', files = true, versions = true } = {}) {
  await desk.open('#/storage');
  await desk.press('备份到一个文件…');
  const dialog = desk.page.locator('#backup');
  await desk.sees(/放入佐证材料（\d+ 个，/, dialog);
  if (!files) await dialog.getByRole('checkbox', { name: /放入佐证材料/ }).uncheck();
  if (!versions) await dialog.getByRole('checkbox', { name: /放入历史版本/ }).uncheck();
  if (passphrase) {
    await desk.field('口令（可以不设）').fill(passphrase);
    await desk.field('再输一次口令').fill(passphrase);
  }
  await desk.isAccessible('#backup');
  const made = await desk.saved('生成备份');
  await desk.sees('备份已生成。');
  return made;
}

/** Restores a backup on another device; `passphrase` where it has one. */
async function restored(desk, made, { passphrase = '' } = {}) {
  await desk.open('#/storage');
  await desk.pick('从备份恢复…', [asZip(made)]);
  if (passphrase) {
    await desk.sees('这个备份设有口令。');
    await desk.field('备份的口令').fill(passphrase);
    await desk.press('打开');
  }
  await desk.button('恢复').waitFor();
  await desk.isAccessible('#restore');
  return desk;
}

for (const passphrase of ['', '汤溪2022']) {
  journey(`evidence: a backup (${passphrase ? 'locked' : 'plain'}) takes the files along, and another device has them all`, async (desk) => {
    await imported(desk, TANGXI);
    await opened(desk);
    const large = Buffer.alloc(600_000, 7);
    large.write('%PDF-1.7');
    await attached(desk, [...FOUR, file('大.pdf', large)], 5);
    await desk.sees(SAVED);
    const made = await backedUp(desk, { passphrase });
    assert.match(made.name, /^衡评-备份-\d{8}-[\dA-Z-]+\.zip$/);
    assert.equal(made.bytes.includes(Buffer.from(PDF)), !passphrase, 'what is locked cannot be read');
    const { code, file: found } = await verified(made);
    assert.deepEqual([code, found.locked, found.files], [0, Boolean(passphrase), passphrase ? undefined : 5]);
    await desk.open('#/projects');
    await desk.seesNot('仅本机');

    const other = await restored(await elsewhere(desk), made, { passphrase });
    await other.sees(/^5 个，/, other.page.locator('#restore'));
    await other.press('恢复');
    await other.sees('佐证材料 5 个已存入本机。');
    await other.sees(/^5 个，/, other.page.locator('#kept-figures'));
    await other.open('#/projects');
    await other.page.locator('.cases a').first().click();
    await other.page.locator('.grid').waitFor();
    await opened(other);
    await other.press('查看“验收证明.txt”');
    await other.sees('绩效证明', view(other));
    await other.key('Escape');
    assert.ok((await other.saved('下载“大.pdf”')).bytes.equals(large));
  });
}

journey('evidence: a backup without the files says so, and their project still counts as only here', async (desk) => {
  await imported(desk, TANGXI);
  await opened(desk);
  await attached(desk, [FOUR[1]]);
  await desk.sees(SAVED);
  const made = await backedUp(desk, { files: false, versions: false });
  assert.match(made.name, /\.json$/);
  await desk.sees('备份中没有 1 个佐证材料的内容：“合同.pdf”');
  await desk.open('#/projects');
  await desk.sees('仅本机 1 个');
  // So does an export, which holds no file either.
  await desk.page.getByRole('button', { name: '导出全部' }).click();
  await desk.sees('其中 1 个项目有佐证材料，材料的内容不在导出的文件里');
  await desk.sees('仅本机 1 个');
});

journey('evidence: a backup given to 导入 is known for one, and a damaged one is refused', async (desk) => {
  await imported(desk, TANGXI);
  await opened(desk);
  await attached(desk, [FOUR[1]]);
  await desk.sees(SAVED);
  const made = await backedUp(desk);
  const other = await elsewhere(desk);
  await other.open('#/projects');
  await other.pick('导入…', [asZip(made)]);
  await other.sees('这是备份或原样取出的本机数据，不在这里导入');
  await other.press('去恢复');
  await other.button('恢复').waitFor();
  await other.press('取消，不恢复');
  // One byte of the file in it is another.
  const bent = Buffer.from(made.bytes);
  bent[bent.indexOf(PDF) + 9] ^= 1;
  await restored(other, { name: made.name, bytes: bent });
  await other.press('恢复');
  await other.sees('1 个缺少或已损坏，没有存入');
  await other.pick('从备份恢复…', [asZip({ name: 'x.zip', bytes: made.bytes.subarray(0, 400) })]);
  await other.sees('备份的压缩包没有读取');
});

journey('evidence: what nothing names any more is cleared away only by hand, and never what a step can bring back', async (desk) => {
  await imported(desk, TANGXI);
  await opened(desk);
  await attached(desk, FOUR.slice(0, 2));
  await desk.press('移除“现场照片.png”');
  await desk.sees('佐证材料（1）');
  await desk.sees(SAVED);
  await desk.open('#/storage');
  await desk.sees(/^2 个，/, desk.page.locator('#kept-figures'));
  assert.equal(await desk.page.locator('#unnamed-files').count(), 0, 'undo can bring the picture back');
  // What a window left that ended between keeping a file and naming it.
  await desk.page.evaluate(() => new Promise((done) => {
    indexedDB.open('hengping').onsuccess = ({ target: { result } }) => {
      const parts = result.transaction('parts', 'readwrite').objectStore('parts');
      parts.put({ size: 3, type: '', bytes: new Uint8Array([1, 2, 3]).buffer }, 'a'.repeat(64));
      parts.transaction.oncomplete = () => { result.close(); done(); };
    };
  }));
  await desk.reload();
  await desk.sees('其中 1 个（3 字节）已没有表、版本记录或撤销步骤用到，可以清理。');
  await desk.isAccessible();
  const other = await desk.tab();
  await other.open('#/projects');
  await other.page.locator('.cases').waitFor();
  desk.page.once('dialog', (dialog) => dialog.accept());
  await desk.press('清理…');
  await desk.sees('还有 1 个窗口打开着同样的内容');
  await other.page.close();
  desk.page.once('dialog', (dialog) => dialog.accept());
  await desk.press('清理…');
  await desk.sees('已清理佐证材料 1 个，腾出 3 字节。');
  await desk.sees(/^2 个，/, desk.page.locator('#kept-figures'));
  await desk.open('#/projects');
  await desk.page.locator('.cases a').first().click();
  await desk.page.locator('.grid').waitFor();
  await desk.key('Control+z');
  await opened(desk);
  assert.deepEqual(await names(desk), ['现场照片.png', '合同.pdf']);
  await desk.press('查看“现场照片.png”');
  await desk.page.waitForFunction(() => document.querySelector('#evidence-view img')?.naturalWidth === 1);
});

journey('evidence: without the program the files are handed out one by one', async (desk) => {
  await imported(desk, TANGXI);
  await opened(desk);
  await attached(desk, FOUR.slice(0, 2));
  await desk.sees(SAVED);
  if (desk.address.startsWith('file:')) {
    // Another place in the same file would not open it anew.
    await desk.page.goto('about:blank');
    await desk.page.goto(`${desk.address}#rescue`);
    await desk.saved('导出本机数据');
  } else {
    await desk.page.goto(`${desk.address}rescue.html`);
  }
  await desk.sees('其中 2 个佐证材料的内容不在“导出全部”的文件里，请逐个导出。');
  const row = desk.page.locator('tr').filter({ hasText: 'hengping/parts' }).filter({ hasText: `${PDF.length} 字节` });
  const download = desk.page.waitForEvent('download');
  await row.getByRole('button').click();
  const parts = [];
  for await (const part of await (await download).createReadStream()) parts.push(part);
  assert.equal(Buffer.concat(parts).toString(), PDF);
  const all = await desk.saved('导出全部');
  assert.ok(all.bytes.length < 200_000 && all.bytes.includes('hengping/parts'));
  // What restores it says that the files are elsewhere.
  const other = await elsewhere(desk);
  await other.open('#/storage');
  await other.pick('从备份恢复…', [{ name: 'rescue.json', mimeType: 'application/json', buffer: all.bytes }]);
  await other.sees('文件中只列出了 2 个佐证材料，没有内容');
});

journey('evidence: who leaves the device is told of the files, and they go', async (desk) => {
  await imported(desk, TANGXI);
  await opened(desk);
  await attached(desk, FOUR.slice(0, 2));
  await desk.sees(SAVED);
  await desk.open('#/people');
  await desk.press('查看清除前要留的内容');
  await desk.sees('清除时一并删除本机的佐证材料 2 个，共');
  await desk.page.locator('#leave-sure').check();
  await desk.page.locator('#leave-wipe').click();
  await desk.sees('看演示数据');
  const left = await desk.page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name);
    const counts = await Promise.all(names.map((name) => new Promise((done) => {
      indexedDB.open(name).onsuccess = ({ target: { result } }) => {
        result.transaction('parts').objectStore('parts').count().onsuccess = (event) => { done(event.target.result); result.close(); };
      };
    })));
    return counts.reduce((sum, count) => sum + count, 0);
  });
  assert.equal(left, 0);
});
