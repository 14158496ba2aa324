import assert from 'node:assert/strict';
import { test } from 'node:test';

import { installFakeChrome } from './fake_chrome.mjs';

installFakeChrome({ allowed: false });
const { answerTo } = await import('../background/messages.js');
const { keepToken, switchTo, tokenFor } = await import('../shared/settings.js');

const OWN = { url: 'chrome-extension://own/pages/panel.html' };
const PAGE = { url: 'https://news.example/fire', tab: { incognito: false } };

test('only the pages of the extension may ask for a scan or a probe', async () => {
  const probe = { type: 'probe', address: 'https://a.example' };
  assert.equal(answerTo(probe, PAGE), null);
  assert.equal(answerTo({ type: 'scan', page: { url: '' }, text: '' }, PAGE), null);
  assert.equal((await answerTo(probe, OWN)).trouble.kind, 'forbidden');
});

test('what is meant for somebody else is left unanswered', () => {
  for (const message of [null, {}, { type: 'toString' }, { type: 'notes-changed' }]) {
    assert.equal(answerTo(message, OWN), null);
  }
});

test('a page is told of no notes of another origin', async () => {
  const asked = { type: 'notesOn', url: 'https://bank.example/' };
  assert.deepEqual(await answerTo(asked, PAGE), []);
});

/** A note that arrived; there is no database here, so that writing it down would fail. */
const KEEP = {
  type: 'keep',
  id: 'a',
  page: 'https://backend.example/n/a',
  highlight: { quote: 'x', prefix: '', suffix: '', page: { url: 'https://news.example/fire' } },
};

test('nothing is kept of a private window', async () => {
  assert.equal(await answerTo(KEEP, { ...PAGE, tab: { incognito: true } }), true);
});

test('nothing is kept of what is no page of the web', async () => {
  const highlight = { ...KEEP.highlight, page: { url: 'file:///home/me/diary.html' } };
  assert.equal(await answerTo({ ...KEEP, highlight }, PAGE), true);
});

test('nothing is kept while the history is off', async () => {
  await switchTo('noHistory', true);
  assert.equal(await answerTo(KEEP, PAGE), true);
  await switchTo('noHistory', false);
  await assert.rejects(answerTo(KEEP, PAGE), ReferenceError);
});

test('a token goes to the backend that it is for and to no other', async () => {
  await keepToken('https://a.example', 'secret');
  await keepToken('https://b.example', 'other');
  assert.equal(await tokenFor('https://a.example'), 'secret');
  assert.equal(await tokenFor('https://c.example'), '');
  await keepToken('https://a.example', '');
  assert.equal(await tokenFor('https://a.example'), '');
  assert.equal(await tokenFor('https://b.example'), 'other');
});
