// Asks for the move to a newer build that lies ready on this device. Loaded when there is one. Asks only when
// nothing is unsaved, and moves only then: the page says how its work stands in the root's `data-save`.
(function () {
  'use strict';
  var root = document.documentElement;
  var workers = navigator.serviceWorker;
  var bar = null;

  function saved() {
    return root.getAttribute('data-save') === 'saved';
  }

  /** Calls `then` as soon as nothing is unsaved. */
  function onceSaved(then) {
    if (saved()) return then();
    var watch = new MutationObserver(function () {
      if (!saved()) return;
      watch.disconnect();
      then();
    });
    watch.observe(root, { attributes: true, attributeFilter: ['data-save'] });
  }

  function ask() {
    if (bar) return;
    bar = document.createElement('div');
    bar.className = 'update';
    bar.setAttribute('role', 'status');
    var words = document.createElement('span');
    words.textContent = '衡评有新版本。更新只需刷新一次，本机数据不变。';
    bar.appendChild(words);
    button('更新并刷新', function () {
      words.textContent = '正在等待保存完成，随后更新。';
      onceSaved(function () { takeOver(words); });
    });
    button('以后再说', function () {
      bar.parentNode.removeChild(bar);
      bar = null;
    });
    document.body.appendChild(bar);
  }

  function button(label, act) {
    var element = document.createElement('button');
    element.type = 'button';
    element.className = 'small';
    element.textContent = label;
    element.onclick = act;
    bar.appendChild(element);
  }

  function takeOver(words) {
    workers.getRegistration().then(function (registration) {
      if (!registration || !registration.waiting) return location.reload();
      var line = new MessageChannel();
      line.port1.onmessage = function () {
        words.textContent = '还有其他衡评窗口开着。请先关闭它们，再按“更新并刷新”。';
      };
      // The new build has taken over.
      workers.addEventListener('controllerchange', function () { location.reload(); });
      registration.waiting.postMessage('take over', [line.port2]);
    });
  }

  onceSaved(ask);
})();
