/** Enhances pages that already work: nothing here is needed to read, answer or send. No markup is ever made from text. */
import { previewAudience } from './audience.js';
import { countCharacters, focusProblems, foldFilters } from './forms.js';
import { listenToKeys } from './keys.js';
import { leadToLines } from './lines.js';
import { closeMenus } from './menus.js';
import { narrowLists } from './narrow.js';
import { rememberForms } from './remember.js';

focusProblems();
closeMenus();
foldFilters();
narrowLists();
countCharacters();
rememberForms();
previewAudience();
leadToLines();
listenToKeys();
