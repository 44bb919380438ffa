import { matches } from './fold.js';

/** Shows only the entries that match; chosen ones stay in sight. */
function narrow(entries, query) {
  let shown = 0;
  for (const entry of entries) {
    const chosen = entry.querySelector(':scope > input:checked') !== null;
    entry.hidden = !chosen && !matches(entry.dataset.sSearch ?? '', query);
    if (!entry.hidden) shown += 1;
  }
  return shown;
}

/** A box above each long list of checkboxes. */
function boxFor(list) {
  const box = document.createElement('input');
  box.type = 'search';
  box.className = 's-input s-input--full s-narrow';
  box.autocomplete = 'off';
  box.setAttribute('aria-label', list.dataset.sFilter);
  box.placeholder = list.dataset.sFilter;
  box.dataset.sOwnKeys = '';
  const entries = [...list.querySelectorAll(':scope > .s-choice')];
  box.addEventListener('input', () => narrow(entries, box.value));
  // Enter narrows and does not send the form around the box.
  box.addEventListener('keydown', (event) => event.key === 'Enter' && event.preventDefault());
  list.before(box);
}

/** The list of agencies on the sign-in page follows its search field. */
function followSearch(list) {
  const page = list.parentElement;
  const field = page.querySelector('input[name="q"]');
  const found = page.querySelector('[data-s-found]');
  const none = page.querySelector('[data-s-none]');
  if (!field) return;
  const entries = [...list.children];
  // A list that the server has narrowed is not whole: then the form goes on asking the server.
  if (new URLSearchParams(location.search).get('q')) return;
  const button = field.form.querySelector('button');
  button.hidden = true;
  field.addEventListener('input', () => {
    const shown = narrow(entries, field.value);
    none.hidden = shown > 0;
    found.textContent = found.dataset.sFound.replace('{count}', String(shown));
  });
  field.form.addEventListener('submit', (event) => {
    const first = entries.find((entry) => !entry.hidden);
    if (!first || entries.filter((entry) => !entry.hidden).length !== 1) return;
    event.preventDefault();
    first.querySelector('a').click();
  });
}

export function narrowLists() {
  // Few entries are read faster than they are searched.
  for (const list of document.querySelectorAll('[data-s-filter]')) if (list.children.length > 8) boxFor(list);
  for (const list of document.querySelectorAll('[data-s-list]')) followSearch(list);
}
