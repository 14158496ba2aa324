/** How a report comes by what it says, and why it does not count or counts less than others. */

/** @param {Evidence} row @returns {Child[]} */
function tellingLines(row) {
  return [
    quietLine(tellingWords(row)),
    quietLine(row.uncounted ? say('uncounted', row.uncounted) : ''),
    quietLine(row.counts_less ?? ''),
  ];
}

/**
 * Empty where why it counts less says the same already.
 * @param {Evidence} row
 * @returns {string}
 */
function tellingWords({ telling = 'unsaid', source, counts_less: less }) {
  if (telling === 'unsaid' || (source && less?.includes(source))) return '';
  if (telling === 'own') return say('tellingOwn');
  return source ? say('tellingSource', source) : say('tellingOthers');
}

/** @param {string} words @returns {HTMLElement | null} nothing where there are none */
function quietLine(words) {
  return words ? make('p', { class: 'quiet', dir: 'auto' }, words) : null;
}
