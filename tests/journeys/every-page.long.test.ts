import { languages } from '../../src/ui/locales.ts';
import { lookAtEveryPage } from './every-page.ts';

lookAtEveryPage(
  [
    { theme: 'light', width: 1280 },
    { theme: 'dark', width: 1280 },
    { theme: 'dark', width: 390 },
    { theme: 'light', width: 390 },
  ],
  languages.map(({ tag }) => tag),
);
