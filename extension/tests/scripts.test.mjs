import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const ROOT = new URL('../', import.meta.url);
const read = (path) => readFileSync(new URL(path, ROOT), 'utf8');
const content = readdirSync(new URL('content/', ROOT)).filter((file) => file.endsWith('.js'));
const shared = ['shared/say.js', ...content.map((file) => `content/${file}`)];

/** Names that a classic script adds to the scope which all of them share. @param {string} path */
const namesIn = (path) =>
  [...read(path).matchAll(/^(?:async )?(?:function|class|const|let) (\w+)/gm)].map(([, name]) => name);

test('no two scripts of a page declare the same name: the later one would win silently', () => {
  const names = shared.flatMap(namesIn);
  assert.ok(names.length > 200);
  assert.deepEqual(names.filter((name, at) => names.indexOf(name) !== at), []);
});

test('no script of a page takes the name of something that the browser has there', () => {
  const taken = ['name', 'status', 'event', 'find', 'focus', 'close', 'stop', 'open', 'top', 'origin'];
  assert.deepEqual(shared.flatMap(namesIn).filter((name) => taken.includes(name)), []);
});
