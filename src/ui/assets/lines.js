/** Leads from a problem to its line: the cursor stands there, ready to mend it. Without this the number beside it is shown. */
export function leadToLines() {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[data-s-line]') : null;
    const field = document.querySelector('textarea[data-s-lines]');
    if (!link || !(field instanceof HTMLTextAreaElement)) return;
    // Following the link would take the focus away again.
    event.preventDefault();
    document.getElementById(`line-${link.dataset.sLine}`)?.scrollIntoView({ block: 'center' });
    const before = field.value.split('\n').slice(0, Number(link.dataset.sLine) - 1);
    const start = before.reduce((sum, line) => sum + line.length + 1, 0);
    const end = field.value.indexOf('\n', start);
    field.focus({ preventScroll: true });
    field.setSelectionRange(start, end === -1 ? field.value.length : end);
  });
}
