/** Serves one page over its port: opens its check, follows it, stops it. */

import { openCheck, stopCheck } from './backend.js';
import { followCheck } from './follow.js';
import { troubleOf } from './trouble.js';
import { openOptions } from '../shared/browser.js';
import { backendAddress } from '../shared/settings.js';

/** @typedef {import('../shared/types.js').FromPage} FromPage */
/** @typedef {import('../shared/types.js').ToPage} ToPage */
/** @typedef {(message: ToPage) => void} Tell */

/** @param {chrome.runtime.Port} port @returns {void} */
export function attend(port) {
  const gone = new AbortController();
  port.onDisconnect.addListener(() => gone.abort());
  port.onMessage.addListener((message) => serve(message, tellTo(port, gone.signal), gone.signal));
}

/** @param {chrome.runtime.Port} port @param {AbortSignal} gone @returns {Tell} */
function tellTo(port, gone) {
  return (message) => {
    if (!gone.aborted) port.postMessage(message);
  };
}

/**
 * @param {FromPage} message
 * @param {Tell} tell
 * @param {AbortSignal} gone
 * @returns {Promise<void>}
 */
async function serve(message, tell, gone) {
  if (message.type === 'check') await check(message.highlight, tell, gone);
  else if (message.type === 'follow') await follow(message.id, message.after, tell, gone);
  else if (message.type === 'stop') await stop(message.id, tell);
  else if (message.type === 'options') await openOptions();
  // A ping needs no answer: its arrival alone keeps the service worker alive.
}

/**
 * @param {import('../shared/types.js').Highlight} highlight
 * @param {Tell} tell @param {AbortSignal} gone
 */
async function check(highlight, tell, gone) {
  try {
    const id = await openCheck(highlight);
    tell({ type: 'opened', id, page: `${await backendAddress()}/n/${encodeURIComponent(id)}` });
    await follow(id, 0, tell, gone);
  } catch (error) {
    tell({ type: 'trouble', trouble: troubleOf(error, await backendAddress()) });
  }
}

/** @param {string} id @param {number} after @param {Tell} tell @param {AbortSignal} gone */
async function follow(id, after, tell, gone) {
  const heard = {
    /** @param {import('../shared/types.js').CheckEvent} event */
    event: (event) => tell({ type: 'event', event }),
    waiting: () => tell({ type: 'waiting' }),
  };
  try {
    await followCheck(id, after, heard, gone);
    tell({ type: 'ended' });
  } catch (error) {
    tell({ type: 'trouble', trouble: troubleOf(error, await backendAddress()) });
  }
}

/** The check's own stream tells that it was stopped. @param {string} id @param {Tell} tell */
async function stop(id, tell) {
  try {
    await stopCheck(id);
  } catch (error) {
    tell({ type: 'notStopped', trouble: troubleOf(error, await backendAddress()) });
  }
}
