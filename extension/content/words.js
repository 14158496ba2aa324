/**
 * Which text says what: the keys of verdicts, stances, differences and searches, and the words
 * for dates and confidence.
 *
 * @typedef {import('../shared/types.js').Evidence} Evidence
 * @typedef {import('../shared/types.js').Stance | 'denial'} StanceMark
 * @typedef {{label: MessageKey, meaning: MessageKey}} VerdictWords
 */

/** @type {Record<import('../shared/types.js').Verdict, VerdictWords>} */
const VERDICT_WORDS = {
  corroborated: { label: 'verdictCorroborated', meaning: 'meaningCorroborated' },
  single_source: { label: 'verdictSingleSource', meaning: 'meaningSingleSource' },
  contested: { label: 'verdictContested', meaning: 'meaningContested' },
  disputed: { label: 'verdictDisputed', meaning: 'meaningDisputed' },
  insufficient: { label: 'verdictInsufficient', meaning: 'meaningInsufficient' },
  not_checkable: { label: 'verdictNotCheckable', meaning: 'meaningNotCheckable' },
};

/** @type {Record<import('../shared/types.js').Uncheckable, VerdictWords>} */
const UNCHECKABLE_WORDS = {
  opinion: { label: 'verdictOpinion', meaning: 'meaningOpinion' },
  prediction: { label: 'verdictPrediction', meaning: 'meaningPrediction' },
  question: { label: 'verdictQuestion', meaning: 'meaningQuestion' },
  advice: { label: 'verdictAdvice', meaning: 'meaningAdvice' },
  irony: { label: 'verdictIrony', meaning: 'meaningIrony' },
  personal: { label: 'verdictPersonal', meaning: 'meaningPersonal' },
  ambiguous: { label: 'verdictAmbiguous', meaning: 'meaningAmbiguous' },
  other_language: { label: 'verdictOtherLanguage', meaning: 'meaningOtherLanguage' },
};

/**
 * A verdict in words, or where there is none for a reason, that reason.
 * @param {import('../shared/types.js').Verdict} verdict
 * @param {import('../shared/types.js').Uncheckable | null} reason
 * @returns {VerdictWords}
 */
function wordsFor(verdict, reason) {
  return (reason && UNCHECKABLE_WORDS[reason]) ?? VERDICT_WORDS[verdict];
}

/**
 * Why a claim got no verdict, with the words by which that was told.
 * @param {Pick<import('../shared/types.js').Claim, 'reason' | 'because'>} claim
 * @returns {string}
 */
function reasonWords({ reason, because }) {
  const label = say(wordsFor('not_checkable', reason).label);
  if (!because) return label;
  return say(reason === 'other_language' ? 'reasonLanguage' : 'reasonBecause', label, because);
}

/** @type {Record<StanceMark, MessageKey>} */
const STANCE_WORDS = {
  supports: 'stanceSupports',
  disputes: 'stanceDisputes',
  mentions: 'stanceMentions',
  denial: 'stanceDenial',
};

/** @type {Record<import('../shared/types.js').Difference['kind'], MessageKey>} */
const DIFFERENCE_WORDS = {
  number: 'differenceNumber',
  date: 'differenceDate',
  place: 'differencePlace',
  name: 'differenceName',
  role: 'differenceRole',
  negation: 'differenceNegation',
  modality: 'differenceModality',
  speaker: 'differenceSpeaker',
};

/** @type {Record<'failed' | 'timed_out' | 'rate_limited', MessageKey>} */
const SEARCH_WORDS = {
  failed: 'searchFailed',
  timed_out: 'searchTimedOut',
  rate_limited: 'searchRateLimited',
};

/** @type {Forms} */
const REPORTS = { one: 'reportOne', other: 'reportOther' };
/** @type {Forms} */
const ORIGINS = { one: 'originOne', other: 'originOther' };

/**
 * A party's denial is shown as that party's denial, not as a report that says otherwise.
 * @param {Evidence} row
 * @returns {StanceMark}
 */
function stanceMark(row) {
  return row.stance === 'disputes' && row.denied_by ? 'denial' : row.stance;
}

/**
 * A denial names who denies.
 * @param {StanceMark} mark
 * @param {Evidence[]} rows all of that mark
 * @returns {string}
 */
function stanceWords(mark, rows) {
  const parties = new Set(rows.map((row) => row.denied_by ?? ''));
  return say(STANCE_WORDS[mark], new Intl.ListFormat(uiLanguage()).format(parties));
}

/** "3 reports, 1 origin". @param {number} reports @param {number} origins @returns {string} */
function tallyWords(reports, origins) {
  return say('tally', sayCount(reports, REPORTS), sayCount(origins, ORIGINS));
}

/** @type {Record<import('../shared/types.js').Level, MessageKey>} */
const CONFIDENCE_WORDS = {
  low: 'confidenceLow',
  medium: 'confidenceMedium',
  high: 'confidenceHigh',
};

/** @param {import('../shared/types.js').Searched} row @returns {string} */
function searchWords({ status, found }) {
  const some = sayCount(found, { one: 'searchFoundOne', other: 'searchFoundOther' });
  if (status === 'answered') return some;
  const failed = say(SEARCH_WORDS[status] ?? 'searchFailed');
  return found > 0 ? `${some}; ${failed}` : failed;
}

/**
 * A date in the reader's language. A bare date is that date everywhere; a moment is told in the
 * reader's time zone.
 * @param {string | null} iso
 * @returns {string} empty where it is no date
 */
function dateWords(iso) {
  const moment = new Date(iso ?? '');
  if (Number.isNaN(moment.getTime())) return '';
  /** @type {Intl.DateTimeFormatOptions} */
  const zone = iso?.length === 10 ? { timeZone: 'UTC' } : {};
  return new Intl.DateTimeFormat(uiLanguage(), { dateStyle: 'medium', ...zone }).format(moment);
}
