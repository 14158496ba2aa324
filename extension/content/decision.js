/** What moderators decided about a note, and why: after the evidence and its verdict. */

/**
 * @param {import('../shared/types.js').Decision | null | undefined} decision
 * @param {string} page the address of any note's own page on the same backend
 */
function decisionSection(decision, page) {
  if (!decision) return null;
  return section('decision', say('headingDecision'), [
    make('p', { dir: 'auto' }, decision.reason),
    decisionChanges(decision),
    sameNote(decision, page),
    decision.at ? quietLine(say('decidedOn', dateWords(decision.at))) : null,
  ]);
}

/** @param {import('../shared/types.js').Decision} decision */
function decisionChanges({ edits = [], hidden, same_as: sameAs }) {
  if (edits.length > 0) {
    return make('ul', {}, ...edits.map(({ words }) => make('li', { dir: 'auto' }, words)));
  }
  return hidden || sameAs ? null : make('p', {}, say('leftAsItIs'));
}

/** @param {import('../shared/types.js').Decision} decision @param {string} page */
function sameNote({ same_as: sameAs }, page) {
  if (!sameAs) return null;
  const address = page.replace(/[^/]*$/, encodeURIComponent(sameAs));
  return make('p', {}, makeLink(address, say('sameNote')));
}
