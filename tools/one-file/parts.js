// What the one file carries and when it is opened up: `hengpingParts.wasm` is the workbench itself and the names
// of its other parts are theirs, as promises of bytes. Every other name is the address of that part, as the server
// has it beside the page. A file page may fetch nothing, so an address is a blob's; a worker unpacks its own wasm,
// away from the page.
(function () {
  'use strict';
  var parts = {};

  function held(name) {
    return document.getElementById('part:' + name).textContent;
  }

  function address(name, make) {
    var made = null;
    Object.defineProperty(parts, name, { get: function () {
      if (!made) made = URL.createObjectURL(make());
      return made;
    } });
  }

  function worker(name, called) {
    address(called + '_loader.js', function () {
      return new Blob([held('fflate.js'), '\n', held('unpack.js'), '\n', held(name + '.js'), '\nhengpingUnpack("', held(name + '.wasm'),
        '").then(function (bytes) { return wasm_bindgen({ module_or_path: bytes }); });'], { type: 'text/javascript' });
    });
  }

  function file(name) {
    address(name, function () {
      return new Blob([held(name)], { type: 'application/json' });
    });
  }

  function bytes(name, id) {
    Object.defineProperty(parts, name, { get: function () {
      var element = document.getElementById('part:' + id);
      var unpacked = hengpingUnpack(element.textContent);
      // Taken once; the text would lie in memory as long as the page.
      element.parentNode.removeChild(element);
      return unpacked;
    } });
  }

  bytes('wasm', 'workbench.wasm');

  var list = document.querySelectorAll('script[data-as]');
  for (var i = 0; i < list.length; i++) {
    var name = list[i].id.replace('part:', '');
    switch (list[i].getAttribute('data-as')) {
      case 'worker': worker(name.replace('.wasm', ''), name.replace('.wasm', '')); break;
      case 'bytes': bytes(name, name); break;
      default: file(name);
    }
  }
  // What reads workbooks reads separated text as well.
  worker('office', 'reader');
  window.hengpingParts = parts;
})();
