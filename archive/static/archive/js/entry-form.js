// The form of an entry: rows are added in place, names complete themselves, Ctrl+S saves.
// Without this file the server adds the row, and names are checked when the form is sent.
(() => {
  const form = document.getElementById('entry-form');
  if (!form) return;
  const SOON = 150, FEWEST = 2; // milliseconds; characters that are looked up

  form.addEventListener('click', event => {
    const button = event.target.closest('button[name=add_row]');
    if (!button) return;
    const template = form.querySelector(`template[data-rows="${button.value}"]`);
    const total = document.getElementById(`id_${button.value}-TOTAL_FORMS`);
    if (!template || !total) return;
    event.preventDefault();
    const row = template.content.firstElementChild.cloneNode(true), number = total.value;
    for (const each of row.querySelectorAll('*'))
      for (const { name, value } of [...each.attributes])
        if (value.includes('__prefix__')) each.setAttribute(name, value.replaceAll('__prefix__', number));
    row.querySelector('.row-number').textContent = Number(number) + 1;
    total.value = Number(number) + 1;
    template.before(row);
    row.querySelector('input:not([type=hidden]), textarea, select')?.focus();
  });

  let waiting, asked;
  form.addEventListener('input', event => {
    const field = event.target.closest('input[data-names]');
    if (!field) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => complete(field), SOON);
  });
  async function complete(field) {
    const typed = field.value.trim();
    if (typed.length < FEWEST && /^[ -~]*$/.test(typed)) return;
    if (field.list && [...field.list.options].some(option => option.value === field.value)) return;
    asked?.abort();
    asked = new AbortController();
    const address = form.dataset.names.replace('/x/', `/${field.dataset.names}/`);
    try {
      const answer = await fetch(`${address}?${new URLSearchParams({ q: typed })}`, { signal: asked.signal, redirect: 'manual' });
      if (!answer.ok) return;
      const list = field.list || form.appendChild(document.createElement('datalist'));
      list.id ||= `names-of-${field.id}`;
      field.setAttribute('list', list.id);
      list.replaceChildren(...(await answer.json()).names.map(name => new Option('', name)));
    } catch { /* typed on, or no answer: the name is checked when it is saved */ }
  }

  addEventListener('keydown', event => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 's') return;
    event.preventDefault();
    form.querySelector('button[name=_save]').click();
  });
})();
