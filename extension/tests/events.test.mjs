import assert from 'node:assert/strict';
import { test } from 'node:test';

import { EventParser } from '../background/events.js';

const STREAM = [
  'retry: 1000\n\n',
  ': heartbeat\n\n',
  'id: 1\nevent: queued\ndata: {}\n\n',
  'id: 2\r\nevent: claims\r\ndata: {"a":\r\ndata:  1}\r\n\r\n',
  'id: 3\revent: read\rdata\r\r',
  'id: 4\ndata:first\ndata: second\nunknown: field\n\n',
].join('');

const EVENTS = [
  { event: 'queued', id: '1', data: '{}' },
  { event: 'claims', id: '2', data: '{"a":\n 1}' },
  { event: 'read', id: '3', data: '' },
  { event: 'message', id: '4', data: 'first\nsecond' },
];

/** @param {...string} chunks */
function parsed(...chunks) {
  const parser = new EventParser();
  return chunks.flatMap((chunk) => parser.feed(chunk));
}

test('a stream in one piece gives its events', () => {
  assert.deepEqual(parsed(STREAM), EVENTS);
});

test('where a stream is cut makes no difference', () => {
  for (let first = 0; first <= STREAM.length; first += 1) {
    for (let second = first; second <= STREAM.length; second += 1) {
      const chunks = [STREAM.slice(0, first), STREAM.slice(first, second), STREAM.slice(second)];
      assert.deepEqual(parsed(...chunks), EVENTS, `cut at ${first} and ${second}`);
    }
  }
});

test('a stream that comes character by character gives its events', () => {
  assert.deepEqual(parsed(...STREAM), EVENTS);
});

test('an event that was not finished is not told', () => {
  assert.deepEqual(parsed('id: 1\nevent: note\ndata: {}\n'), []);
});

test('an event without data is not told but moves the place to resume at', () => {
  const parser = new EventParser();
  assert.deepEqual(parser.feed('id: 7\nevent: note\n\n'), []);
  assert.equal(parser.lastId, '7');
});

test('the wait that the server asks for is kept and nonsense is not', () => {
  const parser = new EventParser();
  parser.feed('retry: 250\n\nretry: soon\n\n');
  assert.equal(parser.retry, 250);
});

test('a byte order mark at the start is no part of the first field', () => {
  assert.deepEqual(parsed('\uFEFFdata: x\n\n'), [{ event: 'message', id: '', data: 'x' }]);
});

test('an id that holds a null is ignored', () => {
  assert.deepEqual(parsed('id: 1\n\nid: a\0b\ndata: x\n\n'), [
    { event: 'message', id: '1', data: 'x' },
  ]);
});
