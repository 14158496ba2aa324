import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const ROOT = new URL('../', import.meta.url);
const read = (path) => readFileSync(new URL(path, ROOT), 'utf8');
const folder = (name, end) =>
  readdirSync(new URL(`${name}/`, ROOT), { recursive: true })
    .filter((file) => file.endsWith(end))
    .map((file) => `${name}/${file}`);

const messages = JSON.parse(read('_locales/en/messages.json'));
const manifest = read('manifest.json');
const pages = folder('pages', '.html').map(read).join('\n');
const scripts = ['background', 'content', 'pages', 'shared']
  .flatMap((name) => folder(name, '.js'))
  .map(read)
  .join('\n');

/** @param {string} text @param {RegExp} pattern */
const found = (text, pattern) => [...text.matchAll(pattern)].map(([, key]) => key);

const asked = [
  ...found(scripts, /\b(?:say|text)\('(\w+)'/g),
  ...found(pages, /data-message="(\w+)"/g),
  ...found(manifest, /__MSG_(\w+)__/g),
];
/** Keys in tables stand alone in quotes; tsc checks that each of them exists. */
const quoted = new Set(found(scripts, /'(\w+)'/g));

test('every text that is asked for exists', () => {
  assert.ok(asked.length > 50);
  assert.deepEqual(asked.filter((key) => !(key in messages)), []);
});

test('no text stands unused', () => {
  const used = new Set([...asked, ...quoted]);
  assert.deepEqual(Object.keys(messages).filter((key) => !used.has(key)), []);
});

test('a text with places to fill says what fills them', () => {
  const mute = Object.entries(messages)
    .filter(([, { message, description }]) => /\$\d.*\$\d/.test(message) && !description)
    .map(([key]) => key);
  assert.deepEqual(mute, []);
});

test('every script that is put into a page exists, and none is forgotten', () => {
  const lists = read('background/inject.js') + read('background/ways.js');
  const listed = new Set(found(lists, /'((?:content|shared)\/\w+\.js)'/g));
  assert.deepEqual([...listed].sort(), [...folder('content', '.js'), 'shared/say.js'].sort());
});
