/** Keys: `?` list, `/` search, `g` and a letter to a place. They rest while somebody types, and can be turned off. */
const offKey = 'seguito-keys-off';
const typing = (element) =>
  element instanceof HTMLElement && element.closest('input, textarea, select, [contenteditable]') !== null;

export function listenToKeys() {
  const dialog = document.querySelector('#s-keys');
  if (!dialog) return;
  const box = dialog.querySelector('[data-s-keys-on]');
  box.checked = localStorage.getItem(offKey) === null;
  box.addEventListener('change', () => {
    if (box.checked) localStorage.removeItem(offKey);
    else localStorage.setItem(offKey, '1');
  });
  let afterG = 0;
  document.addEventListener('keydown', (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!plain || !box.checked || typing(event.target) || dialog.open) return;
    if (event.key === '?') dialog.showModal();
    else if (event.key === '/') search(event);
    else if (Date.now() - afterG < 1500) document.querySelector(`[data-s-key="${CSS.escape(event.key)}"]`)?.click();
    afterG = event.key === 'g' ? Date.now() : 0;
  });
}

function search(event) {
  const field =
    document.querySelector('[data-s-search-all]') ??
    document.querySelector('main input[type="search"]:not([data-s-own-keys])');
  if (!field) return;
  event.preventDefault();
  field.closest('details')?.setAttribute('open', '');
  field.focus();
}
