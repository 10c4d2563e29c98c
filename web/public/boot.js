// Runs before the first paint: theme, language and scale as this browser last had them; and a plain word where the browser is too old.
(function () {
  var root = document.documentElement;
  var kept = {};
  try {
    kept = JSON.parse(localStorage.getItem('guiji.preferences') || '{}') || {};
  } catch {
    kept = {};
  }
  var dark = kept.theme === 'dark' || (kept.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = dark ? 'dark' : 'light';
  root.dataset.board = kept.board === 'on' || (kept.board !== 'off' && innerWidth >= 2560) ? 'on' : 'off';
  root.lang = kept.language || (/^zh/i.test(navigator.language || 'zh') ? 'zh-CN' : 'en');
  var newEnough =
    'inert' in HTMLElement.prototype && 'findLast' in Array.prototype && 'structuredClone' in self && CSS.supports('height', '1dvh');
  if (!newEnough) root.className += ' too-old';
})();
