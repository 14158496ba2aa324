import assert from 'node:assert/strict';
import { test } from 'node:test';

import { scopeOf } from './classic.mjs';

const { placeCard, isCramped } = scopeOf('content/place.js');
const WIDE = { width: 1280, height: 800 };

/** Where the card may reach at most. */
function reach(place, view) {
  const top = place.top ?? view.height - place.bottom - place.maxHeight;
  return { left: place.left, right: place.left + place.width, top, bottom: top + place.maxHeight };
}

const overlap = (one, other) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

/** A repeatable sequence of numbers from 0 to 1 (Park and Miller's generator). */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function someSentence(next, view) {
  const left = next() * view.width * 0.9;
  const top = (next() * 1.6 - 0.3) * view.height;
  return { left, top, right: left + 20 + next() * (view.width - left - 20), bottom: top + 20 + next() * 200 };
}

test('the card never covers the sentence while any side has room', () => {
  const next = numbers(7);
  for (let round = 0; round < 5_000; round += 1) {
    const view = { width: 320 + next() * 1600, height: 256 + next() * 1000 };
    const sentence = someSentence(next, view);
    const place = placeCard(sentence, view);
    if (place.side === 'over') assert.ok(isCramped(sentence, view));
    else assert.ok(!overlap(reach(place, view), sentence), JSON.stringify({ view, sentence, place }));
  }
});

test('the card stays within the window', () => {
  const next = numbers(11);
  for (let round = 0; round < 5_000; round += 1) {
    const view = { width: 320 + next() * 1600, height: 256 + next() * 1000 };
    const box = reach(placeCard(someSentence(next, view), view), view);
    assert.ok(box.left >= 0 && box.right <= view.width + 0.01, JSON.stringify({ view, box }));
    assert.ok(box.top >= -0.01 && box.bottom <= view.height + 0.01, JSON.stringify({ view, box }));
  }
});

test('a wide margin beside the sentence is used', () => {
  assert.equal(placeCard({ left: 80, right: 700, top: 100, bottom: 150 }, WIDE).side, 'right');
  assert.equal(placeCard({ left: 600, right: 1270, top: 100, bottom: 150 }, WIDE).side, 'left');
});

test('a sentence across the window has the card below or above', () => {
  assert.equal(placeCard({ left: 0, right: 1280, top: 100, bottom: 150 }, WIDE).side, 'below');
  assert.equal(placeCard({ left: 0, right: 1280, top: 600, bottom: 650 }, WIDE).side, 'above');
});

test('the side is kept while it has room, so that scrolling does not make the card jump', () => {
  const middle = { left: 0, right: 1280, top: 300, bottom: 350 };
  assert.equal(placeCard(middle, WIDE, 'above').side, 'above');
  assert.equal(placeCard(middle, WIDE, 'below').side, 'below');
});

test('a sentence that cannot be located has the card in the corner', () => {
  const place = placeCard(null, WIDE);
  assert.ok(place.left > WIDE.width / 2);
});
