import assert from 'node:assert/strict';
import { test } from 'node:test';

import { plain, scopeOf } from './classic.mjs';

const { lengthOf, originsOf, sidesOf, stanceMark, tidyText } = scopeOf(
  'content/words.js',
  'content/quote.js',
  'content/groups.js',
);

test('blanks become one, line breaks stay', () => {
  assert.equal(tidyText('  Fire in\tKoprivna \r\n\n  Some\u00a0 people   left. '), 'Fire in Koprivna\nSome people left.');
});

test('what is no text goes: control characters and halves of characters', () => {
  assert.equal(tidyText('a\u0000b\u0007c\ud83dd😀'), 'abcd😀');
});

test('length counts characters, not halves of them', () => {
  assert.equal(lengthOf('😀'.repeat(5)), 5);
});

test("a party's denial is no report that says otherwise", () => {
  assert.equal(stanceMark({ stance: 'disputes', denied_by: 'the Kremlin' }), 'denial');
  assert.equal(stanceMark({ stance: 'supports', denied_by: 'the Kremlin' }), 'supports');
});

const row = (url, origin, stance = 'supports', more = {}) => ({
  claim: 0,
  origin,
  stance,
  denied_by: null,
  differences: [],
  quote: url,
  report: { url },
  ...more,
});

test('reports with one origin stand together, and copies are folded', () => {
  const evidence = [row('a', '1'), row('b', '1'), row('c', '1', 'mentions'), row('d', '2')];
  const note = { evidence, origin_groups: [{ id: '1', label: 'Wire', why: 'Same text' }] };
  const [first, second] = plain(originsOf(note, 0));
  assert.deepEqual([first.label, first.reports], ['Wire', 3]);
  assert.deepEqual(first.shown.map(({ quote }) => quote), ['a', 'c']);
  assert.deepEqual(first.copies.map(({ quote }) => quote), ['b']);
  assert.equal(second.reports, 1);
});

test('a report that differs is shown even if its origin has been', () => {
  const differences = [{ kind: 'number', claim: '10', report: '12' }];
  const evidence = [row('a', '1'), row('b', '1', 'supports', { differences })];
  const [only] = originsOf({ evidence, origin_groups: [] }, 0);
  assert.equal(only.shown.length, 2);
});

test('each side counts its own, denials apart', () => {
  const denial = row('c', '3', 'disputes', { denied_by: 'the Kremlin' });
  const sides = sidesOf([denial, row('a', '1'), row('b', '2', 'disputes')]);
  assert.deepEqual(plain(sides.map(({ mark }) => mark)), ['supports', 'disputes', 'denial']);
});
