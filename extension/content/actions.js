/**
 * What a reader can do with a note: copy it as text, share its page, check again.
 *
 * @typedef {{page: string, again: () => void, announce: (words: string) => void}} NoteActions
 *   `page` is the address of the note's own page
 */

/** @param {Note} note @param {NoteActions} actions */
function actionsRow(note, { page, again, announce }) {
  const told = make('span', { class: 'quiet copied' });
  const tell = (/** @type {string} */ outcome) => {
    told.textContent = outcome;
    announce(outcome);
  };
  const copy = async (/** @type {string} */ words) => {
    tell(say((await copied(words, told)) ? 'copied' : 'notCopied'));
  };
  return make(
    'div',
    { class: 'actions buttons', role: 'group', 'aria-label': say('actionsLabel') },
    makeButton('quiet-button', () => copy(noteText(note, page)), say('copyText')),
    makeButton('quiet-button', () => copy(page), say('copyLink')),
    makeButton('quiet-button', again, say('checkAgain')),
    makeLink(page, say('openPage')),
    told,
  );
}

/**
 * Whether the words are in the clipboard now. Browsers keep it from pages that came over plain
 * http; there the older way works, from a field inside the card, which the page cannot read.
 * @param {string} words @param {HTMLElement} place
 */
async function copied(words, place) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return copiedFromField(words, place);
  }
}

/** @param {string} words @param {HTMLElement} place @returns {boolean} */
function copiedFromField(words, place) {
  const before = focusedBeside(place);
  const field = make('textarea', { class: 'unseen', tabindex: '-1' });
  field.value = words;
  place.after(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return done;
}
