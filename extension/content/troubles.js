/**
 * The card when something is in the way: what it is, and what the reader can do.
 *
 * @typedef {import('../shared/types.js').Trouble} Trouble
 * @typedef {{again: () => void, options: () => void}} Remedies
 */

/**
 * A short message in place of a check.
 * @param {string} heading
 * @param {...Child} children
 * @returns {HTMLElement}
 */
function noticeView(heading, ...children) {
  return make('div', { class: 'notice' }, make('h3', {}, heading), ...children);
}

/** @param {Trouble} trouble @param {Remedies} remedies @returns {HTMLElement} */
function troubleView(trouble, remedies) {
  return noticeView(
    troubleHeading(trouble),
    ...troubleWords(trouble).map((words) => make('p', { dir: 'auto' }, words)),
    remedyButtons(trouble, remedies),
  );
}

/** @param {Trouble} trouble @returns {string} */
function troubleHeading(trouble) {
  if (trouble.kind === 'problem') return trouble.title;
  return say(TROUBLE_HEADINGS[trouble.kind]);
}

/** @type {Record<Exclude<Trouble['kind'], 'problem'>, MessageKey>} */
const TROUBLE_HEADINGS = {
  unreachable: 'troubleUnreachable',
  forbidden: 'troubleForbidden',
  foreign: 'troubleForeign',
};

/** @param {Trouble} trouble @returns {string[]} */
function troubleWords(trouble) {
  switch (trouble.kind) {
    case 'unreachable':
      return [say('troubleUnreachableAt', trouble.address), say('troubleUnreachableDo')];
    case 'forbidden':
      return [say('troubleForbiddenAt', trouble.address)];
    case 'foreign':
      return [say('troubleForeignAt', trouble.address)];
    case 'problem':
      return problemWords(trouble);
  }
}

/** @param {Extract<Trouble, {kind: 'problem'}>} problem @returns {string[]} */
function problemWords({ detail, fields, retryAfter }) {
  const more = fields.filter((field) => field !== detail);
  const later = retryAfter ? [say('troubleRetryAfter', retryAfter)] : [];
  return [...(detail ? [detail] : []), ...more, ...later];
}

/** @param {Trouble} trouble @param {Remedies} remedies */
function remedyButtons(trouble, { again, options }) {
  const buttons = [makeButton('main-button', again, say('tryAgain'))];
  if (trouble.kind !== 'problem') buttons.push(makeButton('quiet-button', options, say('openOptions')));
  return make('div', { class: 'buttons' }, ...buttons);
}

/** @param {Ending & {kind: 'failed'}} failed @param {() => void} again @returns {HTMLElement} */
function failedView({ data }, again) {
  return noticeView(
    data.title || say('failed'),
    data.detail ? make('p', { dir: 'auto' }, data.detail) : null,
    make('div', { class: 'buttons' }, makeButton('main-button', again, say('tryAgain'))),
  );
}

/** @param {() => void} again @returns {HTMLElement} */
function stoppedView(again) {
  return noticeView(
    say('stopped'),
    make('p', {}, say('stoppedMeaning')),
    make('div', { class: 'buttons' }, makeButton('main-button', again, say('checkAgain'))),
  );
}
