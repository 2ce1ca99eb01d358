// Hands out what this browser keeps of Hengping, as it lies there: every record of localStorage and IndexedDB,
// with no knowledge of what is in them, so that it works where the app does not. Files of evidence are listed by their
// digests and handed out one by one: together they would be more than a text can hold. Reads and never writes. Old
// syntax on purpose. `hengpingRescue.show(element)` lists the records there, `hengpingRescue.save()` saves all.
window.hengpingRescue = (function () {
  'use strict';
  var DATABASE = 'hengping';
  // The first space's keys, those of every other person, and the register of them all.
  var KEYS = /^(hp[./]|hengping\/)/;
  var REGISTER = 'hengping/profiles';
  // What a passphrase locks begins so, wherever it stands in a record.
  var LOCKED = '"hpx1:';
  // The store of files: each row is its size, its type and its bytes.
  var FILES = 'parts';
  var records = [];
  var faults = [];
  var reading = null;

  /** Reads everything once; calls `done` when all that can be read is there. */
  function read(done) {
    if (reading) return reading.push(done);
    reading = [done];
    readLocal();
    readDatabases(function () {
      var waiting = reading;
      reading = { push: function (late) { late(); } };
      for (var i = 0; i < waiting.length; i++) waiting[i]();
    });
  }

  function readLocal() {
    try {
      for (var i = 0; i < localStorage.length; i++) {
        var key = localStorage.key(i);
        if (KEYS.test(key)) add('localStorage', key, localStorage.getItem(key));
      }
    } catch (refused) {
      fault('localStorage', refused);
    }
  }

  function readDatabases(done) {
    var factory;
    try {
      factory = window.indexedDB;
    } catch (refused) {
      fault('IndexedDB', refused);
    }
    if (!factory) return done();
    if (!factory.databases) return inTurn(registered(), done);
    factory.databases().then(function (found) {
      var names = [];
      for (var i = 0; i < found.length; i++) if (found[i].name.indexOf(DATABASE) === 0) names.push(found[i].name);
      inTurn(names, done);
    }, function (refused) {
      fault('IndexedDB', refused);
      inTurn(registered(), done);
    });
  }

  /** The databases that the register names, for browsers that do not list theirs. */
  function registered() {
    var names = [DATABASE];
    try {
      var profiles = JSON.parse(localStorage.getItem(REGISTER)).profiles;
      for (var i = 0; i < profiles.length; i++) if (profiles[i].space) names.push(DATABASE + '.' + profiles[i].space);
    } catch (none) { /* Nobody but the first. */ }
    return names;
  }

  function locked() {
    var count = 0;
    for (var i = 0; i < records.length; i++) if (records[i].record.key !== REGISTER && records[i].text.indexOf(LOCKED) !== -1) count++;
    return count;
  }

  function files() {
    var count = 0;
    for (var i = 0; i < records.length; i++) if (records[i].file) count++;
    return count;
  }

  function inTurn(names, done) {
    if (names.length === 0) return done();
    readDatabase(names[0], function () { inTurn(names.slice(1), done); });
  }

  function readDatabase(name, done) {
    var request;
    try {
      request = indexedDB.open(name);
    } catch (refused) {
      fault(name, refused);
      return done();
    }
    // There is none of this name: making one would mislead the app.
    request.onupgradeneeded = function () { request.transaction.abort(); };
    request.onerror = function (event) {
      event.preventDefault();
      if (request.error && request.error.name !== 'AbortError') fault(name, request.error);
      done();
    };
    request.onsuccess = function () {
      var database = request.result;
      readStores(database, [].slice.call(database.objectStoreNames), function () {
        database.close();
        done();
      });
    };
  }

  function readStores(database, stores, done) {
    if (stores.length === 0) return done();
    var place = database.name + '/' + stores[0];
    function next() { readStores(database, stores.slice(1), done); }
    var request;
    try {
      request = database.transaction(stores[0], 'readonly').objectStore(stores[0]).openCursor();
    } catch (refused) {
      fault(place, refused);
      return next();
    }
    request.onerror = function (event) {
      event.preventDefault();
      fault(place, request.error);
      next();
    };
    request.onsuccess = function () {
      var cursor = request.result;
      if (!cursor) return next();
      if (stores[0] === FILES) addFile(database.name, cursor.primaryKey, cursor.value);
      else add(place, cursor.primaryKey, cursor.value);
      cursor.continue();
    };
  }

  function add(store, key, value) {
    var record = { store: store, key: key, value: value };
    var text = written(record);
    // A moment is told by its name, whatever the record is: `saved_at`, `found_at`.
    var at = /_at\\?"\s*:\s*(\d{12,14})/.exec(text);
    records.push({ record: record, text: text, at: at ? new Date(Number(at[1])) : null });
  }

  /** A file without its bytes; what is locked is longer than what it was. */
  function addFile(database, key, row) {
    var bytes = row && row.bytes && row.bytes.byteLength;
    add(database + '/' + FILES, key, { size: row && row.size, type: row && row.type, locked: bytes !== (row && row.size) });
    records[records.length - 1].file = { database: database, key: key };
  }

  /** Hands out the bytes of a file, which are read now. */
  function handFile(file, told) {
    function refused() { told.data = '读不到这个文件'; }
    var request = indexedDB.open(file.database);
    request.onerror = refused;
    request.onsuccess = function () {
      var database = request.result;
      var asked = database.transaction(FILES, 'readonly').objectStore(FILES).get(file.key);
      asked.onerror = refused;
      asked.onsuccess = function () {
        database.close();
        if (!asked.result) return refused();
        hand('衡评-佐证材料-' + String(file.key).slice(0, 12), asked.result.bytes, 'application/octet-stream');
      };
    };
  }

  function fault(place, error) {
    faults.push(place + '：' + (error && (error.message || error.name) || error));
  }

  /** JSON, with bytes as lists of numbers under `bytes`, which JSON itself would lose. */
  function written(value) {
    try {
      return JSON.stringify(value, function (_, part) {
        if (part instanceof ArrayBuffer) part = new Uint8Array(part);
        return part && part.buffer instanceof ArrayBuffer ? { bytes: [].slice.call(part) } : part;
      });
    } catch (fault) {
      return JSON.stringify(String(value));
    }
  }

  function everything() {
    var parts = [];
    for (var i = 0; i < records.length; i++) parts.push(records[i].text);
    return '{"format":"hengping.rescue","version":1,"made_at":' + written(new Date().toISOString()) + ',"from":' +
      written(location.href.split('#')[0]) + ',"browser":' + written(navigator.userAgent) + ',"faults":' + written(faults) +
      ',"records":[\n' + parts.join(',\n') + '\n]}\n';
  }

  function two(number) {
    return (number < 10 ? '0' : '') + number;
  }

  function day(at) {
    return at.getFullYear() + '-' + two(at.getMonth() + 1) + '-' + two(at.getDate());
  }

  function hand(name, content, type) {
    var blob = new Blob([content], { type: type || 'application/json' });
    if (navigator.msSaveOrOpenBlob) return navigator.msSaveOrOpenBlob(blob, name);
    var link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.appendChild(link);
    link.click();
    document.body.removeChild(link);
  }

  function save() {
    read(function () { hand('衡评-本机数据-' + day(new Date()).replace(/-/g, '') + '.json', everything()); });
  }

  function element(tag, text, parent) {
    var made = document.createElement(tag);
    if (text) made.appendChild(document.createTextNode(text));
    if (parent) parent.appendChild(made);
    return made;
  }

  function button(text, act, parent) {
    var made = element('button', text, parent);
    made.type = 'button';
    made.onclick = act;
    return made;
  }

  function cell(row, text) {
    var made = element('td', text, row);
    made.style.padding = '4px 12px 4px 0';
    made.style.wordBreak = 'break-all';
    made.style.verticalAlign = 'top';
    return made;
  }

  function line(body, item, number) {
    var row = element('tr', '', body);
    cell(row, item.record.store);
    cell(row, String(item.record.key));
    cell(row, (item.file ? item.record.value.size : new Blob([item.text]).size) + ' 字节').style.whiteSpace = 'nowrap';
    cell(row, item.at ? day(item.at) + ' ' + two(item.at.getHours()) + ':' + two(item.at.getMinutes()) : '未记');
    var name = '导出第 ' + number + ' 条';
    var act = item.file ? function () { handFile(item.file, act.told); } : function () { hand('衡评-记录-' + number + '.json', item.text + '\n'); };
    var made = button('导出', act, cell(row, ''));
    act.told = made.firstChild;
    made.setAttribute('aria-label', name);
  }

  function show(place) {
    var part = element('section', '', place);
    var status = element('p', '正在读取本机数据。', part);
    status.setAttribute('role', 'status');
    read(function () {
      status.firstChild.data = records.length === 0 ? '此浏览器在这个地址下没有衡评的数据。'
        : '本机共有 ' + records.length + ' 条记录，按原样列出，没有改动。导出的文件含全部原文，请妥善保管。';
      if (locked() > 0) element('p', '其中 ' + locked() + ' 条由使用人的口令加密，原样列出和导出；要看内容，请在衡评中用口令打开。', part);
      for (var f = 0; f < faults.length; f++) element('p', '读不到 ' + faults[f], part);
      if (files() > 0) element('p', '其中 ' + files() + ' 个佐证材料的内容不在“导出全部”的文件里，请逐个导出。', part);
      if (records.length === 0) return;
      button('导出全部', save, element('p', '', part));
      var table = element('table', '', part);
      var head = element('tr', '', element('thead', '', table));
      var titles = ['存放处', '键', '大小', '时间', '导出'];
      for (var t = 0; t < titles.length; t++) {
        var title = element('th', titles[t], head);
        title.scope = 'col';
        title.style.textAlign = 'left';
      }
      var body = element('tbody', '', table);
      for (var i = 0; i < records.length; i++) line(body, records[i], i + 1);
    });
  }

  var page = document.getElementById('rescue');
  if (page) show(page);
  return { show: show, save: save };
})();
