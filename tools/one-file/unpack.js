// A part as it lies in the one file, gzip in letters of base 85 (tools/one-file.mjs), back to its bytes. By the browser where it can
// (Chromium 80, Firefox 113, Safari 16.4), else by fflate, which the file carries. For the page and for workers.
function hengpingUnpack(text) {
  'use strict';
  // Five letters are four bytes; what the last group lacks counts as the highest letter.
  var packed = new Uint8Array(Math.floor(text.length * 4 / 5));
  for (var from = 0, to = 0; from < text.length; from += 5, to += 4) {
    var group = 0;
    for (var i = from; i < from + 5; i++) {
      var code = i < text.length ? text.charCodeAt(i) : 126;
      group = group * 85 + code - (code > 92 ? 42 : code > 60 ? 41 : 40);
    }
    for (var k = 0; k < 4; k++) packed[to + k] = group >>> 24 - 8 * k;
  }
  if (typeof DecompressionStream !== 'function') {
    return new Promise(function (done) { done(fflate.gunzipSync(packed)); });
  }
  var stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).arrayBuffer().then(function (bytes) { return new Uint8Array(bytes); });
}
