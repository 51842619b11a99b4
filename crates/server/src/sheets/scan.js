// Reads codes where the browser can. What is read is compared with our own addresses; nothing else is ever opened.
(function () {
  var box = document.getElementById('scan');
  var said = document.getElementById('said');
  var video = document.getElementById('seen');
  var number = document.getElementById('number');
  var detector = null;
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

  function read(text) {
    var path = ours(text);
    if (path) location.assign(path);
    else say('foreign', text.slice(0, 200));
    return Boolean(path);
  }

  function rest() {
    if (stream) stream.getTracks().forEach(function (track) { track.stop(); });
    stream = null;
    video.hidden = true;
  }

  function look() {
    if (!stream) return;
    detector.detect(video).then(function (codes) {
      if (codes.length === 0) requestAnimationFrame(look);
      else { rest(); read(codes[0].rawValue); }
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
    if (!file) return;
    said.hidden = true;
    createImageBitmap(file).then(function (picture) { return detector.detect(picture); }).then(function (codes) {
      if (codes.length === 0) say('nothing');
      else read(codes[0].rawValue);
    }, function () { say('nothing'); });
  };

  document.getElementById('by-hand').onsubmit = function (event) {
    var text = number.value.trim();
    event.preventDefault();
    if (/^[0-9A-Za-z]{8}$/.test(text)) location.assign('/w/' + text.toUpperCase());
    else if (/^[0-9A-Za-z][0-9A-Za-z-]{1,22}[0-9A-Za-z]$/.test(text)) location.assign('/e/' + text.toUpperCase());
    else if (text.indexOf('://') > 0) read(text);
    else say('no-number');
  };

  window.addEventListener('pagehide', rest);

  function able() {
    document.getElementById('with-eyes').hidden = false;
    document.getElementById('camera').hidden = !(navigator.mediaDevices && navigator.mediaDevices.getUserMedia);
  }

  if (!window.BarcodeDetector || !window.createImageBitmap) { say('cannot'); return; }
  BarcodeDetector.getSupportedFormats().then(function (formats) {
    if (formats.indexOf('qr_code') < 0) { say('cannot'); return; }
    detector = new BarcodeDetector({ formats: ['qr_code'] });
    able();
  }, function () { say('cannot'); });
})();
