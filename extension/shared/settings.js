/** What the reader has chosen: where the backend is, its token, what is kept, the ways in. */

import { store, stored } from './browser.js';

export const DEFAULT_BACKEND = 'http://127.0.0.1:8700';
const KEY = 'backend';
const TOKENS = 'tokens';
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * The address as it is kept: scheme, host, port and path, without a slash at its end.
 * @param {string} text what somebody typed
 * @returns {string | null} null where it is no usable http(s) address
 */
export function tidyAddress(text) {
  const url = parsed(text.trim());
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  if (url.username || url.password || url.search || url.hash) return null;
  return url.origin + url.pathname.replace(/\/+$/, '');
}

/** @param {string} text @returns {URL | null} */
function parsed(text) {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/**
 * The host permission that an address needs. Patterns name no port: they cover all of them.
 * @param {string} address
 * @returns {string}
 */
export function patternFor(address) {
  const { protocol, hostname } = new URL(address);
  return `${protocol}//${hostname}/*`;
}

/**
 * Whether what is sent there could be read on the way.
 * @param {string} address
 * @returns {boolean}
 */
export function isUnencryptedElsewhere(address) {
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' && !LOOPBACK.has(hostname);
}

/** @returns {Promise<string>} */
export async function backendAddress() {
  const kept = await stored(KEY);
  return (typeof kept === 'string' && tidyAddress(kept)) || DEFAULT_BACKEND;
}

/** @param {string} address a tidy address @returns {Promise<void>} */
export const keepBackendAddress = (address) => store(KEY, address);

/**
 * What a backend is told so that it knows the reader; each backend has its own.
 * @param {string} address
 * @returns {Promise<string>} empty where there is none
 */
export async function tokenFor(address) {
  const tokens = await keptTokens();
  return tokens[address] ?? '';
}

/** @param {string} address @param {string} token empty for none @returns {Promise<void>} */
export async function keepToken(address, token) {
  const tokens = Object.entries({ ...(await keptTokens()), [address]: token });
  await store(TOKENS, Object.fromEntries(tokens.filter(([, kept]) => kept)));
}

/** @returns {Promise<Record<string, string>>} */
async function keptTokens() {
  return /** @type {Record<string, string> | undefined} */ (await stored(TOKENS)) ?? {};
}

/**
 * @typedef {'noHistory' | 'noMenu' | 'showOnReturn' | 'selectionButton'} Switch
 *   Named so that each is off until the reader changes it.
 */

/** @param {Switch} name @returns {Promise<boolean>} */
export const isOn = async (name) => (await stored(name)) === true;

/** @param {Switch} name @param {boolean} on @returns {Promise<void>} */
export const switchTo = (name, on) => store(name, on);

/** Whether notes are kept for later. @returns {Promise<boolean>} */
export const keepsHistory = async () => !(await isOn('noHistory'));

/** Whether a selection's menu offers a check. @returns {Promise<boolean>} */
export const offersMenu = async () => !(await isOn('noMenu'));

/** Whether kept notes are drawn on every visit. @returns {Promise<boolean>} */
export const showsOnReturn = () => isOn('showOnReturn');

/** Whether a small button stands beside a selection. @returns {Promise<boolean>} */
export const offersButton = () => isOn('selectionButton');
