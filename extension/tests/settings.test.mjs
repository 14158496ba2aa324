import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';

import { installFakeChrome } from './fake_chrome.mjs';

installFakeChrome({});
const { backendAddress, isUnencryptedElsewhere, patternFor, tidyAddress } = await import(
  '../shared/settings.js'
);

test('an address is kept without the slash at its end', () => {
  assert.equal(tidyAddress(' http://127.0.0.1:8700/ '), 'http://127.0.0.1:8700');
  assert.equal(tidyAddress('https://example.org/second/'), 'https://example.org/second');
});

test('what is no plain web address is refused', () => {
  const bad = ['', 'localhost:8700', 'ftp://a.example', 'javascript:alert(1)', 'http://'];
  const odd = ['http://me:secret@a.example', 'http://a.example/?q=1', 'http://a.example/#x'];
  for (const text of [...bad, ...odd]) assert.equal(tidyAddress(text), null, text);
});

test('only the host of the backend is asked for, on whatever port', () => {
  assert.equal(patternFor('https://example.org:8443/second'), 'https://example.org/*');
});

test('plain http is fine on this computer and nowhere else', () => {
  assert.equal(isUnencryptedElsewhere('http://localhost:8700'), false);
  assert.equal(isUnencryptedElsewhere('http://192.168.1.5:8700'), true);
  assert.equal(isUnencryptedElsewhere('https://example.org'), false);
});

test('the backend is on this computer until a reader says otherwise', async () => {
  assert.equal(await backendAddress(), 'http://127.0.0.1:8700');
});

test('a reader can choose each language that there are texts in', async () => {
  const { LANGUAGES } = await import('../shared/texts.js');
  const folders = readdirSync(new URL('../_locales/', import.meta.url));
  assert.deepEqual(Object.keys(LANGUAGES), folders.sort());
});
