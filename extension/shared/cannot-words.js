/** Why a page cannot be worked on, in words: for the button's title and for its popup. */

/** @type {Record<import('./types.js').CannotReason, import('./types.js').MessageKey>} */
export const CANNOT_WORDS = {
  browser: 'cannotBrowser',
  file: 'cannotFile',
  noPage: 'cannotNoPage',
  other: 'cannotOther',
};
