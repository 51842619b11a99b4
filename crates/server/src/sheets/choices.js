// The visitor's choices from the app hold here too: language and larger type. Without a script both have their links.
(function () {
  var asked = /[?&]lang=(zh|en)(&|$)/.exec(location.search);
  try {
    if (asked) localStorage.setItem('lang', asked[1]);
    else if (localStorage.getItem('lang') === 'en') location.replace(location.pathname + '?lang=en');
    if (localStorage.getItem('elder') === '1') document.documentElement.setAttribute('data-elder', '');
  } catch (ignored) { /* Storage is blocked: what the address says holds. */ }
  document.addEventListener('click', function (event) {
    var on = !document.documentElement.hasAttribute('data-elder');
    if (!event.target.closest || !event.target.closest('.elder-switch')) return;
    try { localStorage.setItem('elder', on ? '1' : '0'); } catch (ignored) { /* Then it holds until the next page. */ }
    if (on) document.documentElement.setAttribute('data-elder', '');
    else document.documentElement.removeAttribute('data-elder');
    if (window.shanlingElder) window.shanlingElder(on);
  });
})();
