/**
 * From what the reader asked to a card: reads the selection, refuses what cannot be checked, and
 * otherwise opens a check and shows how it goes. Where nothing is selected, the notes of the page.
 *
 * @typedef {import('../shared/types.js').Ask} Ask
 * @typedef {import('../shared/types.js').Highlight} CheckedHighlight
 */

listenToExtension(answerPanel);

/** The background's way in. @param {Ask} ask */
async function secondSourceAsk(ask) {
  useTexts(ask.texts);
  useStyles(ask.styles);
  const selected = ask.want === 'check' ? selectedFor(ask) : null;
  if (selected?.kind === 'empty' && openedCard) openedCard.focus();
  else if (selected?.kind === 'text') checkSelected(ask, selected);
  else if (selected?.kind === 'editable') refuse(say('refuseEditable'), say('refuseEditableDo'));
  else await showKept(ask);
}

/** Nothing is selected, or something else is wanted: the notes of this page. @param {Ask} ask */
async function showKept({ want }) {
  const { roots } = new PageText(document);
  const addresses = new Set(roots.filter(isDocument).map((home) => webAddressOf(home, '')));
  for (const url of addresses) addKept((await tellExtension({ type: 'notesOn', url })) ?? []);
  if (want === 'next' && !jumpToNext()) refuse(say('noNotes'), say('refuseEmptyDo'));
  if (want === 'check') showAll(pageNotes.all);
}

/** @param {Document | ShadowRoot} root @returns {root is Document} */
function isDocument(root) {
  return root.nodeType === Node.DOCUMENT_NODE;
}

/** @param {PageNote[]} notes */
function showAll(notes) {
  const [first] = notes;
  if (!first) refuse(say('refuseEmpty'), emptyAdvice());
  else if (notes.length === 1) jumpTo(first);
  else showInCorner(notesView(notes));
}

function emptyAdvice() {
  return say(document.contentType === 'application/pdf' ? 'refusePdfDo' : 'refuseEmptyDo');
}

/**
 * The menu knows words that a script cannot read: in PDFs and in frames of other sites.
 * @param {Ask} ask
 * @returns {Selected}
 */
function selectedFor({ menuText, editable }) {
  if (editable) return { kind: 'editable' };
  const selected = readSelection();
  if (menuText.trim() === '') return selected;
  if (selected.kind === 'text' && isSameText(selected.text, menuText)) return selected;
  return { kind: 'text', text: menuText, ranges: [] };
}

/** Browsers lay out and cut the menu's text in their own ways. @param {string} text @param {string} menuText */
function isSameText(text, menuText) {
  const dense = (/** @type {string} */ some) => some.replace(/\s+/g, '').slice(0, 100);
  return dense(text) === dense(menuText);
}

/**
 * A card that says why nothing is checked. Nothing is sent.
 * @param {string} heading @param {string} advice
 */
function refuse(heading, advice) {
  const card = showInCorner(noticeView(heading, make('p', {}, advice)));
  card.announcer.now(heading);
}

/** @param {HTMLElement} view @returns {Card} */
function showInCorner(view) {
  openedCard?.close();
  const card = openCard(cardStyles, {
    wordsOf: () => [],
    onClose: () => {
      openedCard = null;
    },
  });
  openedCard = card;
  card.show(view);
  return card;
}

/** @param {Ask} ask @param {Extract<Selected, {kind: 'text'}>} selected */
function checkSelected(ask, { text, ranges }) {
  const range = ranges[0] ?? null;
  const quote = quoteOf(text, range);
  const length = lengthOf(quote.quote);
  if (length > LONGEST) {
    refuse(say('refuseLong', shownNumber(length), shownNumber(LONGEST)), say('refuseLongDo'));
    return;
  }
  const known = pageNotes.all.find((note) => note.letters !== '' && note.letters === lettersOf(ranges)
    && rangesMeet(note.ranges, ranges));
  clearSelection(ranges);
  openNote(known ?? addCheck({ ...quote, page: pageOf(range, ask.frameUrl) }, ranges), ranges);
}

/** @param {number} number @returns {string} */
function shownNumber(number) {
  return new Intl.NumberFormat(uiLanguage()).format(number);
}

