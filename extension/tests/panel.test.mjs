import assert from 'node:assert/strict';
import { test } from 'node:test';

import { exported } from '../pages/panel/exports.js';
import { found } from '../pages/panel/finding.js';
import { listed, noteOf, placeInScript } from '../pages/panel/listing.js';
import { MOST_PICKS, Picks } from '../pages/panel/picks.js';

const report = { url: 'https://a.example/1', title: 'Fire', outlet: 'Baltic Wire', published: null };

/** @param {Record<string, any>} [more] */
function kept({ quote = 'A fire.', note = {}, page = {}, ...more } = {}) {
  return {
    id: 'n 1',
    backend: 'http://127.0.0.1:8700',
    page: { url: 'https://news.example/a', title: 'News', ...page },
    highlight: { quote, prefix: '', suffix: '' },
    note: {
      claims: [{ text: 'There was a fire.' }],
      verdict: 'single_source',
      confidence: 0.5,
      summary: 'One says so.',
      origins: { supporting: 1, disputing: 0 },
      evidence: [{ report, quote: 'It burned.' }],
      checked_at: '2026-11-20T08:00:00Z',
      ...note,
    },
    ...more,
  };
}

/** @param {'csv' | 'markdown'} format @param {Record<string, any>[]} notes */
const file = (format, ...notes) => exported(format, notes.map(kept), (verdict) => verdict);

test('notes stand in the order of the page, and orphans apart', () => {
  const notes = [
    { id: 'c', state: 'orphan', order: 2 },
    { id: 'b', state: 'found', order: 1 },
    { id: 'a', state: 'checking', order: 0 },
  ];
  const ids = (some) => some.map(({ id }) => id);
  const { here, orphans } = listed(notes);
  assert.deepEqual([ids(here), ids(orphans)], [['a', 'b'], ['c']]);
});

test('a place in code points is where scripts find the same words', () => {
  const text = '😀 Ten 𝒜 left. Others stayed.';
  const letters = [...text];
  const start = letters.indexOf('O');
  const place = placeInScript(text, { start, end: start + 6 });
  assert.equal(text.slice(place.start, place.end), 'Others');
});

test('a sentence has the note of its id, or else of its words', () => {
  const notes = [
    { id: '1', quote: 'Ten left.' },
    { id: '2', quote: 'Ten  stayed.' },
  ];
  assert.equal(noteOf({ quote: 'Ten left.', note: '2' }, notes).id, '2');
  assert.equal(noteOf({ quote: 'Ten\nstayed.', note: null }, notes).id, '2');
  assert.equal(noteOf({ quote: 'Ten', note: null }, notes), null);
});

test('a search needs all of its words, in any place, case and accent', () => {
  const notes = [kept({ quote: 'Élections in Łódź' }), kept({ note: { summary: 'ELECTIONS too' } })];
  assert.deepEqual(found(notes, 'elections'), notes);
  assert.deepEqual(found(notes, ' lodz  élections'), []);
  assert.deepEqual(found(notes, 'łódź wire'), [notes[0]]);
  assert.deepEqual(found(notes, ''), notes);
});

test('no cell of a table is taken for a formula, whatever a page wrote', () => {
  for (const quote of ['=1+1', '+1', '-1', '@a', '\t=1', '\r=1', ' =1', '|a', '%a']) {
    const row = file('csv', { quote }).split('\r\n').slice(1).join('\r\n');
    assert.match(row, /,"?'\s*[=+\-@|%]/, JSON.stringify(quote));
  }
});

test('a cell keeps commas, quotes and line ends', () => {
  assert.ok(file('csv', { quote: 'He said, "no"\nand left' }).includes('"He said, ""no""\nand left"'));
});

test('a note of a table names the address of its own page', () => {
  assert.ok(file('csv', {}).includes(',http://127.0.0.1:8700/n/n%201,'));
});

test('nothing that a page wrote is markup in Markdown or becomes a link', () => {
  const hostile = '# *a* [b](javascript:c) <img src=x> `d` | https://e.example www.f.example\n- g';
  const text = file('markdown', { quote: hostile, page: { title: hostile } });
  assert.ok(text.includes('\\# \\*a\\* \\[b\\](javascript:c) \\<img src=x\\> \\`d\\` \\|'));
  assert.ok(text.includes('https\\://e.example www\\.f.example - g'));
});

test('an address that is no web address is no link in Markdown', () => {
  const text = file('markdown', { page: { url: 'javascript:alert(1)', title: 'T' } });
  assert.ok(!text.includes('(<javascript'));
  const odd = file('markdown', { page: { url: 'https://a.example/<>)', title: 'T' } });
  assert.ok(odd.includes('[T](<https://a.example/%3C%3E)>)'));
});

test('notes saved as JSON are what was kept', () => {
  const notes = [kept()];
  assert.deepEqual(JSON.parse(exported('json', notes, String)).notes, notes);
});

/** @param {string} quote */
const sentence = (quote) => ({ quote, note: null });

test('what was picked is checked one after the other, whatever becomes of each', async () => {
  const begun = [];
  const picks = new Picks(async ({ quote }) => {
    begun.push(quote);
    return quote !== 'gone';
  });
  const [one, gone, two] = ['one', 'gone', 'two'].map(sentence);
  await picks.check([one, gone, two]);
  assert.deepEqual(begun, ['one']);
  await picks.follow([]);
  await picks.follow([{ id: '1', quote: 'one', state: 'checking' }]);
  assert.deepEqual([picks.standing(one), picks.standing(two)], ['checking', 'waiting']);
  await picks.follow([{ id: '1', quote: 'one', state: 'failed' }]);
  assert.deepEqual(begun, ['one', 'gone', 'two']);
  assert.deepEqual([picks.standing(gone), picks.standing(two)], ['gone', 'checking']);
  await picks.follow([{ id: '2', quote: 'two', state: 'checking' }]);
  await picks.follow([]);
  assert.ok(picks.areDone);
});

test('nothing more is begun once the reader wants no more', async () => {
  const begun = [];
  const picks = new Picks(async ({ quote }) => begun.push(quote) > 0);
  await picks.check(['one', 'two'].map(sentence));
  picks.stop();
  await picks.follow([{ id: '1', quote: 'one', state: 'found' }]);
  assert.deepEqual(begun, ['one']);
  assert.ok(picks.areDone);
});

test('no more are picked at a time than the backend is asked for', async () => {
  const picks = new Picks(async () => true);
  const many = Array.from({ length: MOST_PICKS + 1 }, (_, place) => sentence(`s${place}`));
  await picks.check(many);
  assert.equal(picks.standing(many.at(-1)), null);
});
