import assert from 'node:assert/strict';
import { test } from 'node:test';

import { scopeOf } from './classic.mjs';
import { flatPage } from './flat_page.mjs';

const scope = scopeOf(
  'content/letters.js',
  'content/quote.js',
  'content/tokens.js',
  'content/sameness.js',
  'content/likeliest.js',
  'content/seek.js',
);
const { densely, placeOfLetter, seekPlace } = scope;

const BEFORE = 'Nobody here has slept. The smell of burnt fuel hangs over the valley.';
const CLAIM = 'About 10,000 people left their homes after the fire at the Koprivna depot on Friday.';
const AFTER = 'The council meets on Monday, and nobody expects it to say anything new.';
const SELECTOR = { quote: CLAIM, prefix: `${BEFORE} `, suffix: ` ${AFTER}` };

/** The words that are found on a page, or null. */
function foundOn(spaced, selector = SELECTOR, hints = []) {
  const page = flatPage(scope, spaced);
  const place = seekPlace(page, selector, hints);
  return place && page.spaced(place.start, place.end);
}

const hintAt = (spaced, words) => {
  const start = densely(spaced.slice(0, spaced.indexOf(words))).length;
  return { start, end: start + densely(words).length };
};

test('a text without blanks keeps its letters, and each has its place', () => {
  const text = ' \u201cTen\u00a0thousand\u201d \u2013 so\u00adme\n\tsay. ';
  assert.equal(densely(text), '"Tenthousand"-somesay.');
  for (const [at, letter] of [...densely(text)].entries()) {
    assert.equal(densely(text[placeOfLetter(text, at)]), letter);
  }
});

test('the same words are found wherever they went', () => {
  assert.equal(foundOn(`${BEFORE} ${CLAIM} ${AFTER}`), CLAIM);
  assert.equal(foundOn(`${AFTER}\n${CLAIM}\nSomething else.`), CLAIM);
  assert.equal(foundOn(`${BEFORE}\n${CLAIM.replaceAll(' ', '\n  ')} ${AFTER}`)?.length > 0, true);
});

const SAME = {
  'an article is gone': CLAIM.replace('the fire', 'fire'),
  'a mark is another': CLAIM.replace('Friday.', 'Friday!'),
  'the number is grouped otherwise': CLAIM.replace('10,000', '10 000'),
  'capitals are others': CLAIM.replace('Koprivna depot', 'Koprivna Depot'),
};

for (const [what, words] of Object.entries(SAME)) {
  test(`a sentence is found where ${what}`, () => {
    const found = foundOn(`${BEFORE} ${words} ${AFTER}`);
    assert.ok(found && words.startsWith(found.slice(0, 20)), String(found));
  });
}

test('a heading that the page only shows in capitals is found', () => {
  const selector = { ...SELECTOR, quote: CLAIM.toUpperCase() };
  assert.ok(foundOn(`${BEFORE}\n${CLAIM}\n${AFTER}`, selector));
});

const OTHER = {
  'a number': CLAIM.replace('10,000', '12,000'),
  'a digit more': CLAIM.replace('10,000', '110,000'),
  'a fraction': CLAIM.replace('10,000', '10.000'),
  'a name': CLAIM.replace('Koprivna', 'Koprivnica'),
  'a day': CLAIM.replace('Friday', 'Sunday'),
  'a not': CLAIM.replace('people left', 'people have not left'),
  'a verb': CLAIM.replace('left', 'kept'),
  'a quantity': CLAIM.replace('About', 'Over'),
  'an order': 'After the fire about 10,000 people left their homes at the Koprivna depot on Friday.',
  'a doubt': CLAIM.replace('left', 'allegedly left'),
  'a question': CLAIM.replace('Friday.', 'Friday?'),
  'a denial around it': `It is not true that about${CLAIM.slice(5)}`,
};

for (const [what, words] of Object.entries(OTHER)) {
  test(`a sentence that differs by ${what} is another one`, () => {
    const page = `${BEFORE} ${words} ${AFTER}`;
    assert.equal(foundOn(page), null);
    assert.equal(foundOn(page, SELECTOR, [hintAt(page, words)]), null);
  });
}

test('a number is not found in a longer one', () => {
  const short = { quote: '10,000 people', prefix: 'About ', suffix: ' left.' };
  assert.equal(foundOn('About 110,000 people left.', short), null);
  assert.equal(foundOn('About 5.10,000 people left.', short), null);
  assert.equal(foundOn('About 10,000 people left.', short), '10,000 people');
});

test('a part that is denied by the rest of its sentence is another one', () => {
  const part = { quote: '10,000 people left their homes', prefix: 'It is said that ', suffix: ' on Friday.' };
  assert.equal(foundOn('It is said that 10,000 people left their homes on Friday.', part), part.quote);
  assert.equal(foundOn('It is not said that 10,000 people left their homes on Friday.', part), null);
});

const DENIED = [
  ['Он сказал вчера, что ', '10 000 человек покинули город', 'Он не сказал вчера, что '],
  ['Sie sagte gestern früh, dass ', '10.000 Menschen geflohen sind', 'Sie sagte gestern nicht früh, dass '],
  ['Il est vrai, dit-elle, que ', '10 000 personnes ont fui', 'Il n\u2019est pas vrai, dit-elle, que '],
  ['昨日の発表によると', '約一万人が家を離れた', '昨日の発表によると十'],
];

for (const [before, quote, denial] of DENIED) {
  test(`what "${quote}" says is held by its sentence in any language`, () => {
    const part = { quote, prefix: before, suffix: '. Ende.' };
    assert.equal(foundOn(`${before}${quote}. Ende.`, part), quote);
    assert.equal(foundOn(`${denial}${quote}. Ende.`, part), null);
  });
}

test('of two copies the one with its own surroundings is meant', () => {
  const page = `${CLAIM}\nRead more below.\n${BEFORE} ${CLAIM} ${AFTER}\nThe end.`;
  const selected = flatPage(scope, page);
  const place = seekPlace(selected, SELECTOR, [hintAt(page, CLAIM)]);
  assert.equal(place.start, densely(page.slice(0, page.lastIndexOf(CLAIM))).length);
});

test('of two copies that nothing tells apart none is meant', () => {
  assert.equal(foundOn(`One. ${CLAIM} Two.\nThree. ${CLAIM} Four.`), null);
});

test('a short text is found only where its surroundings are known', () => {
  const short = { quote: 'He resigned.', prefix: 'The mayor was asked twice. ', suffix: ' Nobody laughed.' };
  assert.equal(foundOn('The mayor was asked twice. He resigned. All wept.', short), 'He resigned.');
  assert.equal(foundOn('Something else entirely happened. He resigned. All wept.', short), null);
});

/** Park and Miller's generator. */
function numbers(seed) {
  let state = seed;
  return (most) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % most;
  };
}

const WORDS = 'the council of Koprivna said that some nine more people left town in May and not one came back'.split(' ');
const sentence = (next) =>
  `${Array.from({ length: 6 + next(9) }, () => WORDS[next(WORDS.length)]).join(' ')} ${next(900)}.`;

test('whatever is found says the same, and what stands there once is found', () => {
  const next = numbers(5);
  for (let round = 0; round < 400; round += 1) {
    const sentences = Array.from({ length: 30 }, () => sentence(next));
    const at = 1 + next(28);
    const quote = sentences[at];
    const selector = { quote, prefix: `${sentences[at - 1]} `, suffix: ` ${sentences[at + 1]}` };
    const edited = sentences.toSpliced(next(30), 1 + next(2), sentence(next));
    const found = foundOn(edited.join(' '), selector, [{ start: next(900), end: next(900) + quote.length }]);
    if (found) assert.deepEqual(densely(found), densely(quote));
    if (edited.includes(quote) && densely(quote).length >= 24) assert.ok(found, quote);
  }
});

/** Each makes another sentence of one. */
const TURNS = [
  (text, next) => text.replace(/\d+/, (number) => String(Number(number) + 1 + next(50))),
  (text) => text.replace(/(\d)/, '1$1'),
  (text) => text.replace(/Koprivna|May|the/, 'Lesno'),
  (text) => text.replace(/ (\d+\.)$/, ' not $1'),
  (text) => text.replace(/^(\w+)/, 'not $1'),
  (text) => text.replace(/ (\w+) (\w+) /, ' $2 $1 '),
  (text) => text.replace(/\.$/, '?'),
];

test('a sentence that was turned into another is not found in its old place', () => {
  const next = numbers(11);
  for (let round = 0; round < 600; round += 1) {
    const sentences = Array.from({ length: 12 }, () => sentence(next));
    const at = 1 + next(10);
    const quote = sentences[at];
    const other = TURNS[next(TURNS.length)](quote, next);
    const said = (text) => scope.saidWords(text).map(({ word }) => word).join(' ');
    if (said(other) === said(quote)) continue;
    const selector = { quote, prefix: `${sentences[at - 1]} `, suffix: ` ${sentences[at + 1]}` };
    const spaced = sentences.with(at, other).join(' ');
    assert.equal(foundOn(spaced, selector, [hintAt(spaced, other)]), null, `${quote} | ${other}`);
  }
});

test('a selection that begins and ends within words is found in the same words', () => {
  const part = { quote: 'ome 12,000 resid', prefix: 'It is said that s', suffix: 'ents left.' };
  assert.equal(foundOn('It is said that some 12,000 residents left.', part), part.quote);
  assert.equal(foundOn('It is said that dome 12,000 residues left.', part), null);
});
