/** Whether a backend answers, for the options page. */

import { ask } from './backend.js';
import { troubleOf } from './trouble.js';

/**
 * @param {string} address
 * @returns {Promise<import('../shared/types.js').Health>}
 */
export async function probe(address) {
  try {
    const response = await ask(address, '/healthz', {});
    const { version = '', status = '' } = await response.json();
    return { ok: true, version: String(version), state: String(status) };
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, trouble: { kind: 'foreign', address } };
    return { ok: false, trouble: troubleOf(error, address) };
  }
}
