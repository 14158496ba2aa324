/**
 * A page's text for reading: a block a line, blanks as one, without what stands around the article.
 * Each place in it leads back to the page.
 *
 * @typedef {{text: string, placeOf: (start: number, end: number) => TextPlace | null}} Readable
 */

/** What surrounds the words of a page and holds none of its claims. */
const AROUND = 'nav, footer, aside, form, button, [role=navigation], [role=search], [aria-hidden=true]';

/** @param {PageText | null} page null for no text @returns {Readable} */
function readableOf(page) {
  /** @type {{at: number, start: number}[]} where each line begins, here and in the page's text */
  const lines = [];
  let text = '';
  for (const line of linesOf(page?.pieces ?? [])) {
    lines.push({ at: text.length, start: line.start });
    text += `${line.words}\n`;
  }
  return { text, placeOf: (start, end) => placeIn(text, lines, start, end) };
}

/** @param {TextPiece[]} pieces @returns {{start: number, words: string}[]} */
function linesOf(pieces) {
  /** @type {{start: number, end: number, words: string}[]} */
  const lines = [];
  for (const { node, start, end, gap } of pieces) {
    if (node.parentElement?.closest(AROUND)) continue;
    const last = lines.at(-1);
    if (last && gap !== '\n' && last.end === start) {
      last.words += gap + node.data;
      last.end = end;
    } else {
      lines.push({ start, end, words: node.data });
    }
  }
  return lines.map(({ start, words }) => ({ start, words: tidyText(words).replaceAll('\n', ' ') }));
}

/**
 * @param {string} text @param {{at: number, start: number}[]} lines
 * @param {number} start @param {number} end
 * @returns {TextPlace | null}
 */
function placeIn(text, lines, start, end) {
  const line = lines.findLast(({ at }) => at <= start);
  if (!line || start >= end) return null;
  const from = line.start + densely(text.slice(line.at, start)).length;
  return { start: from, end: from + densely(text.slice(start, end)).length };
}
