/** Answers what the side panel asks of this page. */

/** @typedef {import('../shared/types.js').PageState} PageState */

/** The text that the panel was given last, for the parts of it that it wants checked. */
let toldText = readableOf(null);

/** @param {ToContent} message @returns {unknown} */
function answerPanel(message) {
  switch (message.type) {
    case 'state':
      return pageState();
    case 'jump':
      return jumpToId(message.id);
    case 'note':
      return noteToRead(message.id);
    case 'text':
      toldText = readableOf(new PageText(document));
      return { page: pageOf(null, ''), text: toldText.text };
    case 'check':
      return checkPart(message.start, message.end);
    default:
      return undefined;
  }
}

function pageNamed() {
  return { url: keeper.address, title: tidyText(document.title).slice(0, 300) };
}

/** @returns {PageState} */
function pageState() {
  const notes = pageNotes.all.map((note, order) => ({
    id: note.id,
    state: stateOf(note),
    quote: note.highlight.quote,
    verdict: note.check.note?.verdict ?? null,
    order,
  }));
  return { ...pageNamed(), notes };
}

/** @param {string} id @returns {boolean} */
function jumpToId(id) {
  const note = pageNotes.byId(id);
  if (note) jumpTo(note);
  return note !== null;
}

/** The whole note, for the panel to show. @param {string} id @returns {KeptNote | null} */
function noteToRead(id) {
  const found = pageNotes.byId(id);
  const note = found?.check.note;
  if (!found || !note) return null;
  const { page, ...highlight } = found.highlight;
  return {
    id,
    backend: found.check.page.replace(/\/n\/[^/]*$/, ''),
    page: { url: page.url, title: page.title ?? '' },
    highlight,
    anchor: found.anchor,
    note,
    keptAt: note.checked_at,
    flags: [],
  };
}

/**
 * @param {number} start @param {number} end
 * @returns {boolean} false where these words are no longer on the page
 */
function checkPart(start, end) {
  const quote = tidyText(toldText.text.slice(start, end));
  const page = new PageText(document);
  const prefix = toldText.text.slice(Math.max(0, start - CONTEXT), start);
  const suffix = toldText.text.slice(end, end + CONTEXT);
  const place = seekPlace(page, { quote, prefix, suffix }, [toldText.placeOf(start, end)]);
  const range = place && page.rangeAt(place);
  if (!range || lengthOf(quote) > LONGEST) return false;
  addCheck({ ...quoteOf(String(range), range), quote, page: pageOf(range, '') }, [range]);
  return true;
}
