// Runs before the app, in any browser: tests that this one can run it, then loads it, or says in plain
// words what to do. Old syntax on purpose: a browser too old for the app must still be able to read this.
(function () {
  'use strict';
  var script = document.currentScript;
  var boot = document.getElementById('boot');

  // Two tiny modules: one uses a reference type (ref.null), one a function of two results. Compiling them
  // rather than validating also finds a content policy that forbids WebAssembly.
  var REFERENCE_TYPES = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 7, 1, 5, 0, 208, 112, 26, 11];
  var MULTIVALUE = [0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 0, 2, 127, 127, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 65, 0, 11];

  function compiles(bytes) {
    try {
      return !!new WebAssembly.Module(new Uint8Array(bytes));
    } catch (refused) {
      return false;
    }
  }

  function missing() {
    if (typeof WebAssembly !== 'object' || typeof WebAssembly.Module !== 'function') return 'WebAssembly';
    if (!compiles(REFERENCE_TYPES)) return 'WebAssembly reference types';
    if (!compiles(MULTIVALUE)) return 'WebAssembly multi-value';
    return null;
  }

  // The browser by the name its user knows it by; domestic shells name themselves beside their core.
  function browser() {
    var agent = navigator.userAgent;
    var known = [
      [/MSIE |Trident\//, 'Internet Explorer'], [/QIHU|360SE|360EE/, '360 浏览器'], [/QAXBrowser|Qaxbrowser/, '奇安信可信浏览器'],
      [/MetaSr|SogouMobile/, '搜狗浏览器'], [/QQBrowser/, 'QQ 浏览器'], [/UBrowser|UCBrowser/, 'UC 浏览器'],
      [/Edge?\//, 'Microsoft Edge'], [/Firefox\//, 'Firefox'], [/Chrome\//, 'Chrome'], [/Safari\//, 'Safari']
    ];
    var name = '未识别的浏览器';
    for (var i = 0; i < known.length; i++) {
      if (known[i][0].test(agent)) { name = known[i][1]; break; }
    }
    var core = /(?:Chrome|Firefox|Version|MSIE|rv)[\/: ](\d+)/.exec(agent);
    return core ? name + '（内核版本 ' + core[1] + '）' : name;
  }

  function say(title, lines) {
    boot.innerHTML = '';
    var head = document.createElement('h1');
    head.appendChild(document.createTextNode(title));
    boot.appendChild(head);
    for (var i = 0; i < lines.length; i++) {
      var line = document.createElement('p');
      line.appendChild(document.createTextNode(lines[i]));
      boot.appendChild(line);
    }
  }

  function notLoaded(reason) {
    boot.setAttribute('role', 'alert');
    say('衡评未能完整载入', [
      '可能是网络中断，或程序刚刚更新。本机已保存的内容不受影响。',
      '请按 F5 刷新此页；仍打不开时，请把下面这行告诉管理员。',
      String(reason && reason.message || reason)
    ]);
    offerRescue(boot);
  }

  function fetchScript(source, then, failed) {
    var element = document.createElement('script');
    element.src = source;
    element.onload = then;
    element.onerror = failed;
    document.body.appendChild(element);
  }

  function button(text, act, place) {
    var element = document.createElement('button');
    element.type = 'button';
    element.appendChild(document.createTextNode(text));
    element.onclick = act;
    place.appendChild(element);
    return element;
  }

  // What this browser keeps goes out even where the app cannot run.
  function offerRescue(place) {
    var offer = button('导出本机数据', function () {
      function go() {
        if (offer) hengpingRescue.show(place);
        offer = null;
        hengpingRescue.save();
      }
      if (window.hengpingRescue) return go();
      fetchScript('rescue.js', go, function () { alert('导出程序没有载入。请接通网络后再试，本机数据仍在。'); });
    }, place);
  }

  // A trap ends the app while the page still looks alive: nobody may type into it any more.
  function stopped(error) {
    var overflow = error instanceof RangeError && /wasm/.test(error.stack);
    if (!overflow && !(error instanceof WebAssembly.RuntimeError) || document.getElementById('crash')) return;
    var lost = document.documentElement.getAttribute('data-save') === 'lost';
    var place = window.hengpingStopped || error.message;
    try {
      localStorage.setItem('hp/crash', new Date().toISOString() + ' ' + place);
    } catch (refused) { /* A note for the administrator; the work does not hang on it. */ }
    var cover = document.createElement('div');
    cover.id = 'crash';
    cover.setAttribute('role', 'alertdialog');
    cover.setAttribute('aria-modal', 'true');
    cover.setAttribute('aria-labelledby', 'crash-title');
    cover.innerHTML = '<div><h2 id="crash-title"></h2><p></p><p></p></div>';
    var box = cover.firstChild;
    box.children[0].textContent = lost ? '程序停止了，有内容没有保存' : '程序停止了，您的工作已保存';
    box.children[1].textContent = lost ? '浏览器没有让衡评保存。请先记下后面页面上最后填写的内容，再刷新。'
      : '刷新此页，从停下的地方继续。';
    box.children[2].textContent = '再次出现时，请把这一行告诉管理员：' + place;
    var reload = button('刷新继续', function () { location.reload(); }, box);
    offerRescue(box);
    // A modal dialog would lie over the words and take every key.
    var open = document.querySelectorAll('dialog[open]');
    for (var d = 0; d < open.length; d++) open[d].close();
    for (var i = 0; i < document.body.children.length; i++) document.body.children[i].inert = true;
    document.body.appendChild(cover);
    reload.focus();
  }

  // Keeps the app for when the server is away, where the browser can (https, localhost).
  function keepOffline() {
    var workers = navigator.serviceWorker;
    if (!workers || window.hengpingParts) return;
    function ask() { if (workers.controller) fetchScript('update.js'); }
    workers.register('sw.js', { updateViaCache: 'none' }).then(function (registration) {
      if (registration.waiting) ask();
      registration.onupdatefound = function () {
        var next = registration.installing;
        next.onstatechange = function () { if (next.state === 'installed') ask(); };
      };
      // By itself the browser looks for a newer build minutes after the page is opened.
      return registration.update();
    }).then(null, function (refused) { console.info('offline: ' + refused); });
  }

  function run(wasm) {
    // What the generated script defines (tools/split.mjs); its promise settles when the app has started.
    hengpingWorkbench.default({ module_or_path: wasm }).then(function () {
      boot.parentNode.removeChild(boot);
      keepOffline();
    }, notLoaded);
  }

  // The bytes of a part of the program that is fetched when it is first used; its script asks.
  function part(name) {
    if (window.hengpingParts) return hengpingParts[name];
    return fetch(name).then(function (answer) {
      if (!answer.ok) throw new Error(name + ': ' + answer.status);
      return answer.arrayBuffer();
    });
  }

  function load() {
    window.hengpingPart = part;
    addEventListener('error', function (event) { stopped(event.error); });
    addEventListener('unhandledrejection', function (event) { stopped(event.reason); });
    // The one file has everything in itself.
    if (window.hengpingParts) return hengpingParts.ready.then(function () { run(hengpingParts.wasm); }).then(null, notLoaded);
    var source = script.getAttribute('data-script');
    fetchScript(source, function () { run(script.getAttribute('data-wasm')); }, function () { notLoaded(source); });
  }

  var lacks = missing();
  if (lacks) {
    boot.setAttribute('role', 'alert');
    say('这个浏览器打不开衡评', [
      '当前浏览器：' + browser() + '。缺少 ' + lacks + '。',
      '请换用以下任一浏览器的近年版本：Microsoft Edge、Chrome、360 浏览器或奇安信可信浏览器（内核 96 及以上，建议用最新版）、Firefox 102 及以上、Safari 16 及以上。',
      '360 浏览器等双核浏览器，请在地址栏右侧把“兼容模式”切换为“极速模式”，再刷新此页。',
      '不能自行更换浏览器的，请把本页内容告诉单位的信息管理员。'
    ]);
    offerRescue(boot);
  } else if (location.hash === '#rescue') {
    say('本机数据', ['把此浏览器保存的记录原样取出，不打开衡评。']);
    offerRescue(boot);
  } else {
    say('衡评', ['正在打开，请稍候。']);
    load();
  }
})();
