/** What a backend said of itself, in words. */

/**
 * @param {import('../../shared/types.js').Health} health
 * @returns {string[]} a line for each thing
 */
export function healthWords(health) {
  if (!health.ok) return troubleLines(health.trouble);
  const { version, unready, can } = health;
  return [
    version ? say('optionsAnswersVersion', version) : say('optionsAnswers'),
    unready ? say('optionsUnready', unready) : say('optionsReady'),
    ...(can ? abilityLines(can) : []),
  ];
}

/** @param {import('../../shared/types.js').Abilities} can @returns {string[]} */
function abilityLines({ checks, scans, flags }) {
  return [
    ...(checks ? [] : [say('optionsNoChecks')]),
    say(scans ? 'optionsScans' : 'optionsNoScans'),
    say(flags ? 'optionsFlags' : 'optionsNoFlags'),
  ];
}

/** @param {import('../../shared/types.js').Trouble} trouble @returns {string[]} */
function troubleLines(trouble) {
  switch (trouble.kind) {
    case 'unreachable':
      return [say('troubleUnreachableAt', trouble.address)];
    case 'forbidden':
      return [say('troubleForbiddenAt', trouble.address)];
    case 'foreign':
      return [say('troubleForeignAt', trouble.address)];
    case 'problem':
      return [trouble.title, trouble.detail].filter(Boolean);
  }
}
