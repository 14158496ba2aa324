/** The page's notes at work: drawn, opened, found again when the page changes, told of. */

/** @typedef {import('../shared/types.js').KeptNote} KeptNote */

const pageNotes = new PageNotes();
/** The card's stylesheet, as the background handed it over. */
let cardStyles = '';
/** @param {string} styles */
const useStyles = (styles) => {
  cardStyles = styles;
};
/** @type {Card | null} */
let openedCard = null;
/** The note whose card is open or was open last. @type {PageNote | null} */
let lastOpened = null;

const keeper = new Keeper({
  changed: () => findNotesAgain(),
  moved: (address) => {
    openedCard?.close();
    pageNotes.moveTo(address);
    findNotesAgain();
    showNotes();
  },
  ticked: () => {
    if (!isStillDrawn()) drawNotes(pageNotes.all, openedCard && lastOpened);
  },
  pressed: (event) => {
    const [hit] = notesAt(pageNotes.all, event);
    if (hit) openNote(hit);
  },
});

/** After any change of what there is. */
function showNotes() {
  drawNotes(pageNotes.all, openedCard && lastOpened);
  openedCard?.follow();
  keeper.watch(pageNotes.all.length > 0);
  tellExtension({ type: 'notes-changed' });
}

/** Looks for the words of those notes whose words are not where they were. */
function findNotesAgain() {
  const lost = pageNotes.all.filter((note) => !isInPlace(note));
  if (lost.length === 0) return;
  const { found, page } = findEach(lost);
  const changed = lost.map((note, at) => settle(note, found[at] ?? null));
  if (page) keeper.lookInto(page.roots);
  if (changed.includes(true)) showNotes();
}

/**
 * @param {PageNote} note @param {Anchored | null} found
 * @returns {boolean} whether anything is other than before
 */
function settle(note, found) {
  const wasFound = note.ranges.length > 0;
  note.ranges = found ? [found.range] : [];
  note.letters = lettersOf(note.ranges);
  note.anchor = found?.anchor ?? note.anchor;
  return wasFound || found !== null;
}

/**
 * A check of new words: drawn at once, its card where the reader waits for it.
 * @param {CheckedHighlight} highlight
 * @param {Range[]} ranges none where no script can reach the words
 * @returns {PageNote}
 */
function addCheck(highlight, ranges) {
  const page = new PageText(document);
  const anchor = ranges[0] ? anchorOf(page, ranges[0]) : null;
  const note = noteOf({ id: newId(), highlight, anchor });
  note.ranges = ranges;
  note.letters = lettersOf(ranges);
  pageNotes.add(note);
  keeper.lookInto(page.roots);
  note.check.begin();
  showNotes();
  return note;
}

/** Until the backend gives it one. */
const newId = () => `new-${performance.now()}-${Math.random()}`;

/**
 * @param {{id: string, highlight: CheckedHighlight, anchor: Anchor | null}} what
 * @param {{note: Note, page: string}} [kept]
 * @returns {PageNote}
 */
function noteOf(what, kept) {
  const check = new Check(
    what.highlight,
    {
      opened: (id) => {
        pageNotes.rename(note, id);
        tellExtension({ type: 'notes-changed' });
      },
      noted: (told) => {
        showNotes();
        const { id, highlight } = note;
        const anchor = anchorNow(note);
        tellUntilHeard({ type: 'keep', id, page: check.page, anchor, note: told, highlight });
      },
      vain: () => showNotes(),
    },
    kept,
  );
  /** @type {PageNote} */
  const note = { ...what, home: keeper.address, ranges: [], letters: '', check };
  return note;
}

/**
 * Where its words stand now, for later; the page may have changed since they were asked about.
 * @param {PageNote} note
 * @returns {Anchor | null}
 */
function anchorNow({ ranges, anchor }) {
  const [range] = ranges;
  return range ? anchorOf(new PageText(document), range) : anchor;
}

/** Puts what is kept of this page on it. @param {KeptNote[]} kept */
function addKept(kept) {
  const fresh = kept.filter(({ id }) => !pageNotes.byId(id));
  for (const { id, backend, page, highlight, anchor, note } of fresh) {
    const address = `${backend}/n/${encodeURIComponent(id)}`;
    const what = { id, highlight: { ...highlight, page }, anchor };
    pageNotes.add(noteOf(what, { note, page: address }));
  }
  if (fresh.length === 0) return;
  findNotesAgain();
  showNotes();
}

/**
 * Opens a note's card beside its words, in the place of another card.
 * @param {PageNote} note
 * @param {Range[]} [selected] what is selected again once it is closed
 */
function openNote(note, selected = []) {
  openedCard?.close();
  const card = openCard(cardStyles, {
    wordsOf: () => note.ranges,
    selected,
    above: aboveNote(note, pageNotes.overlapping(note)),
    onClose: () => {
      openedCard = null;
      note.check.hide();
      if (note.check.isVain) pageNotes.drop(note);
      showNotes();
    },
  });
  openedCard = card;
  lastOpened = note;
  note.check.showIn(card);
  drawNotes(pageNotes.all, note);
}

/** Brings a note's words into view and opens its card. @param {PageNote} note */
function jumpTo(note) {
  const [range] = note.ranges;
  range?.startContainer.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' });
  openNote(note);
}

/** The one after the last that was open, and after the last of all the first. @returns {boolean} */
function jumpToNext() {
  const all = pageNotes.all;
  const at = all.findIndex((note) => note === lastOpened);
  const next = all[(at + 1) % all.length];
  if (next) jumpTo(next);
  return Boolean(next);
}
