import assert from 'node:assert/strict';
import { test } from 'node:test';

import { plain, scopeOf } from './classic.mjs';

const { nothingTold, toldMore } = scopeOf('content/told.js');
const report = (url) => ({ url, title: '', outlet: url, published: null });

/** @param {...[string, object?]} events */
function after(...events) {
  return events.reduce(
    (told, [kind, data = {}], index) => toldMore(told, { seq: index + 1, kind, data }),
    nothingTold(),
  );
}

test('an event that was told before changes nothing', () => {
  const once = after(['started'], ['evidence', { quote: 'a' }]);
  assert.equal(toldMore(once, { seq: 2, kind: 'evidence', data: { quote: 'a' } }), once);
});

test('a searcher is asked first and answers later', () => {
  const told = after(['searching', { searcher: 'A' }], ['searched', { searcher: 'A', found: 2 }]);
  assert.deepEqual(plain(told.searches), [{ searcher: 'A', answer: { searcher: 'A', found: 2 } }]);
});

test('a report that is read counts among those found, once', () => {
  const told = after(['reading', report('a')], ['reading', report('b')], ['read', report('a')]);
  assert.equal(told.found.length, 2);
  assert.deepEqual(plain(told.read), ['a']);
});

test('a check that is taken up anew forgets what was told before', () => {
  for (const kind of ['queued', 'started']) {
    const told = after(['claims', { claims: [1] }], ['evidence', {}], ['cancelled'], [kind]);
    assert.deepEqual(plain([told.claims, told.evidence, told.ending]), [[], [], null]);
    assert.equal(told.seq, 4);
  }
});

test('a kind that is not known yet is passed over', () => {
  assert.equal(after(['started'], ['weighing']).seq, 2);
});
