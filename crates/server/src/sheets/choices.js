// The visitor's choices from the app hold here too: language and larger type. Without a script both have their links.
(function () {
  var asked = /[?&]lang=(zh|en)(&|$)/.exec(location.search);
  try {
    if (asked) localStorage.setItem('lang', asked[1]);
    else if (localStorage.getItem('lang') === 'en') location.replace(location.pathname + '?lang=en');
    if (localStorage.getItem('elder') === '1') document.documentElement.setAttribute('data-elder', '');
  } catch (ignored) { /* Storage is blocked: what the address says holds. */ }
})();
