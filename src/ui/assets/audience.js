/** While the person chooses whom to share with, the sentence about the audience follows: asked from the server, said in the page's words. */
const wait = 400;

function counted(texts, count, lang) {
  const category = new Intl.PluralRules(lang).select(count);
  return (texts[category] ?? texts.other ?? '#').replace('#', new Intl.NumberFormat(lang).format(count));
}

function sentence(line, { people, agencies, privateMembers }) {
  const lang = document.documentElement.lang;
  const words = line.dataset;
  if (people === 0) return words.nobody;
  const who = words.sentence
    .replace('{people}', counted(JSON.parse(words.people), people, lang))
    .replace('{agencies}', counted(JSON.parse(words.agencies), agencies, lang));
  return `${who} ${privateMembers ? words.private : words.noPrivate}`;
}

async function ask(form, url, signal) {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
  const answer = await fetch(url, {
    method: 'POST',
    body,
    headers: { Accept: 'application/json' },
    signal,
  });
  if (!answer.ok) return null;
  const found = await answer.json();
  return Number.isInteger(found.people) && Number.isInteger(found.agencies) ? found : null;
}

function follow(editor) {
  const line = editor.querySelector('[data-s-audience]');
  let timer = 0;
  let running = new AbortController();
  const refresh = async () => {
    running.abort();
    running = new AbortController();
    // An answer that fails or comes too late leaves the button, which asks in the plain way.
    const audience = await ask(editor.closest('form'), line.dataset.live, running.signal).catch(() => null);
    line.classList.toggle('s-audience__sentence--old', audience === null);
    if (audience) line.textContent = sentence(line, audience);
  };
  editor.addEventListener('change', () => {
    clearTimeout(timer);
    line.classList.add('s-audience__sentence--old');
    timer = setTimeout(() => void refresh(), wait);
  });
}

export function previewAudience() {
  for (const editor of document.querySelectorAll('[data-s-share]')) follow(editor);
}
