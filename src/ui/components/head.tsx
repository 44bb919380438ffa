import { assets } from '../assets.ts';
import { useUi } from '../context.tsx';

/** The document's head: nothing inline, everything from content-hashed paths of our own. */
export function Head({ title, problems }: { title: string; problems: number }) {
  const { t, lang } = useUi();
  const { paths } = assets();
  const font = lang === 'sr-Cyrl' || lang === 'mk' ? paths.cyrillicFont : paths.latinFont;
  const heading = problems > 0 ? t('ui.problems.titlePrefix', { title }) : title;
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="referrer" content="same-origin" />
      <title>{t('ui.documentTitle', { title: heading })}</title>
      <link rel="preload" as="font" type="font/woff2" href={font} crossOrigin="anonymous" />
      <link rel="stylesheet" href={paths.css} />
      <link rel="icon" type="image/svg+xml" href={paths.icon} />
      <script type="module" src={paths.js} />
    </head>
  );
}
