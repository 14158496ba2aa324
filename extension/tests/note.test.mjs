import assert from 'node:assert/strict';
import { test } from 'node:test';

import { plain, scopeOf } from './classic.mjs';

const scope = scopeOf(
  'content/words.js',
  'content/groups.js',
  'content/telling.js',
  'content/unchecked.js',
);
scope.say = (key, ...fills) => [key, ...fills].join(' ');
const { counts, originsOf, originWords, tellingWords, uncheckedParts } = scope;

const EXACT = '😀 The depot burned, as everybody in town knows, and it was cruel.';
const claim = (text, more = {}) => {
  const start = [...EXACT.slice(0, EXACT.indexOf(text))].length;
  return { text, reason: null, start, end: start + [...text].length, ...more };
};

test('what got no verdict is listed in the order of the highlight, with why', () => {
  const claims = [
    claim('it was cruel', { reason: 'opinion' }),
    claim('The depot burned'),
  ];
  assert.deepEqual(
    plain(uncheckedParts({ highlight: { exact: EXACT }, claims })).map(({ text, why }) => [text, why]),
    [
      [', as everybody in town knows, and', 'notCheckedRest'],
      ['it was cruel', 'verdictOpinion'],
    ],
  );
});

test('a note that tells no places has nothing between its claims', () => {
  assert.deepEqual(plain(uncheckedParts({ claims: [{ text: 'a', reason: null }] })), []);
});

test('a report says what ties it to an earlier one, which is named unless it is the first', () => {
  const row = (url) => ({
    claim: 0,
    origin: 'o1',
    stance: 'supports',
    differences: [],
    report: { url, outlet: url.toUpperCase() },
  });
  const ties = [
    { one: 'b', other: 'a', why: 'Same text.' },
    { one: 'c', other: 'b', why: 'Both credit a wire.' },
  ];
  const groups = [{ id: 'o1', label: 'Wire', why: '', source: 'him', reports: ['a', 'b', 'c'], ties }];
  const [origin] = originsOf({ evidence: ['a', 'b', 'c'].map(row), origin_groups: groups }, 0);
  assert.deepEqual(plain(origin.ties), { b: 'Same text.', c: 'tiedTo B Both credit a wire.' });
  assert.equal(originWords(origin), 'Wire allGoBackTo him');
  assert.equal(originWords({ ...origin, why: 'All go back to him.' }), 'Wire: All go back to him.');
});

test('how a report comes by it is said once', () => {
  assert.equal(tellingWords({ telling: 'own' }), 'tellingOwn');
  assert.equal(tellingWords({ telling: 'passed_on', source: 'him' }), 'tellingSource him');
  assert.equal(tellingWords({ telling: 'passed_on' }), 'tellingOthers');
  assert.equal(tellingWords({ telling: 'passed_on', source: 'him', counts_less: 'As him.' }), '');
  assert.equal(tellingWords({}), '');
});

test('a row that does not count has no voice, but a denial keeps its place', () => {
  assert.equal(counts({ uncounted: 'It was retracted.', denied_by: null }), false);
  assert.equal(counts({ uncounted: 'A denial takes no side.', denied_by: 'him' }), true);
  assert.equal(counts({}), true);
});

test('a reason that this version does not know is no verdict, and breaks nothing', () => {
  const claims = [claim('it was cruel', { reason: 'hearsay' })];
  const [part] = plain(uncheckedParts({ claims }));
  assert.equal(part.why, 'verdictNotCheckable');
});

test('why nothing was looked for names the words by which that was told', () => {
  const why = (more) => plain(uncheckedParts({ claims: [claim('it was cruel', more)] }))[0].why;
  assert.equal(why({ reason: 'ambiguous', because: 'it' }), 'reasonBecause verdictAmbiguous it');
  assert.equal(
    why({ reason: 'other_language', because: 'German' }),
    'reasonLanguage verdictOtherLanguage German',
  );
});
