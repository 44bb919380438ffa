import { sourceLanguage } from '../../src/ui/languages.ts';
import { lookAtEveryPage } from './every-page.ts';

// Two looks that differ in everything; the long suite takes all of them, in every language.
lookAtEveryPage(
  [
    { theme: 'light', width: 1280 },
    { theme: 'dark', width: 390 },
  ],
  [sourceLanguage],
);
