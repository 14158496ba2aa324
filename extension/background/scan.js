/** Asks the backend which sentences of a page are worth checking, for the side panel. */

import { scanPage } from './backend.js';
import { troubleOf } from './trouble.js';
import { backendAddress } from '../shared/settings.js';

/**
 * @param {import('../shared/types.js').Page} page
 * @param {string} text
 * @returns {Promise<import('../shared/types.js').Scanned>}
 */
export async function scan(page, text) {
  const address = await backendAddress();
  try {
    return { ok: true, address, sentences: await scanPage(page, text) };
  } catch (error) {
    return { ok: false, trouble: troubleOf(error, address) };
  }
}
