import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { scopeOf } from './classic.mjs';
import { installFakeChrome } from './fake_chrome.mjs';

const HOME = 'http://127.0.0.1:8700';
const NOTE = 'a'.repeat(32);
const state = {};
installFakeChrome(state);
const { deleteFlag, listFlags, putFlag } = await import('../background/readers.js');

/** @type {{path: string, method: string, token: string | null, body: string | undefined}[]} */
let asked = [];
/** @type {Set<string>} */
let known = new Set();
let given = 0;

beforeEach(() => {
  for (const key of Object.keys(state)) delete state[key];
  asked = [];
  known = new Set();
  globalThis.fetch = answer;
});

/** A backend that knows the readers to whom it gave a token. */
async function answer(url, { method = 'GET', headers = {}, body } = {}) {
  const path = String(url).replace(HOME, '');
  const token = headers.Authorization?.replace('Bearer ', '') ?? null;
  asked.push({ path, method, token, body });
  if (path === '/api/v1/readers') {
    given += 1;
    known.add(`reader_${given}`);
    return Response.json({ token: `reader_${given}` }, { status: 201 });
  }
  if (!known.has(token)) {
    const type = { 'Content-Type': 'application/problem+json' };
    return new Response('{"title": "Say who you are"}', { status: 401, headers: type });
  }
  if (method === 'DELETE') return new Response(null, { status: 204 });
  return Response.json(method === 'PUT' ? JSON.parse(body) : { flags: [] });
}

const put = () => putFlag(HOME, NOTE, { reason: 'other' });
const paths = () => asked.map(({ method, path }) => `${method} ${path}`);

test('nobody gets a token by looking at flags that there are not', async () => {
  assert.deepEqual(await listFlags(HOME), []);
  assert.deepEqual(asked, []);
});

test('the first flag gets a token, and the next is put with it', async () => {
  await put();
  await put();
  const flag = `PUT /api/v1/notes/${NOTE}/flag`;
  assert.deepEqual(paths(), ['POST /api/v1/readers', flag, flag]);
  assert.equal(new Set(asked.slice(1).map(({ token }) => token)).size, 1);
  assert.deepEqual(Object.keys(state.tokens), [HOME]);
});

test('two flags at once are of one reader', async () => {
  await Promise.all([put(), put()]);
  assert.equal(paths().filter((path) => path.endsWith('/readers')).length, 1);
});

test('a token that is known no more is replaced, once', async () => {
  await put();
  known.clear();
  await put();
  await deleteFlag(HOME, NOTE, 'b c');
  assert.equal(asked.at(-1).path, `/api/v1/notes/${NOTE}/flag?evidence=b%20c`);
  assert.equal(state.tokens[HOME], asked.at(-1).token);
});

test("a moderator's token is not replaced when it is refused", async () => {
  state.tokens = { [HOME]: 'of-a-moderator' };
  await assert.rejects(put(), ({ trouble }) => trouble.status === 401);
  assert.equal(asked.length, 1);
  assert.deepEqual(state.tokens, { [HOME]: 'of-a-moderator' });
});

test('the form says what is missing before anything is sent', () => {
  const { flagFault } = scopeOf('content/dom.js', 'content/flagform.js');
  const field = (said) => flagFault(said)?.field ?? null;
  assert.equal(field({ reason: '' }), 'reason');
  assert.equal(field({ reason: 'missing_report' }), 'source');
  assert.equal(field({ reason: 'other', counter_source: 'javascript:alert(1)' }), 'source');
  assert.equal(field({ reason: 'missing_report', counter_source: 'https://a.example/' }), null);
  assert.equal(field({ reason: 'other' }), null);
});
