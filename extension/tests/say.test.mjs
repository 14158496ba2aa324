import assert from 'node:assert/strict';
import { test } from 'node:test';

import { scopeOf } from './classic.mjs';

/** The texts as a browser set to a language shows them. */
function shownIn(language, texts) {
  const scope = scopeOf('shared/say.js');
  scope.chrome = {
    i18n: {
      getUILanguage: () => language,
      getMessage: (key, fills) => (texts[key] ?? '').replace('$1', fills[0]),
    },
  };
  return scope;
}

const texts = { language: 'fr', reportOne: '$1 article', reportOther: '$1 articles' };
const REPORTS = { one: 'reportOne', other: 'reportOther' };

test("dates and numbers are written as in the reader's region", () => {
  assert.equal(shownIn('fr-CA', texts).uiLanguage(), 'fr-CA');
});

test('where there are no texts in the language of the browser, all is in that of the texts', () => {
  assert.equal(shownIn('it', { ...texts, language: 'en' }).uiLanguage(), 'en');
});

test('the form of a text fits the number as its language counts', () => {
  const scope = shownIn('fr', texts);
  assert.equal(scope.sayCount(0, REPORTS), '0 article');
  assert.equal(scope.sayCount(2, REPORTS), '2 articles');
  assert.equal(shownIn('it', { ...texts, language: 'en' }).sayCount(0, REPORTS), '0 articles');
});

test('a reader may choose another language than the browser has', () => {
  const scope = shownIn('en-GB', { language: 'en', found: 'Found $1' });
  scope.useTexts({ language: 'de', found: '$2 von $1, $1' });
  assert.equal(scope.say('found', 5, '$2'), '$2 von 5, 5');
  assert.equal(scope.uiLanguage(), 'de');
  scope.useTexts(null);
  assert.equal(scope.say('found', 5), 'Found 5');
});
