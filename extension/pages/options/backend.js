/** Where the backend is, whether it answers, and what it can do. */

import { part } from '../fill.js';
import { healthWords } from './health.js';
import { showToken } from './token.js';
import { askBackground, requestReach } from '../../shared/browser.js';
import {
  DEFAULT_BACKEND,
  backendAddress,
  isUnencryptedElsewhere,
  keepBackendAddress,
  patternFor,
  tidyAddress,
} from '../../shared/settings.js';

const field = part('address', HTMLInputElement);
const outcome = part('outcome', HTMLOutputElement);

part('hint', HTMLElement).textContent = say('optionsAddressHint', DEFAULT_BACKEND);
part('form', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  withAddress(save);
});
part('test', HTMLButtonElement).addEventListener('click', () => withAddress(test));

export async function showBackend() {
  field.value = await backendAddress();
  field.removeAttribute('aria-invalid');
  outcome.value = '';
}

/** @param {(address: string) => Promise<void>} use given the address, where it is one */
function withAddress(use) {
  const address = tidyAddress(field.value);
  field.setAttribute('aria-invalid', String(address === null));
  if (address !== null) {
    use(address);
    return;
  }
  outcome.value = say('optionsInvalid', DEFAULT_BACKEND);
  field.focus();
}

/** The browser asks the reader only straight after a click. @param {string} address */
async function save(address) {
  if (!(await requestReach(patternFor(address)))) {
    outcome.value = say('optionsRefused');
    return;
  }
  await keepBackendAddress(address);
  field.value = address;
  await showToken();
  outcome.value = say(isUnencryptedElsewhere(address) ? 'optionsUnencrypted' : 'optionsSaved');
}

/** @param {string} address */
async function test(address) {
  if (!(await requestReach(patternFor(address)))) {
    outcome.value = say('optionsRefused');
    return;
  }
  outcome.value = say('optionsAsking', address);
  outcome.value = healthWords(await askBackground({ type: 'probe', address })).join('\n');
}
