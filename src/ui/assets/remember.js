/**
 * Keeps what was typed into a form until it is sent, in this tab alone: a detour to sign-in or a purpose, or a
 * closed laptop, loses nothing. Another person in the same tab, signing out, and twelve hours end it.
 */
const prefix = 'seguito-form:';
const pendingKey = 'seguito-sent';
const ownerKey = 'seguito-owner';
const longest = 12 * 60 * 60 * 1000;
const skipped = new Set(['_csrf', '_page', 'version', 'loaded', 'returnTo', 'preview']);
/** Pages between a form and its answer. */
const between = ['/purpose', '/step-up'];

const keyOf = (form) => prefix + new URL(form.action, location.href).pathname;

function valuesOf(form) {
  const values = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && !skipped.has(name)) values.push([name, value]);
  }
  return values;
}

const named = (values, name) => values.filter(([one]) => one === name).map(([, value]) => value);

/** Puts back what was typed, field by field: what stood there untouched may have been changed by somebody else since. */
function put(form, values, untouched) {
  for (const control of form.elements) {
    if (!control.name || skipped.has(control.name) || control.type === 'hidden' || control.type === 'file') continue;
    const mine = named(values, control.name);
    if (JSON.stringify(mine) === JSON.stringify(named(untouched, control.name))) continue;
    if (control.type === 'radio' || control.type === 'checkbox') control.checked = mine.includes(control.value);
    else if (mine.length > 0) control.value = mine[0];
    control.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

function forgetAll() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
  sessionStorage.removeItem(pendingKey);
}

function read(key) {
  const kept = JSON.parse(sessionStorage.getItem(key) ?? 'null');
  if (kept?.from && Date.now() - kept.at < longest) return kept;
  sessionStorage.removeItem(key);
  return null;
}

/** What was sent is forgotten once a page follows that is neither a detour nor the form with its problems. */
function settle(owner) {
  if (owner && sessionStorage.getItem(ownerKey) !== owner) {
    forgetAll();
    sessionStorage.setItem(ownerKey, owner);
  }
  const sent = sessionStorage.getItem(pendingKey);
  const onTheWay = between.includes(location.pathname) && !new URLSearchParams(location.search).has('held');
  if (!sent || onTheWay) return;
  // A sign-in, a refusal or an error in place of an answer: it was not accepted, and no later page says that it was.
  if ('sDetour' in document.body.dataset) return sessionStorage.removeItem(pendingKey);
  if (!owner) return;
  sessionStorage.removeItem(sent);
  sessionStorage.removeItem(pendingKey);
}

function offer(form, key, kept) {
  const note = form.querySelector('[data-s-restore]');
  note.hidden = false;
  note.querySelector('[data-s-restore-yes]').addEventListener('click', () => {
    put(form, kept.values, kept.from);
    note.hidden = true;
  });
  note.querySelector('[data-s-restore-no]').addEventListener('click', () => {
    sessionStorage.removeItem(key);
    note.hidden = true;
  });
}

function watch(form) {
  const key = keyOf(form);
  const kept = read(key);
  const from = valuesOf(form);
  if (kept && JSON.stringify(kept.values) !== JSON.stringify(from)) offer(form, key, kept);
  const keep = () => sessionStorage.setItem(key, JSON.stringify({ at: Date.now(), from, values: valuesOf(form) }));
  form.addEventListener('input', (event) => event.isTrusted && keep());
  form.addEventListener('submit', () => {
    keep();
    sessionStorage.setItem(pendingKey, key);
  });
}

export function rememberForms() {
  settle(document.body.dataset.sOwner ?? '');
  for (const form of document.querySelectorAll('form[data-s-remember]')) watch(form);
  for (const button of document.querySelectorAll('[data-s-forget]')) button.addEventListener('click', forgetAll);
}
