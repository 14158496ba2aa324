/** A text with the words marked in it of which the other text says something else. */

/**
 * The mark is a line under the words, and is told to screen readers before them; what differs from
 * what stands in the list of differences.
 * @param {string} text
 * @param {Wanted[]} wanted
 * @returns {Child[]}
 */
function markedText(text, wanted) {
  const told = say('differs');
  return piecesOf(text, wanted).map((piece) =>
    piece.marked ? make('mark', { class: 'differs', 'data-told': told }, piece.text) : piece.text,
  );
}

/** What differs in a report's quote. @param {Evidence} row @param {string} claim @returns {Wanted[]} */
function wantedInQuote({ differences }, claim) {
  return claim ? differences.map(({ report }) => ({ words: report, near: claim })) : [];
}

/** What differs in a claim, from any of its rows. @param {Evidence[]} rows @returns {Wanted[]} */
function wantedInClaim(rows) {
  return rows.flatMap(({ differences, quote }) =>
    differences.map(({ claim }) => ({ words: claim, near: quote })),
  );
}
