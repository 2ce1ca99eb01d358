// The half of the content policy that hangs on the browser: who may run scripts. Chromium 96 does not know
// 'wasm-unsafe-eval' yet and gets the wider word in its place, as from the server. The other half stands in the
// page. Workers are named in both: a policy that does not name them holds them to its scripts.
(function () {
  'use strict';
  var standing = document.querySelector('meta[http-equiv]').content;
  var meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  meta.content = 'script-src ' + /script-src-elem ([^;]*)/.exec(standing)[1] +
    (/Chrome\/96\./.test(navigator.userAgent) ? " 'unsafe-eval'" : " 'wasm-unsafe-eval'") + '; worker-src blob:';
  document.head.appendChild(meta);
})();
