import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const LOCALES = new URL('../_locales/', import.meta.url);
const textsIn = (language) =>
  JSON.parse(readFileSync(new URL(`${language}/messages.json`, LOCALES), 'utf8'));
const languages = readdirSync(LOCALES).sort();
const english = textsIn('en');
const keys = Object.keys(english);

/** Names, patterns of nothing but places, and words that are the same in both languages. */
const SAME_ON_PURPOSE = new Set([
  ...['extensionName', 'tally', 'reasonLanguage', 'exportJson'],
  ...['exportCsv', 'exportMarkdown'],
]);

/** @param {string} text the places to fill in it */
const places = (text) => [...text.matchAll(/\$\d/g)].map(([place]) => place).sort().join();

test('the texts are in English, German and French', () => {
  assert.deepEqual(languages, ['de', 'en', 'fr']);
});

test('each language names itself', () => {
  assert.deepEqual(languages.map((language) => textsIn(language).language.message), languages);
});

for (const language of languages.filter((one) => one !== 'en')) {
  const texts = textsIn(language);
  const words = (key) => texts[key].message;

  test(`no text is missing in ${language}, none is left over, and all stand in one order`, () => {
    assert.deepEqual(Object.keys(texts), keys);
    assert.deepEqual(keys.filter((key) => words(key).trim() === ''), []);
  });

  test(`the places to fill are the same in ${language}`, () => {
    const unlike = keys.filter((key) => places(words(key)) !== places(english[key].message));
    assert.deepEqual(unlike, []);
  });

  test(`a text that another one follows ends in a blank in ${language} too`, () => {
    const open = keys.filter((key) => english[key].message.endsWith(' '));
    assert.ok(open.length > 0);
    assert.deepEqual(open.filter((key) => !words(key).endsWith(' ')), []);
  });

  test(`every text is translated into ${language}`, () => {
    const same = keys.filter((key) => words(key) === english[key].message);
    const oneWord = (key) => /^\P{L}*\p{L}+\P{L}*$/u.test(words(key));
    assert.deepEqual(same.filter((key) => !SAME_ON_PURPOSE.has(key) && !oneWord(key)), []);
  });

  test(`no thing has two names in ${language}`, () => {
    const wrong = {
      de: /Notiz|Backend|Token|Kennwort|Urteil/,
      fr: /(?<!\p{L})(?:rapports?|backend|carte)(?!\p{L})/iu,
    };
    assert.deepEqual(keys.filter((key) => wrong[language].test(words(key))), []);
  });
}

test('in French a blank that must not break stands before : ; ? ! % and inside « »', () => {
  const broken = Object.entries(textsIn('fr')).filter(([, { message }]) =>
    / [:;?!%»]|« /.test(message),
  );
  assert.deepEqual(broken, []);
});

test('what counts has a form for one and a form for more, as all three languages want', () => {
  const ones = keys.filter((key) => key.endsWith('One') && english[key].message.includes('$1'));
  assert.ok(ones.length > 5);
  assert.deepEqual(ones.filter((key) => !(key.replace(/One$/, 'Other') in english)), []);
  for (const language of languages) {
    const forms = [0, 1, 2, 5, 21].map((count) => new Intl.PluralRules(language).select(count));
    assert.deepEqual([...new Set(forms)].sort(), ['one', 'other']);
  }
});

test('name and description are as short as the stores want them', () => {
  for (const language of languages) {
    const { extensionName, extensionDescription } = textsIn(language);
    assert.ok(extensionName.message.length <= 75);
    assert.ok(extensionDescription.message.length <= 132, extensionDescription.message);
  }
});
