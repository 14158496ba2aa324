/** The popup on a page where no card can be shown: says why. */

import { part } from './fill.js';
import { CANNOT_WORDS } from '../shared/cannot-words.js';

const reason = new URLSearchParams(location.search).get('reason') ?? '';
const words = new Map(Object.entries(CANNOT_WORDS)).get(reason) ?? CANNOT_WORDS.other;
part('reason', HTMLElement).textContent = say(words);
