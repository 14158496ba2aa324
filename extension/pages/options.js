/** The options: where the backend is, and whether it answers. */

import { part } from './fill.js';
import { askBackground, requestReach } from '../shared/browser.js';
import {
  DEFAULT_BACKEND,
  backendAddress,
  isUnencryptedElsewhere,
  keepBackendAddress,
  patternFor,
  tidyAddress,
} from '../shared/settings.js';

const form = part('form', HTMLFormElement);
const field = part('address', HTMLInputElement);
const outcome = part('outcome', HTMLOutputElement);

part('hint', HTMLElement).textContent = say('optionsAddressHint', DEFAULT_BACKEND);
field.value = await backendAddress();

form.addEventListener('submit', (event) => {
  event.preventDefault();
  withAddress(save);
});
part('test', HTMLButtonElement).addEventListener('click', () => withAddress(test));

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
  outcome.value = say(isUnencryptedElsewhere(address) ? 'optionsUnencrypted' : 'optionsSaved');
}

/** @param {string} address */
async function test(address) {
  if (!(await requestReach(patternFor(address)))) {
    outcome.value = say('optionsRefused');
    return;
  }
  outcome.value = say('optionsAsking', address);
  outcome.value = healthWords(await askBackground({ type: 'probe', address }));
}

/** @param {import('../shared/types.js').Health} health @returns {string} */
function healthWords(health) {
  if (!health.ok) return troubleWords(health.trouble);
  const { version, state } = health;
  const answer = version ? say('optionsAnswersVersion', version) : say('optionsAnswers');
  return state ? `${answer}\n${say('optionsState', state)}` : answer;
}

/** @param {import('../shared/types.js').Trouble} trouble @returns {string} */
function troubleWords(trouble) {
  switch (trouble.kind) {
    case 'unreachable':
      return say('troubleUnreachableAt', trouble.address);
    case 'forbidden':
      return say('troubleForbiddenAt', trouble.address);
    case 'foreign':
      return say('troubleForeignAt', trouble.address);
    case 'problem':
      return [trouble.title, trouble.detail].filter(Boolean).join('\n');
  }
}
