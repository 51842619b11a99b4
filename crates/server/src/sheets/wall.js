// Keeps the wall true: asks for it whenever the house tells that something has changed, and now and then besides.
(function () {
  var main = document.querySelector('main');
  var address = '/api/v1/events/' + main.getAttribute('data-code') + '/wall';
  var lights = document.querySelector('.lights');
  var lost = document.getElementById('lost');
  var asking = false;
  var again = false;
  var timer = null;

  function show(wall) {
    var items = lights.children;
    var i;
    // A wish that was taken back leaves the wall; the next whole page draws it anew.
    if (items.length !== wall.wall.length || main.getAttribute('data-state') !== wall.state) {
      location.reload();
      return;
    }
    for (i = 0; i < items.length; i += 1) items[i].setAttribute('data-light', wall.wall[i]);
    document.getElementById('lit').textContent = wall.lights.lit;
    document.getElementById('total').textContent = wall.lights.total;
    lost.hidden = true;
  }

  function ask() {
    var request;
    if (asking) { again = true; return; }
    asking = true;
    request = new XMLHttpRequest();
    request.open('GET', address);
    request.timeout = 10000;
    request.onload = function () {
      var wall = null;
      if (request.status === 200) try { wall = JSON.parse(request.responseText); } catch (ignored) { /* Not ours. */ }
      if (wall) show(wall); else lost.hidden = false;
    };
    request.onerror = request.ontimeout = function () { lost.hidden = false; };
    request.onloadend = function () {
      asking = false;
      if (again) { again = false; ask(); }
    };
    request.send();
  }

  // Many claims in one moment are one look.
  function soon() {
    if (timer === null) timer = setTimeout(function () { timer = null; ask(); }, 300);
  }

  if (window.EventSource) new EventSource('/api/v1/live').addEventListener('changed', soon);
  setInterval(ask, 15000);
})();
