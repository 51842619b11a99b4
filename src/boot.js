// Starts the app, asks the first question of the API beside it, and says so in plain words when the app cannot run.
// ES5: what this file has to tell, it has to tell in browsers that can run nothing newer.
//
// window.shanlingElder    called by the switch once elder.js is there
// window.shanlingFirst    {path, answer}: the request made here and a Promise of its Response, for the app to take
// window.shanlingStarted  called once the app is mounted
// window.shanlingWork     called with a challenge: a Promise of the proof that the work was done
// window.shanlingCrash    called with the reason when it broke; the first call counts
(function () {
  var script = document.currentScript;
  var source = script && asset('js');
  var root = document.documentElement;
  var box = document.getElementById('boot');
  var again = document.getElementById('boot-again');
  var crashed = false;

  var slow = setTimeout(function () {
    if (!crashed) box.setAttribute('data-state', 'slow');
  }, 8000);

  window.shanlingStarted = function () {
    clearTimeout(slow);
    if (window.performance && performance.mark) performance.mark('shanling-started');
    // The worker for bad nets can wait until everything else is there.
    setTimeout(function () { load('/offline.js'); }, 2000);
  };

  window.shanlingCrash = function (reason, state) {
    var i, children;
    if (crashed) return;
    crashed = true;
    clearTimeout(slow);
    if (window.console) console.error(reason);
    children = document.body.children;
    for (i = 0; i < children.length; i += 1) {
      if (children[i] !== box && children[i].setAttribute) {
        children[i].setAttribute('inert', '');
        children[i].setAttribute('aria-hidden', 'true');
      }
    }
    box.removeAttribute('hidden');
    box.setAttribute('data-state', state || 'failed');
    // The broken program still hears events, and its state can no longer be trusted with them.
    ['click', 'submit', 'input', 'keydown'].forEach(function (kind) {
      window.addEventListener(kind, function (event) {
        if (!box.contains(event.target)) {
          event.stopImmediatePropagation();
          if (kind !== 'keydown') event.preventDefault();
        }
      }, true);
    });
    window.addEventListener('click', function (event) {
      if (box.contains(event.target)) event.stopImmediatePropagation();
      if (event.target === again) location.reload();
    }, true);
    again.focus();
    showStations();
  };

  // The app is built once for each language; the visitor's choice says which half of the files to load.
  function asset(kind) {
    var english = false;
    try { english = localStorage.getItem('lang') === 'en'; } catch (ignored) { /* Storage is blocked: Chinese it is. */ }
    return script.getAttribute('data-' + kind + (english ? '-en' : ''));
  }

  // The version for the elderly is one attribute and two files, which only those download who chose it.
  function isElder() {
    try { return localStorage.getItem('elder') === '1'; } catch (ignored) { return false; }
  }

  function setElder(on) {
    var sheet;
    if (on) root.setAttribute('data-elder', '');
    else root.removeAttribute('data-elder');
    if (window.shanlingElder) window.shanlingElder(on);
    else if (on) {
      sheet = document.createElement('link');
      sheet.rel = 'stylesheet';
      sheet.href = '/elder.css';
      document.head.appendChild(sheet);
      load('/elder.js');
    }
  }

  document.addEventListener('click', function (event) {
    var on = !root.hasAttribute('data-elder');
    if (!event.target.closest || !event.target.closest('.elder-switch')) return;
    try { localStorage.setItem('elder', on ? '1' : '0'); } catch (ignored) { /* Then it holds until the next page. */ }
    setElder(on);
  });

  function load(src) {
    var more = document.createElement('script');
    more.src = src;
    document.body.appendChild(more);
  }

  // Starts a download that the app will need in a moment.
  function preload(rel, href, as) {
    var link = document.createElement('link');
    link.rel = rel;
    if (as) {
      link.setAttribute('as', as);
      link.type = 'application/wasm';
      link.crossOrigin = 'anonymous';
    }
    link.href = href;
    document.head.appendChild(link);
  }

  // Does the work that the server asks for before it sends another code, beside the page.
  window.shanlingWork = function (challenge) {
    return new Promise(function (done, failed) {
      var worker = new Worker('/work.js');
      worker.onerror = failed;
      worker.onmessage = function (event) {
        worker.terminate();
        done(event.data);
      };
      worker.postMessage(challenge);
    });
  };

  // Whoever cannot use the app can still call somebody.
  function showStations() {
    var request = new XMLHttpRequest();
    request.open('GET', '/api/v1/stations');
    request.onload = function () {
      var stations = [];
      try { stations = JSON.parse(request.responseText); } catch (ignored) { return; }
      if (request.status !== 200) return;
      stations.forEach(function (station) {
        var item = document.createElement('li');
        var call = document.createElement('a');
        if (!station.phone) return;
        call.href = 'tel:' + station.phone;
        call.textContent = station.phone;
        item.appendChild(document.createTextNode(station.name + ' '));
        item.appendChild(call);
        document.getElementById('boot-stations').appendChild(item);
      });
    };
    request.send();
  }

  // The API path that a page asks for first; each room's pages ask through the same script.
  function firstPath(page) {
    if (page === '/') return '/api/v1/home';
    if (page === '/wishes') return '/api/v1/wishes' + location.search;
    if (page === '/projects') return '/api/v1/projects';
    if (/^\/p\/[A-Za-z0-9-]+/.test(page)) return '/api/v1/projects/' + page.split('/')[2];
    if (/^\/ledger\/?$/.test(page)) return '/api/v1/ledger' + location.search;
    if (/^\/(ledger|stats)\/\d+$/.test(page)) return '/api/v1' + page;
    if (/^\/w\/[0-9A-Z]{8}$/.test(page)) return '/api/v1/wishes/' + page.slice(3);
    return null;
  }

  function isTrap(reason) {
    return typeof WebAssembly === 'object' && WebAssembly.RuntimeError && reason instanceof WebAssembly.RuntimeError;
  }

  window.addEventListener('unhandledrejection', function (event) {
    if (isTrap(event.reason)) window.shanlingCrash(event.reason);
  });
  window.addEventListener('error', function (event) {
    // A trap, or an app that this engine cannot even parse.
    if (isTrap(event.error)) window.shanlingCrash(event.error);
    else if (event.filename && event.filename.indexOf(source) >= 0) window.shanlingCrash(event.message, 'old');
  });

  if (!script || typeof WebAssembly !== 'object' || typeof Promise !== 'function' || !window.fetch || !('noModule' in script)) {
    window.shanlingCrash('this browser is too old', 'old');
    return;
  }

  if (isElder()) setElder(true);
  preload('modulepreload', source);
  preload('preload', asset('wasm'), 'fetch');

  var first = firstPath(location.pathname);
  if (first) {
    window.shanlingFirst = { path: first, answer: fetch(first, { headers: { accept: 'application/json' } }) };
    // Whoever takes the answer hears of a failure; until then nobody is to be alarmed.
    window.shanlingFirst.answer.then(null, function () {});
    window.shanlingFirstAnswer = window.shanlingFirst.answer;
  }

  var app = document.createElement('script');
  app.type = 'module';
  app.src = source;
  app.onerror = function () { window.shanlingCrash('the app could not be loaded'); };
  document.body.appendChild(app);
})();
