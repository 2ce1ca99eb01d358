// A part as it lies in the one file, base64 of gzip, back to its bytes. By the browser where it can
// (Chromium 80, Firefox 113, Safari 16.4), else by fflate, which the file carries. For the page and for workers.
function hengpingUnpack(text) {
  'use strict';
  var letters = atob(text);
  var packed = new Uint8Array(letters.length);
  for (var i = 0; i < letters.length; i++) packed[i] = letters.charCodeAt(i);
  if (typeof DecompressionStream !== 'function') {
    return new Promise(function (done) { done(fflate.gunzipSync(packed)); });
  }
  var stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).arrayBuffer().then(function (bytes) { return new Uint8Array(bytes); });
}
