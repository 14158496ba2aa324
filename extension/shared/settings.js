/** The one setting: where the backend is. */

import { store, stored } from './browser.js';

export const DEFAULT_BACKEND = 'http://127.0.0.1:8700';
const KEY = 'backend';
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
