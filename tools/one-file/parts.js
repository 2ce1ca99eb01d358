// What the one file carries beside what it begins with: one stream, XZ in letters, of parts that lie one after the
// other as `part:index` says (tools/one-file.mjs). It is unpacked as far as somebody asks, so that the app starts
// before its workers are there. `hengpingParts.<name>` is a promise: of the bytes of a program, else of an address, as
// a file page may fetch nothing but a blob; `ready` is fulfilled once styles and script of the app stand in the page.
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

  // Two signs are thirteen bits, or fourteen where that leaves a pair for them (tools/one-file.mjs).
  function bytesOf(letters) {
    var bytes = new Uint8Array(index.packed);
    var base = index.signs.length;
    var left = base * base - 8192;
    var digits = new Uint8Array(128);
    index.signs.forEach(function (sign, digit) { digits[sign] = digit; });
    for (var from = 0, to = 0, bits = 0, held = 0; to < bytes.length; from += 2) {
      var value = digits[letters.charCodeAt(from)] + digits[letters.charCodeAt(from + 1)] * base;
      held |= value << bits;
      for (bits += (value & 8191) < left ? 14 : 13; bits >= 8 && to < bytes.length; bits -= 8) {
        bytes[to++] = held;
        held >>>= 8;
      }
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
    if (at === index.parts.length) throw new Error(name + ' is not in hengping.html');
    stream = stream || open();
    var part = index.parts[at++];
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

  function add(kind, name) {
    return bytes(name).then(function (bytes) {
      var element = document.createElement(kind);
      element.textContent = new TextDecoder().decode(bytes);
      document.head.appendChild(element);
    });
  }

  offer('ready', function () { return Promise.all([add('style', 'styles'), add('script', 'script')]); });
  index.parts.forEach(function (part) {
    var name = part.name;
    if (name === 'styles' || name === 'script') return;
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
