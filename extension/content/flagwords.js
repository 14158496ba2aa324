/**
 * Which text says what of a flag: its reason, and what became of it.
 *
 * @typedef {import('../shared/types.js').FlagReason} FlagReason
 * @typedef {import('../shared/types.js').OwnFlag} OwnFlag
 */

/** @type {Record<FlagReason, MessageKey>} In the order in which they are offered. */
const FLAG_REASONS = {
  wrong_stance: 'flagWrongStance',
  out_of_context: 'flagOutOfContext',
  not_independent: 'flagNotIndependent',
  missing_report: 'flagMissingReport',
  other: 'flagOther',
};

/** @type {Record<OwnFlag['status'], MessageKey>} */
const FLAG_STATES = {
  open: 'flagOpen',
  upheld: 'flagUpheld',
  not_upheld: 'flagNotUpheld',
  withdrawn: 'flagWithdrawn',
};

/** @param {OwnFlag} flag @returns {string} a reason of a later version is just another one */
function flagReasonWords({ reason }) {
  return say(FLAG_REASONS[reason] ?? 'flagOther');
}

/**
 * What became of a flag, with the reason that was published and the day.
 * @param {OwnFlag} flag
 * @returns {HTMLElement}
 */
function flagOutcome({ status, answer, decided_at: day, appeal, appealed_at: appealed }) {
  const again = status === 'open' && appealed;
  const words = say(again ? 'appealOpen' : (FLAG_STATES[status] ?? 'flagOpen'));
  const decided = day ? make('span', { class: 'quiet' }, dateWords(day)) : null;
  return make(
    'div',
    { class: 'outcome', 'data-outcome': status },
    make('p', {}, make('b', {}, words), decided),
    answer && !again ? make('p', { dir: 'auto' }, answer) : null,
    appeal ? make('p', { class: 'quiet', dir: 'auto' }, say('appealSaid', appeal)) : null,
  );
}
