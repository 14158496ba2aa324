/** The reader's anonymous token at a backend, and the flags that are put with it. */

import { ask } from './backend.js';
import { InTrouble } from './trouble.js';
import { keepToken, tokenFor } from '../shared/settings.js';

/** @typedef {import('../shared/types.js').OwnFlag} OwnFlag */
/** @typedef {import('../shared/types.js').Flag} Flag */

const PREFIX = 'reader_';
/** @type {Map<string, Promise<string>>} two flags at once are of one reader */
const joining = new Map();

/**
 * @param {string} address @param {string} note @param {Flag} said
 * @returns {Promise<OwnFlag>}
 */
export async function putFlag(address, note, said) {
  const response = await asReader(address, pathOf(note), {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(said),
  });
  return jsonOf(response, address);
}

/**
 * @param {string} address @param {string} note
 * @param {{reason: string, evidence: string | null}} said
 * @returns {Promise<OwnFlag>}
 */
export async function putAppeal(address, note, said) {
  const response = await asReader(address, `${pathOf(note)}/appeal`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(said),
  });
  return jsonOf(response, address);
}

/** @param {string} address @param {string} note @param {string} evidence '' for the whole note */
export async function deleteFlag(address, note, evidence) {
  const query = evidence ? `?evidence=${encodeURIComponent(evidence)}` : '';
  await asReader(address, pathOf(note) + query, { method: 'DELETE' });
}

/** @param {string} address @param {string} note @param {boolean} right says so, or no longer */
export async function putRating(address, note, right) {
  const path = `/api/v1/notes/${encodeURIComponent(note)}/rating`;
  await asReader(address, path, { method: right ? 'PUT' : 'DELETE' });
}

/** @param {string} address @returns {Promise<OwnFlag[]>} none, and nobody is asked, without a token */
export async function listFlags(address) {
  const token = await tokenFor(address);
  if (!token) return [];
  const response = await ask(address, '/api/v1/flags', withToken({}, token));
  const { flags } = await jsonOf(response, address);
  if (!Array.isArray(flags)) throw new InTrouble({ kind: 'foreign', address });
  return flags;
}

/** @param {string} note @returns {string} */
const pathOf = (note) => `/api/v1/notes/${encodeURIComponent(note)}/flag`;

/**
 * Asks with the reader's token, which the first flag gets. A backend that began anew knows it no
 * more and gives another.
 * @param {string} address @param {string} path @param {RequestInit} init
 * @returns {Promise<Response>}
 */
async function asReader(address, path, init) {
  const kept = await tokenFor(address);
  const token = kept || (await join(address));
  try {
    return await ask(address, path, withToken(init, token));
  } catch (error) {
    if (!kept.startsWith(PREFIX) || !isUnknown(error)) throw error;
    return ask(address, path, withToken(init, await join(address)));
  }
}

/** @param {RequestInit} init @param {string} token @returns {RequestInit} */
function withToken(init, token) {
  return { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } };
}

/** @param {unknown} error @returns {boolean} */
function isUnknown(error) {
  return error instanceof InTrouble && error.trouble.kind === 'problem' && error.trouble.status === 401;
}

/** @param {string} address @returns {Promise<string>} a new token, kept */
function join(address) {
  const running = joining.get(address) ?? joinOnce(address).finally(() => joining.delete(address));
  joining.set(address, running);
  return running;
}

/** @param {string} address @returns {Promise<string>} */
async function joinOnce(address) {
  const { token } = await jsonOf(await ask(address, '/api/v1/readers', { method: 'POST' }), address);
  if (typeof token !== 'string') throw new InTrouble({ kind: 'foreign', address });
  await keepToken(address, token);
  return token;
}

/** @param {Response} response @param {string} address @returns {Promise<any>} */
function jsonOf(response, address) {
  return response.json().catch((cause) => {
    throw new InTrouble({ kind: 'foreign', address }, { cause });
  });
}
