// What the one file carries beside its scripts and styles: one stream, XZ in letters of base 85, of parts that lie
// one after the other as `part:index` says (tools/one-file.mjs). It is unpacked as far as somebody asks, so that the
// app starts before its workers are there. `hengpingParts.<name>` is a promise: of the bytes of a program, else of
// an address, as a file page may fetch nothing but a blob.
(function () {
  'use strict';
  var parts = {};
  var index = JSON.parse(held('index'));
  var unpacked = {};
  var reading = Promise.resolve();
  var stream = null;
  var at = 0;
  var rest = new Uint8Array(0);

  function held(name) {
    return document.getElementById('part:' + name).textContent;
  }

  // Five letters are four bytes; what the last group lacks counts as the highest letter.
  function bytesOf(letters) {
    var bytes = new Uint8Array(Math.floor(letters.length * 4 / 5));
    for (var from = 0, to = 0; from < letters.length; from += 5, to += 4) {
      var group = 0;
      for (var i = from; i < from + 5; i++) {
        var code = i < letters.length ? letters.charCodeAt(i) : 126;
        group = group * 85 + code - (code > 92 ? 42 : code > 60 ? 41 : 40);
      }
      for (var k = 0; k < 4; k++) bytes[to + k] = group >>> 24 - 8 * k;
    }
    return bytes;
  }

  function open() {
    var element = document.getElementById('part:stream');
    var packed = new Blob([bytesOf(element.textContent)]);
    // Read once; the letters would lie in memory as long as the page.
    element.parentNode.removeChild(element);
    return new window['xz-decompress'].XzReadableStream(packed.stream()).getReader();
  }

  function fill(bytes, filled) {
    var taken = rest.subarray(0, bytes.length - filled);
    bytes.set(taken, filled);
    rest = rest.subarray(taken.length);
    filled += taken.length;
    if (filled === bytes.length) return bytes;
    return stream.read().then(function (piece) {
      if (piece.done) throw new Error('hengping.html is cut off');
      rest = piece.value;
      return fill(bytes, filled);
    });
  }

  function readTo(name) {
    if (unpacked[name]) return unpacked[name];
    if (at === index.length) throw new Error(name + ' is not in hengping.html');
    stream = stream || open();
    var part = index[at++];
    return Promise.resolve(fill(new Uint8Array(part.size), 0)).then(function (bytes) {
      unpacked[part.name] = bytes;
      return readTo(name);
    });
  }

  function bytes(name) {
    function go() { return readTo(name); }
    reading = reading.then(go, go);
    return reading;
  }

  function offer(name, make) {
    var made = null;
    Object.defineProperty(parts, name, { get: function () {
      made = made || make();
      return made;
    } });
  }

  function address(pieces, type) {
    return Promise.all(pieces).then(function (pieces) { return URL.createObjectURL(new Blob(pieces, { type: type })); });
  }

  // A worker is handed its program as its first message (src/ui/workers.rs).
  var START = '\nonmessage = function (event) { wasm_bindgen({ module_or_path: event.data }); };';

  index.forEach(function (part) {
    var name = part.name;
    if (/\.json$/.test(name)) offer(name, function () { return address([bytes(name)], 'application/json'); });
    else if (/\.js$/.test(name)) {
      offer(name.replace('.js', '_loader.js'), function () { return address([bytes(name), START], 'text/javascript'); });
    } else offer(name, function () { return bytes(name); });
  });
  // What reads workbooks reads separated text as well.
  ['_loader.js', '_bg.wasm'].forEach(function (ending) {
    offer('reader' + ending, function () { return parts['office' + ending]; });
  });
  window.hengpingParts = parts;
})();
