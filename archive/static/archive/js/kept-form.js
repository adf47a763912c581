// A form of the desk saves what is typed on the server every two seconds, for its owner
// alone. Without this file every refused form is kept when it is sent.
document.querySelectorAll('input[name=unfinished][data-keeps]').forEach(field => {
  const EVERY = 2000, SOON = 200, MOST_KEEPALIVE = 60000; // milliseconds; bytes that a browser sends after a page is left
  const form = field.form, box = form.querySelector('.kept-form');
  const token = form.querySelector('[name=csrfmiddlewaretoken]');
  const [others, kept] = ['.others', '.kept'].map(name => box.querySelector(name));
  const LEFT_OUT = ['csrfmiddlewaretoken', 'unfinished'];
  const read = () => new Map([...new FormData(form)].filter(([name, value]) =>
    typeof value === 'string' && !LEFT_OUT.includes(name) && !name.includes('__prefix__')));
  const opened = read();
  let sent = opened, isFirst = true, isBusy = false, isSent = false, isGone = false;
  const compare = (now, before) => ({
    typed: Object.fromEntries([...now].filter(([name, value]) => before.get(name) !== value)),
    gone: [...before.keys()].filter(name => !now.has(name)),
  });
  const isSame = ({ typed, gone }) => !gone.length && !Object.keys(typed).length;
  const tell = (text, isBad) => { kept.textContent = text; kept.classList.toggle('not-kept', !!isBad); };
  const address = () => field.dataset.fields.replace('/0/', `/${field.value}/`);
  const isUnsent = () => !isSent && !isSame(compare(read(), sent));

  async function send(body, keepalive) {
    const answer = await fetch(address(), {
      method: 'POST', redirect: 'manual', keepalive, body,
      headers: { 'content-type': 'application/json', 'x-csrftoken': token.value },
    });
    if (answer.status !== 403) return answer;
    const fresh = await fetch(address(), { redirect: 'manual' }); // a second login gives another token
    if (!fresh.ok) return fresh;
    token.value = (await fresh.json()).token;
    return fetch(address(), {
      method: 'POST', redirect: 'manual', body,
      headers: { 'content-type': 'application/json', 'x-csrftoken': token.value },
    });
  }

  async function keep(isWhole, leaving) {
    if ((isBusy && !leaving) || isSent || isGone) return;
    const now = read(), changes = compare(now, isWhole ? opened : sent);
    if (isSame(changes) && !isWhole && !leaving) return;
    const edit = Number(form.querySelector('[name=seen_edit]')?.value || field.dataset.edit || 0);
    const rest = isFirst || isWhole ? [...now].filter(([name]) => !(name in changes.typed)) : [];
    if (leaving && isSame(changes)) rest.length = 0;
    const body = JSON.stringify({ edit, ...changes, others: Object.fromEntries(rest), whole: !!isWhole, leaving: !!leaving });
    isBusy = true;
    try {
      const answer = await send(body, body.length < MOST_KEEPALIVE);
      if (answer.ok) {
        const said = await answer.json();
        if (said.form) field.value = said.form;
        others.textContent = said.others || '';
        if (said.all) { isBusy = false; return keep(true); }
        if (!leaving) { sent = now; isFirst = false; }
        if (said.kept) tell(said.kept);
      } else if (answer.status === 404) {
        isGone = true;
        tell(box.dataset.gone, true);
      } else {
        const isOut = answer.type === 'opaqueredirect' || answer.status === 403;
        tell(isOut ? box.dataset.loggedOut : box.dataset.silent, true);
      }
    } catch { tell(box.dataset.silent, true); }
    isBusy = false;
  }

  form.addEventListener('submit', () => { isSent = true; });
  form.addEventListener('input', () => setTimeout(keep, SOON), { once: true });
  setInterval(keep, EVERY);
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') keep(); });
  addEventListener('pagehide', () => keep(false, true));
  addEventListener('pageshow', e => { if (e.persisted) location.reload(); });
  addEventListener('beforeunload', e => { if (isUnsent() && (isFirst || kept.matches('.not-kept'))) e.preventDefault(); });
});
