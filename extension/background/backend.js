/** The backend's HTTP interface. Everything that leaves the browser passes through here. */

import { backendAddress, patternFor, tokenFor } from '../shared/settings.js';
import { mayReach } from '../shared/browser.js';
import { InTrouble } from './trouble.js';

/** @typedef {import('../shared/types.js').Trouble} Trouble */

const PATIENCE = 15_000;

/**
 * @param {import('../shared/types.js').Highlight} highlight
 * @returns {Promise<string>} the check's id
 */
export async function openCheck(highlight) {
  const response = await call('/api/v1/checks', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(highlight),
  });
  const { id } = await bodyOf(response);
  if (typeof id !== 'string') throw new InTrouble(await foreign());
  return id;
}

/**
 * @param {import('../shared/types.js').Page} page
 * @param {string} text all of its text
 * @returns {Promise<import('../shared/types.js').Sentence[]>} best first
 */
export async function scanPage(page, text) {
  const response = await call('/api/v1/pages/scan', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ page, text }),
  });
  const { sentences } = await bodyOf(response);
  if (!Array.isArray(sentences)) throw new InTrouble(await foreign());
  return sentences;
}

/** @param {string} id @returns {Promise<void>} */
export async function stopCheck(id) {
  await call(pathOf(id), { method: 'DELETE' });
}

/**
 * @param {string} id
 * @param {number} after the last event already known; 0 for none
 * @param {AbortSignal} signal ends the stream
 * @returns {Promise<ReadableStream<Uint8Array>>}
 */
export async function eventStream(id, after, signal) {
  const headers = { Accept: 'text/event-stream', 'Last-Event-ID': String(after) };
  const response = await call(`${pathOf(id)}/events`, { headers, signal });
  const type = response.headers.get('Content-Type') ?? '';
  if (!response.body || !type.startsWith('text/event-stream')) throw new InTrouble(await foreign());
  return response.body;
}

/** @param {string} id @returns {string} */
const pathOf = (id) => `/api/v1/checks/${encodeURIComponent(id)}`;

/**
 * @param {string} path
 * @param {RequestInit} init
 * @returns {Promise<Response>} one that went well
 * @throws {InTrouble}
 */
async function call(path, init) {
  const address = await backendAddress();
  return ask(address, path, init);
}

/**
 * Asks a backend that need not be the one in the settings.
 * @param {string} address
 * @param {string} path
 * @param {RequestInit} init
 * @returns {Promise<Response>} one that went well
 * @throws {InTrouble}
 */
export async function ask(address, path, init) {
  if (!(await mayReach(patternFor(address)))) throw new InTrouble({ kind: 'forbidden', address });
  const response = await answered(address, path, init);
  if (!response.ok) throw new InTrouble(await troubleIn(response, address));
  return response;
}

/**
 * @param {string} address @param {string} path @param {RequestInit} init
 * @returns {Promise<Response>}
 */
async function answered(address, path, init) {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), PATIENCE);
  const signal = init.signal ? AbortSignal.any([init.signal, late.signal]) : late.signal;
  try {
    const headers = { ...init.headers, ...(await authorization(address)) };
    return await fetch(address + path, { ...unattended, ...init, headers, signal });
  } catch (error) {
    throw new InTrouble({ kind: 'unreachable', address }, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/** @param {string} address @returns {Promise<Record<string, string>>} */
async function authorization(address) {
  const token = await tokenFor(address);
  return token ? { Authorization: `Bearer ${token}` } : {};
}

/** No cookie goes along, and nothing is kept or followed elsewhere. */
/** @type {RequestInit} */
const unattended = {
  cache: 'no-store',
  credentials: 'omit',
  redirect: 'error',
  referrerPolicy: 'no-referrer',
};

/**
 * @param {Response} response one that went wrong
 * @param {string} address
 * @returns {Promise<Trouble>}
 */
async function troubleIn(response, address) {
  const type = response.headers.get('Content-Type') ?? '';
  if (!type.startsWith('application/problem+json')) return { kind: 'foreign', address };
  const problem = await response.json().catch(() => ({}));
  return {
    kind: 'problem',
    status: response.status,
    title: String(problem.title ?? response.status),
    detail: String(problem.detail ?? ''),
    fields: fieldMessages(problem.errors),
    retryAfter: Number(response.headers.get('Retry-After')) || null,
  };
}

/** @param {unknown} errors @returns {string[]} */
function fieldMessages(errors) {
  if (!Array.isArray(errors)) return [];
  return errors.map((error) => String(error?.message ?? '')).filter(Boolean);
}

/** @param {Response} response @returns {Promise<any>} */
async function bodyOf(response) {
  const fallback = await foreign();
  return response.json().catch((cause) => {
    throw new InTrouble(fallback, { cause });
  });
}

/** @returns {Promise<Trouble>} */
async function foreign() {
  return { kind: 'foreign', address: await backendAddress() };
}
