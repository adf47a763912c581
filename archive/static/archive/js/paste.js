// A pasted page goes along as the clipboard's HTML, until its text is changed by hand.
(() => {
  const area = document.querySelector('[data-paste-html]');
  const hidden = area && document.getElementById(area.dataset.pasteHtml);
  if (!hidden) return;
  area.addEventListener('paste', e => {
    const html = e.clipboardData.getData('text/html');
    const isEmpty = !area.value.trim();
    setTimeout(() => { hidden.value = isEmpty ? html : ''; });
  });
  area.addEventListener('input', () => { hidden.value = ''; });
})();
