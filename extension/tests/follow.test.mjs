import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, beforeEach, test } from 'node:test';

import { installFakeChrome } from './fake_chrome.mjs';

const state = { backend: '', allowed: true };
installFakeChrome(state);
const { followCheck } = await import('../background/follow.js');
const { openCheck } = await import('../background/backend.js');
const { probe } = await import('../background/probe.js');

/** @type {import('node:http').Server} */
let server;
/** @type {((request: any, response: any) => void)[]} one for each request, in order */
let answers = [];
/** @type {string[]} */
let resumedAt = [];

beforeEach(async () => {
  answers = [];
  resumedAt = [];
  state.allowed = true;
  server = createServer((request, response) => {
    resumedAt.push(String(request.headers['last-event-id'] ?? ''));
    const answer = answers.shift();
    if (answer) answer(request, response);
    else response.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  state.backend = `http://127.0.0.1:${server.address().port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const event = (seq, kind = 'searching') => `id: ${seq}\nevent: ${kind}\ndata: {}\n\n`;

/** @param {string[]} pieces @param {boolean} [breaks] */
function streaming(pieces, breaks = false) {
  return (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(`retry: 1\n\n${pieces.join('')}`);
    if (breaks) setTimeout(() => response.destroy(), 20);
    else response.end();
  };
}

function problem(status, headers = {}) {
  return (_request, response) => {
    response.writeHead(status, { 'Content-Type': 'application/problem+json', ...headers });
    response.end(JSON.stringify({ title: 'Refused', detail: 'Because.', errors: [] }));
  };
}

/** @param {number} after */
async function follow(after = 0) {
  const told = [];
  let waited = 0;
  const tell = { event: ({ seq }) => told.push(seq), waiting: () => (waited += 1) };
  const failure = await followCheck('abc', after, tell, new AbortController().signal).then(
    () => null,
    (error) => error.trouble ?? { kind: 'cut short' },
  );
  return { told, waited, failure };
}

test('a stream that ends with a last kind is told to its end', async () => {
  answers = [streaming([event(1), event(2, 'note')])];
  assert.deepEqual(await follow(), { told: [1, 2], waited: 0, failure: null });
});

test('a broken stream goes on from the last event, and nothing is told twice', async () => {
  answers = [
    streaming([event(1), event(2), 'id: 3\nevent: half'], true),
    streaming([event(2), event(3), event(4, 'note')]),
  ];
  assert.deepEqual(await follow(), { told: [1, 2, 3, 4], waited: 1, failure: null });
  assert.deepEqual(resumedAt, ['0', '2']);
});

test('a stream that ends early without an error is resumed as well', async () => {
  answers = [streaming([event(1)]), streaming([event(2, 'cancelled')])];
  assert.deepEqual((await follow()).told, [1, 2]);
});

test('a last kind with later events after it is not the end', async () => {
  answers = [streaming([event(1, 'cancelled'), event(2, 'queued')]), streaming([event(3, 'note')])];
  assert.deepEqual((await follow()).told, [1, 2, 3]);
});

test('following begins after the event that is known', async () => {
  answers = [streaming([event(6, 'note')])];
  await follow(5);
  assert.deepEqual(resumedAt, ['5']);
});

test('a refusal is final and carries its detail', async () => {
  answers = [problem(404)];
  const { failure } = await follow();
  assert.deepEqual([failure.kind, failure.detail], ['problem', 'Because.']);
  assert.equal(resumedAt.length, 1);
});

test('a backend that says how long to leave it alone is left alone so long, but for a minute at most', async (t) => {
  const waits = [];
  const wait = globalThis.setTimeout;
  t.mock.method(globalThis, 'setTimeout', (done, milliseconds) => {
    waits.push(milliseconds);
    return wait(done, [30_000, 60_000].includes(milliseconds) ? 0 : milliseconds);
  });
  answers = [
    problem(503, { 'Retry-After': '30' }),
    problem(503, { 'Retry-After': '3600' }),
    streaming([event(1, 'note')]),
  ];
  assert.deepEqual((await follow()).told, [1]);
  assert.deepEqual(
    waits.filter((milliseconds) => milliseconds > 25_000),
    [30_000, 60_000],
  );
});

test('a refusal that says when to come back is tried again', async () => {
  answers = [streaming([event(1)]), problem(503, { 'Retry-After': '1' }), streaming([event(2, 'note')])];
  assert.deepEqual((await follow()).told, [1, 2]);
});

test('a backend that stays away is given up in the end', async () => {
  answers = [streaming([event(1)], true)];
  const { told, failure } = await follow();
  assert.deepEqual(told, [1]);
  assert.equal(failure.kind, 'unreachable');
});

test('events that are no events of a check are passed over', async () => {
  answers = [streaming(['event: x\ndata: {}\n\n', 'id: 1\ndata: {broken\n\n', event(2, 'note')])];
  assert.deepEqual((await follow()).told, [2]);
});

test('an answer that is no stream of events comes from something else', async () => {
  answers = [(_request, response) => response.end('<h1>Hello</h1>')];
  assert.equal((await follow()).failure.kind, 'foreign');
});

/** @param {Promise<unknown>} promise */
const troubleFrom = (promise) => promise.then(assert.fail, (error) => error.trouble);

test('a field error is told in its own words', async () => {
  answers = [
    (_request, response) => {
      response.writeHead(422, { 'Content-Type': 'application/problem+json' });
      const errors = [{ field: 'quote', message: 'Too long.' }];
      response.end(JSON.stringify({ title: 'Bad', detail: 'No.', errors }));
    },
  ];
  const trouble = await troubleFrom(openCheck({ quote: 'x', prefix: '', suffix: '', page: { url: '' } }));
  assert.deepEqual(trouble.fields, ['Too long.']);
});

test('a backend that nobody runs is unreachable at its address', async () => {
  const { port } = server.address();
  server.close();
  assert.deepEqual(await probe(`http://127.0.0.1:${port}`), {
    ok: false,
    trouble: { kind: 'unreachable', address: `http://127.0.0.1:${port}` },
  });
});

test('a backend that the browser does not allow is not asked', async () => {
  state.allowed = false;
  assert.equal((await probe(state.backend)).trouble.kind, 'forbidden');
  assert.deepEqual(resumedAt, []);
});

test('a backend that answers tells its version, what it can do and why it cannot now', async () => {
  const told = {
    '/healthz': '{"status":"ok","version":"1.2.3"}',
    '/openapi.json': '{"paths":{"/api/v1/checks":{},"/api/v1/notes/{note_id}/flag":{}}}',
  };
  const answer = (request, response) =>
    request.url in told ? response.end(told[request.url]) : problem(503)(request, response);
  answers = [answer, answer, answer];
  assert.deepEqual(await probe(state.backend), {
    ok: true,
    version: '1.2.3',
    unready: 'Because.',
    can: { checks: true, scans: false, flags: true },
  });
});
