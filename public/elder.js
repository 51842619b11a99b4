// The version for the elderly, beyond larger type: a telephone on every page, and the page read aloud. Loaded only by those
// who chose it. It lays itself over the page and never changes what the app has drawn. ES5, as boot.js.
(function () {
  if (window.shanlingElder) return;
  var english = false;
  try { english = localStorage.getItem('lang') === 'en'; } catch (ignored) { /* Storage is blocked: Chinese it is. */ }
  var words = english
    ? { read: 'Read aloud', stop: 'Stop reading', call: 'Call', bar: 'Telephone and reading aloud' }
    : { read: '读给我听', stop: '停止朗读', call: '打电话', bar: '电话与朗读' };
  var speech = window.speechSynthesis;
  var bar = document.createElement('div');
  var button = null;
  var marks = [];
  var turn = 0;

  // The app knows it from the server; the server's own pages have it at their foot.
  function hotline() {
    var site = document.getElementById('site');
    var link = document.querySelector('footer .hotline a');
    try { return JSON.parse(site.textContent).hotline || ''; } catch (ignored) { return link ? link.textContent : ''; }
  }

  // The sentences of what is on the page now, each with the places where it stands.
  function sentences() {
    var main = document.querySelector('main');
    var found = [];
    var walker, node, text, block, last, parts, at;
    if (!main) return found;
    walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT, null, false);
    while ((node = walker.nextNode())) {
      text = node.nodeValue;
      if (!/\S/.test(text) || !isSeen(node.parentElement)) continue;
      block = blockOf(node.parentElement);
      parts = text.match(/[^。！？；!?]+[。！？；!?]*/g) || [text];
      at = 0;
      parts.forEach(function (part) {
        var begin = text.indexOf(part, at);
        at = begin + part.length;
        last = found[found.length - 1];
        if (last && last.block === block && !last.ends) {
          last.text += part;
          last.places.push([node, begin, at]);
        } else {
          last = { text: part, block: block, places: [[node, begin, at]] };
          found.push(last);
        }
        last.ends = /[。！？；!?]\s*$/.test(part);
      });
    }
    return found.filter(function (sentence) { return /\S/.test(sentence.text); });
  }

  function isSeen(element) {
    var style;
    if (!element || element.closest('[aria-hidden="true"], .unseen, script, style')) return false;
    style = getComputedStyle(element);
    return style.visibility !== 'hidden' && element.getClientRects().length > 0;
  }

  function blockOf(element) {
    while (element.parentElement && /^inline/.test(getComputedStyle(element).display)) element = element.parentElement;
    return element;
  }

  function clear() {
    marks.forEach(function (mark) { document.body.removeChild(mark); });
    marks = [];
  }

  // Lays a tint over every line of a sentence.
  function show(sentence) {
    clear();
    sentence.places.forEach(function (place, index) {
      var range = document.createRange();
      // The app may have drawn the page anew meanwhile.
      if (!document.contains(place[0]) || place[0].nodeValue.length < place[2]) return;
      range.setStart(place[0], place[1]);
      range.setEnd(place[0], place[2]);
      Array.prototype.forEach.call(range.getClientRects(), function (line) {
        var mark = document.createElement('div');
        mark.className = 'elder-mark';
        mark.setAttribute('aria-hidden', 'true');
        mark.style.top = line.top + window.pageYOffset + 'px';
        mark.style.left = line.left + window.pageXOffset + 'px';
        mark.style.width = line.width + 'px';
        mark.style.height = line.height + 'px';
        document.body.appendChild(mark);
        marks.push(mark);
      });
      if (index === 0 && place[0].parentElement.scrollIntoView) {
        place[0].parentElement.scrollIntoView({ block: 'center' });
      }
    });
  }

  function stop() {
    turn += 1;
    if (speech) speech.cancel();
    clear();
    if (button) {
      button.textContent = words.read;
      button.setAttribute('aria-pressed', 'false');
    }
  }

  function read() {
    var all = sentences();
    var mine;
    stop();
    mine = turn;
    button.textContent = words.stop;
    button.setAttribute('aria-pressed', 'true');
    (function next(index) {
      var said;
      if (mine !== turn) return;
      if (index >= all.length) { stop(); return; }
      said = new SpeechSynthesisUtterance(all[index].text);
      said.lang = english ? 'en' : 'zh-CN';
      said.rate = 0.85;
      said.onend = function () { next(index + 1); };
      said.onerror = function () { if (mine === turn) stop(); };
      show(all[index]);
      speech.speak(said);
    })(0);
  }

  bar.id = 'elder-bar';
  bar.setAttribute('role', 'region');
  bar.setAttribute('aria-label', words.bar);
  var number = hotline();
  if (number) {
    var call = document.createElement('a');
    call.href = 'tel:' + number.replace(/[^0-9+]/g, '');
    [words.call, ' ', number].forEach(function (part) {
      var piece = document.createElement('span');
      piece.textContent = part;
      call.appendChild(part === ' ' ? document.createTextNode(part) : piece);
    });
    bar.appendChild(call);
  }
  if (speech && window.SpeechSynthesisUtterance) {
    button = document.createElement('button');
    button.type = 'button';
    button.textContent = words.read;
    button.setAttribute('aria-pressed', 'false');
    button.onclick = function () { if (button.getAttribute('aria-pressed') === 'true') stop(); else read(); };
    bar.appendChild(button);
    // Another page is another text.
    window.addEventListener('popstate', stop);
    document.addEventListener('click', function (event) {
      if (event.target.closest && event.target.closest('main a, nav a')) stop();
    });
    window.addEventListener('pagehide', stop);
  }

  // Called whenever the switch is turned.
  window.shanlingElder = function (on) {
    if (on && bar.children.length > 0) document.body.insertBefore(bar, document.body.firstChild);
    else if (bar.parentNode) bar.parentNode.removeChild(bar);
    if (!on) stop();
  };
  window.shanlingElder(document.documentElement.hasAttribute('data-elder'));
})();
