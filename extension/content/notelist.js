/** Lists of notes in a card: those of the page, and those whose words overlap with a note's. */

/** Longer quotes are cut for the list; the card shows them whole. */
const EXCERPT = 90;

/**
 * What stands above a note: that its words are gone, and the others on the same words.
 * @param {PageNote} note
 * @param {PageNote[]} others
 * @returns {Child}
 */
function aboveNote(note, others) {
  if (stateOf(note) === 'orphan') return make('p', { class: 'above' }, say(lossOf(note)));
  if (others.length === 0) return null;
  return make(
    'details',
    { class: 'above' },
    make('summary', {}, sayCount(others.length, { one: 'overlapOne', other: 'overlapOther' })),
    notesList(others, openNote),
  );
}

/** Words in a PDF or in a frame of another site were never in reach. @param {PageNote} note */
function lossOf({ anchor }) {
  return anchor ? 'orphanMeaning' : 'orphanUnreached';
}

/** @param {PageNote[]} notes @param {(note: PageNote) => void} choose */
function notesList(notes, choose) {
  const line = (/** @type {PageNote} */ note) =>
    make('li', {}, makeButton('note-choice', () => choose(note), ...choiceWords(note)));
  return make('ul', { class: 'plain' }, ...notes.map(line));
}

/** @param {PageNote} note @returns {Child[]} */
function choiceWords(note) {
  const { quote } = note.highlight;
  const words = quote.length > EXCERPT ? `${quote.slice(0, EXCERPT)}…` : quote;
  return [make('q', { dir: 'auto' }, words), make('span', { class: 'quiet' }, standingWords(note))];
}

/** @param {PageNote} note @returns {string} */
function standingWords(note) {
  const { note: told } = note.check;
  if (!told) return say('noteChecking');
  const verdict = say(VERDICT_WORDS[told.verdict].label);
  return stateOf(note) === 'orphan' && note.anchor ? say('noteOrphan', verdict) : verdict;
}

/** All notes of the page, to choose from. @param {PageNote[]} notes */
function notesView(notes) {
  const heading = sayCount(notes.length, { one: 'notesHereOne', other: 'notesHereOther' });
  return noticeView(heading, notesList(notes, jumpTo));
}
