import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { plain, scopeOf } from './classic.mjs';

const { piecesOf, placesOf } = scopeOf('content/quote.js', 'content/tokens.js', 'content/marks.js');
const CASES = JSON.parse(readFileSync(new URL('marks.json', import.meta.url), 'utf8'));

for (const { why, text, words, near, marked, at } of CASES) {
  test(`the words of a difference are found as the backend finds them: ${why}`, () => {
    const found = plain(placesOf(text, { words, near }));
    assert.deepEqual(found.map(([start, end]) => text.slice(start, end)), marked);
    if (at) assert.deepEqual(found.map(([start]) => start), at);
  });
}

test('pieces joined are the text again, and what is marked twice is marked once', () => {
  const text = 'Some 12,000 residents left.';
  const wanted = ['12,000 residents', '12,000', 'residents left'];
  const pieces = plain(piecesOf(text, wanted.map((words) => ({ words, near: '' }))));
  assert.equal(pieces.map((piece) => piece.text).join(''), text);
  const marked = pieces.filter((piece) => piece.marked).map((piece) => piece.text);
  assert.deepEqual(marked, ['12,000 residents', ' left']);
});
