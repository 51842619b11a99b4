// Reads codes, by the browser's own eyes where it has them, else by a worker that is loaded when it is needed. What is read is
// compared with our own addresses; nothing else is ever opened.
(function () {
  var box = document.getElementById('scan');
  var said = document.getElementById('said');
  var video = document.getElementById('seen');
  var number = document.getElementById('number');
  // The longest side of a picture that the worker gets to see: a photo, a picture of the camera.
  var PHOTO = 1600, FRAME = 800;
  var detector = null;
  var worker = null;
  var stream = null;

  function say(name, text) {
    said.textContent = box.getAttribute('data-' + name) + (text ? ' ' + text : '');
    said.hidden = false;
  }

  // Our own short addresses, and nothing else.
  function ours(text) {
    var address;
    try { address = new URL(text); } catch (ignored) { return null; }
    if (address.origin !== location.origin) return null;
    return /^\/(?:w\/[0-9A-Za-z]{8}|p\/[0-9A-Za-z-]{1,24}|e\/[0-9A-Za-z-]{3,24}|s\/[^/?#]{1,60}|r\/[0-9A-Za-z]{8})$/.test(address.pathname)
      ? address.pathname + address.hash
      : null;
  }

  // Opens the first code that is ours; else shows what the first one says.
  function read(texts) {
    var paths = texts.map(ours).filter(Boolean);
    if (paths.length > 0) location.assign(paths[0]);
    else say('foreign', texts[0].slice(0, 200));
  }

  // The worker, once it listens.
  function reader() {
    worker = worker || new Promise(function (ready, failed) {
      var started = new Worker(box.getAttribute('data-reader'));
      started.onerror = failed;
      started.onmessage = function () { ready(started); };
    });
    return worker;
  }

  // What the codes in a picture say, by the worker: one picture at a time.
  function byWorker(picture, width, height, most) {
    var part = Math.min(1, most / Math.max(width, height));
    var canvas = document.createElement('canvas');
    var pen = canvas.getContext('2d');
    canvas.width = Math.max(1, Math.round(width * part));
    canvas.height = Math.max(1, Math.round(height * part));
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return reader().then(function (started) {
      return new Promise(function (done, failed) {
        started.onmessage = function (event) { done(event.data); };
        started.onerror = failed;
        started.postMessage(pen.getImageData(0, 0, canvas.width, canvas.height));
      });
    }).then(null, function (error) {
      // What has broken starts anew with the next picture.
      if (worker) worker.then(function (broken) { broken.terminate(); }, function () { /* It never ran. */ });
      worker = null;
      throw error;
    });
  }

  // What the codes in a picture say.
  function see(picture, width, height, most) {
    if (!detector) return byWorker(picture, width, height, most);
    return detector.detect(picture).then(function (codes) { return codes.map(function (code) { return code.rawValue; }); });
  }

  function rest() {
    if (stream) stream.getTracks().forEach(function (track) { track.stop(); });
    stream = null;
    video.hidden = true;
  }

  function look() {
    if (!stream) return;
    see(video, video.videoWidth, video.videoHeight, FRAME).then(function (texts) {
      if (!stream) return;
      if (texts.length === 0) requestAnimationFrame(look);
      else { rest(); read(texts); }
    }, function () { requestAnimationFrame(look); });
  }

  document.getElementById('camera').onclick = function () {
    said.hidden = true;
    navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).then(function (opened) {
      stream = opened;
      video.srcObject = opened;
      video.hidden = false;
      return video.play();
    }).then(look, function () { rest(); say('no-camera'); });
  };

  document.getElementById('photo').onchange = function (event) {
    var file = event.target.files[0];
    var picture = new Image();
    var address;
    if (!file) return;
    rest();
    said.hidden = true;
    // One photo at a time.
    event.target.disabled = true;
    box.setAttribute('aria-busy', 'true');
    function done(texts) {
      URL.revokeObjectURL(address);
      box.removeAttribute('aria-busy');
      event.target.disabled = false;
      // The same photo may be chosen once more.
      event.target.value = '';
      if (texts.length === 0) say('nothing');
      else read(texts);
    }
    picture.onload = function () {
      see(picture, picture.naturalWidth, picture.naturalHeight, PHOTO).then(done, function () { done([]); });
    };
    picture.onerror = function () { done([]); };
    address = URL.createObjectURL(file);
    picture.src = address;
  };

  document.getElementById('by-hand').onsubmit = function (event) {
    var text = number.value.trim();
    event.preventDefault();
    if (/^[0-9A-Za-z]{8}$/.test(text)) location.assign('/w/' + text.toUpperCase());
    else if (/^[0-9A-Za-z][0-9A-Za-z-]{1,22}[0-9A-Za-z]$/.test(text)) location.assign('/e/' + text.toUpperCase());
    else if (text.indexOf('://') > 0) read([text]);
    else say('no-number');
  };

  window.addEventListener('pagehide', rest);

  function able() {
    document.getElementById('with-eyes').hidden = false;
    document.getElementById('camera').hidden = !(navigator.mediaDevices && navigator.mediaDevices.getUserMedia);
  }

  // The browser has no eyes of its own: the worker's, if it can have them.
  function borrow() {
    if (box.hasAttribute('data-reader') && window.Worker && window.Promise && typeof WebAssembly === 'object') able();
    else say('cannot');
  }

  if (!window.BarcodeDetector) { borrow(); return; }
  BarcodeDetector.getSupportedFormats().then(function (formats) {
    if (formats.indexOf('qr_code') < 0) { borrow(); return; }
    detector = new BarcodeDetector({ formats: ['qr_code'] });
    able();
  }, borrow);
})();
