/** What went wrong, or what was done, gets the focus, so that it is read first. */
export function focusProblems() {
  document.querySelector('[data-s-problems], [data-s-done]')?.focus();
}

/** On a small screen the filters are folded, and the results come first. */
export function foldFilters() {
  if (!matchMedia('(max-width: 60rem)').matches) return;
  for (const panel of document.querySelectorAll('details[data-s-fold]')) panel.open = false;
}

/** Characters left, in the words that the page brings. */
export function countCharacters() {
  const number = new Intl.NumberFormat(document.documentElement.lang);
  for (const area of document.querySelectorAll('[data-s-count]')) {
    const counter = area.parentElement.querySelector('[data-s-counter]');
    const limit = Number(area.dataset.sCount);
    const say = () => {
      const left = limit - area.value.length;
      const words = left < 0 ? counter.dataset.over : counter.dataset.left;
      counter.textContent = `${words} ${number.format(Math.abs(left))}`;
    };
    area.addEventListener('input', say);
  }
}
