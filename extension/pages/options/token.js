/** The token for the backend that is set: one that its keeper gave out, or an anonymous reader's. */

import { part } from '../fill.js';
import { backendAddress, keepToken, tokenFor } from '../../shared/settings.js';

const field = part('token', HTMLInputElement);
const shower = part('token-show', HTMLButtonElement);
const outcome = part('token-outcome', HTMLOutputElement);

part('token-form', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  save();
});
shower.addEventListener('click', () => reveal(field.type === 'password'));

export async function showToken() {
  const address = await backendAddress();
  field.value = await tokenFor(address);
  part('token-hint', HTMLElement).textContent = say('optionsTokenHint', address);
  outcome.value = '';
  reveal(false);
}

/** @param {boolean} shown */
function reveal(shown) {
  field.type = shown ? 'text' : 'password';
  shower.setAttribute('aria-pressed', String(shown));
}

/** What is no single word of plain characters cannot stand in a header. */
async function save() {
  const token = field.value.trim();
  const isUsable = /^[\x21-\x7e]*$/.test(token);
  field.setAttribute('aria-invalid', String(!isUsable));
  if (!isUsable) {
    outcome.value = say('optionsTokenInvalid');
    field.focus();
    return;
  }
  await keepToken(await backendAddress(), token);
  outcome.value = say(token ? 'optionsSaved' : 'optionsTokenNone');
}
