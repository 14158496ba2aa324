/**
 * What passes between this page and the rest of the extension, beside the checks themselves.
 *
 * @typedef {import('../shared/types.js').ToContent} ToContent
 * @typedef {import('../shared/types.js').FromContent} FromContent
 */

/**
 * Whoever is not there, or no longer, does not hear it.
 * @param {FromContent} message
 * @returns {Promise<any>} the answer; undefined where nobody gave one
 */
async function tellExtension(message) {
  try {
    return await chrome.runtime.sendMessage(message);
  } catch {
    return undefined;
  }
}

/**
 * Says it again until somebody has heard it: the background may die while it does what it is told.
 * @param {FromContent} message
 * @returns {Promise<void>}
 */
async function tellUntilHeard(message, tries = 5) {
  if ((await tellExtension(message)) === true || tries <= 1) return;
  await new Promise((resolve) => {
    setTimeout(resolve, 500);
  });
  await tellUntilHeard(message, tries - 1);
}

/** @param {(message: ToContent) => unknown} answer */
function listenToExtension(answer) {
  chrome.runtime.onMessage.addListener((message, sender, reply) => {
    // Other tabs' content scripts could not send here, but it costs nothing to make sure.
    if (sender.url?.startsWith(chrome.runtime.getURL(''))) reply(answer(message));
  });
}
