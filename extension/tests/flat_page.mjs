/** A page's text without a page, for what is pure in anchoring: blocks parted by line breaks. */

/**
 * @param {Record<string, any>} scope with letters.js and sameness.js
 * @param {string} spaced
 */
export function flatPage({ bareText, densely, placeOfLetter }, spaced) {
  const letter = (place) => placeOfLetter(spaced, place);
  const slice = (start, end) =>
    start >= end ? '' : spaced.slice(letter(Math.max(0, start)), letter(end - 1) + 1);
  const text = densely(spaced);
  return {
    text,
    bare: bareText(text),
    spaced: slice,
    around: ({ start, end }, letters) => ({
      before: spaced.slice(letter(Math.max(0, start - letters)), letter(start)),
      after: spaced.slice(letter(end - 1) + 1, end + letters < text.length ? letter(end + letters) : undefined),
    }),
  };
}
