// Starts the worker for when the network is gone, says from when a kept list is, and asks before a new version takes over.
// Loaded once the app stands, so that it costs a first visit nothing. ES5, as boot.js.
(function () {
  var english = false;
  try { english = localStorage.getItem('lang') === 'en'; } catch (ignored) { /* Storage is blocked: Chinese it is. */ }
  var line = null;
  // Whether the line says from when a list is; all else stays until the person has answered it.
  var isOfList = false;

  function say(text, action, then) {
    var button;
    isOfList = !action;
    if (!line) {
      line = document.createElement('div');
      line.className = 'offline';
      line.id = 'offline-line';
      line.setAttribute('role', 'status');
      document.body.insertBefore(line, document.body.firstChild);
    }
    line.textContent = text;
    if (action) {
      button = document.createElement('button');
      button.type = 'button';
      button.className = 'button';
      button.setAttribute('data-look', 'quiet');
      button.textContent = action;
      button.onclick = then;
      line.appendChild(button);
    }
  }

  function hush() {
    if (!line || !isOfList) return;
    document.body.removeChild(line);
    line = null;
    if (navigator.onLine) drafts();
  }

  function offer(worker) {
    say(english ? 'A new version is ready. ' : '有新版本。', english ? 'Use it now' : '现在更新', function () {
      worker.postMessage('update');
    });
  }

  // Lists that are older than an hour go even where the worker sleeps.
  function sweep() {
    if (!window.caches) return;
    caches.open('lists-1').then(function (cache) {
      return cache.keys().then(function (requests) {
        requests.forEach(function (request) {
          cache.match(request).then(function (kept) {
            var at = kept && Date.parse(kept.headers.get('x-as-of'));
            if (!(Date.now() - at < 3600000)) cache.delete(request);
          });
        });
      });
    }).then(null, function () { /* Storage is blocked: nothing is kept either. */ });
  }

  // A kept list says from when it is, and the network is back with the first answer that is not kept.
  function heard(answer) {
    var at = answer.headers && answer.headers.get('x-as-of');
    if (at) say((english ? 'No network. This list is as of ' : '现在没有网络，这份列表是 ') + time(at) + (english ? '.' : ' 的。'));
    else if (answer.url.indexOf('/api/') > 0) hush();
    return answer;
  }

  function time(at) {
    var moment = new Date(at);
    return ('0' + moment.getHours()).slice(-2) + ':' + ('0' + moment.getMinutes()).slice(-2);
  }

  // A claim that was sent without an answer waits for a word of the person; it is never sent by itself.
  function drafts() {
    var found = null;
    var index, name;
    try {
      for (index = 0; index < localStorage.length; index += 1) {
        name = localStorage.key(index);
        if (/^claim:[0-9A-Z]{8}$/.test(name)) found = name.slice(6);
      }
    } catch (ignored) { return; }
    if (!found || location.pathname === '/w/' + found + '/claim') return;
    say(english ? 'A claim of yours had no answer. Nothing was sent again. ' : '您有一次认领没有等到答复，我们没有替您重发。',
      english ? 'Look at it' : '去看看', function () { location.assign('/w/' + found + '/claim'); });
  }

  var ask = window.fetch;
  window.fetch = function () { return ask.apply(window, arguments).then(heard); };
  if (window.shanlingFirstAnswer) window.shanlingFirstAnswer.then(heard, function () { /* The app says so itself. */ });
  window.addEventListener('online', hush);
  if (navigator.onLine) drafts();

  sweep();
  setInterval(sweep, 300000);

  if (!navigator.serviceWorker) return;
  navigator.serviceWorker.register('/sw.js').then(function (registration) {
    if (registration.waiting && registration.active) offer(registration.waiting);
    registration.addEventListener('updatefound', function () {
      var coming = registration.installing;
      // The first one is nothing new to anybody, however soon it takes over.
      var isFirst = !registration.active;
      coming.addEventListener('statechange', function () {
        if (coming.state === 'installed' && !isFirst) offer(coming);
      });
    });
    return navigator.serviceWorker.ready;
  }).then(function (registration) {
    var files = performance.getEntriesByType('resource').map(function (entry) { return new URL(entry.name).pathname; });
    registration.active.postMessage(files.filter(function (path) { return path.indexOf('/assets/') === 0; }));
  }).then(null, function () { /* Without a worker the app works as ever, online. */ });

  var had = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener('controllerchange', function () {
    // The first worker takes over in silence; a new version only after a word, and then the page begins anew.
    if (had) location.reload();
    had = true;
  });
})();
