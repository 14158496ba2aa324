/** Whether a backend answers and what it can do, for the options page. */

import { ask } from './backend.js';
import { troubleOf } from './trouble.js';

/**
 * @typedef {import('../shared/types.js').Health} Health
 * @typedef {import('../shared/types.js').Abilities} Abilities
 */

/**
 * @param {string} address
 * @returns {Promise<Health>}
 */
export async function probe(address) {
  try {
    const { version = '' } = await answerOf(address, '/healthz');
    const [unready, can] = await Promise.all([whyUnready(address), abilities(address)]);
    return { ok: true, version: String(version), unready, can };
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, trouble: { kind: 'foreign', address } };
    return { ok: false, trouble: troubleOf(error, address) };
  }
}

/** @param {string} address @param {string} path @returns {Promise<any>} */
async function answerOf(address, path) {
  const response = await ask(address, path, {});
  return response.json();
}

/** Why it cannot check now, in its own words. @param {string} address @returns {Promise<string>} */
async function whyUnready(address) {
  try {
    await answerOf(address, '/readyz');
    return '';
  } catch (error) {
    const trouble = troubleOf(error, address);
    return trouble.kind === 'problem' ? trouble.detail || trouble.title : '';
  }
}

/** As its own description tells. @param {string} address @returns {Promise<Abilities | null>} */
async function abilities(address) {
  try {
    const { paths = {} } = await answerOf(address, '/openapi.json');
    const offered = Object.keys(paths);
    const offers = (/** @type {RegExp} */ path) => offered.some((one) => path.test(one));
    return { checks: offers(/\/checks$/), scans: offers(/\/pages\/scan$/), flags: offers(/\/flag$/) };
  } catch {
    return null;
  }
}
