/** The options: the backend, the ways in, what is kept, and how to be rid of all of it. */

import { showBackend } from './backend.js';
import { showErasing } from './erasing.js';
import { showKeeping } from './keeping.js';
import { showLanguage } from './language.js';
import { showToken } from './token.js';
import { showWays } from './ways.js';

/** Everything as it is set now. */
async function show() {
  await Promise.all([showBackend(), showToken(), showWays(), showLanguage(), showKeeping()]);
}

showErasing(show);
await show();
