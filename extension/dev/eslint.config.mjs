/** Every core rule, but for those that a line below gives a reason against. */

import js from '@eslint/js';
import globals from 'globals';

/** @type {Record<string, 'off'>} */
const WITHOUT = {
  'arrow-body-style': 'off', // a block reads better where the body has a comment
  'capitalized-comments': 'off', // a comment may go on from the line above
  'class-methods-use-this': 'off', // a method may belong to its class by meaning alone
  'consistent-return': 'off', // tsc checks returns
  'default-case': 'off', // tsc sees to it that a closed set is covered
  'func-style': 'off', // functions are declared, one-line helpers are arrows
  'id-length': 'off', // x and y are names
  'init-declarations': 'off', // a timer is set later
  'max-classes-per-file': 'off', // max-lines says enough
  'max-params': 'off', // tsc and names keep calls readable
  'no-await-in-loop': 'off', // retries and streams go one after the other
  'no-console': 'off', // only the checks print
  'no-continue': 'off', // skips what does not concern a loop without nesting
  'no-inline-comments': 'off', // reasons stand beside what they explain
  'no-magic-numbers': 'off', // a figure with a comment is named enough
  'no-plusplus': 'off', // counters count
  'no-ternary': 'off', // one condition, two values
  'no-undef': 'off', // tsc knows what classic scripts share
  'no-undefined': 'off', // undefined is a value of the browser's interfaces
  'no-underscore-dangle': 'off', // an unused parameter is marked with one
  'no-use-before-define': 'off', // the reader meets the whole before its parts
  'no-warning-comments': 'off', // there are none
  'one-var': 'off', // one declaration, one line
  'prefer-destructuring': 'off', // an index or a cast reads better in place
  'require-await': 'off', // an interface may be asynchronous by contract
  'require-unicode-regexp': 'off', // only where characters beyond the basic plane matter
  'sort-imports': 'off', // by origin, then by name
  'sort-keys': 'off', // keys stand in the order of the matter
};

/** @type {Record<string, unknown>} */
const MEASURES = {
  'max-lines': ['error', { max: 250, skipBlankLines: true }],
  'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
  'max-statements': ['error', 14],
  'max-depth': ['error', 3],
  complexity: ['error', { max: 10, variant: 'modified' }],
  camelcase: ['error', { properties: 'never' }],
  curly: ['error', 'multi-line'],
  'no-duplicate-imports': 'error',
  'no-empty': ['error', { allowEmptyCatch: false }],
  'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
};

/** @type {Record<string, unknown>} */
const SAFETY = {
  'no-restricted-properties': [
    'error',
    ...['innerHTML', 'outerHTML', 'insertAdjacentHTML'].map((property) => ({
      property,
      message: 'Text is never markup: use textContent or make().',
    })),
    { object: 'document', property: 'write', message: 'Text is never markup.' },
  ],
};

const SEAMS = [
  ...['shared/browser.js', 'shared/say.js', 'content/link.js', 'content/wire.js'],
  ...['content/return.js', 'content/offer.js'],
];
const OWN_SEAM = {
  'no-restricted-globals': ['error', { name: 'chrome', message: `Only in ${SEAMS.join(', ')}.` }],
};

/** @param {string[]} folders */
const inside = (...folders) => folders.map((folder) => `**/${folder}/**/*.js`);

export default [
  { ignores: ['**/node_modules/**'] },
  js.configs.all,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { ...WITHOUT, ...MEASURES, ...SAFETY },
  },
  {
    files: inside('background', 'pages', 'shared'),
    languageOptions: { sourceType: 'module', globals: globals.browser },
    rules: OWN_SEAM,
  },
  {
    files: [...inside('content'), '**/shared/say.js'],
    languageOptions: { sourceType: 'script', globals: globals.browser },
    rules: {
      ...OWN_SEAM,
      strict: 'off', // tsc reads them as strict
      'no-implicit-globals': 'off', // they share what they declare
      'no-unused-vars': ['error', { vars: 'local', argsIgnorePattern: '^_' }],
    },
  },
  {
    files: inside('static'), // the backend's own pages
    languageOptions: { sourceType: 'module', globals: globals.browser },
  },
  { files: SEAMS.map((seam) => `**/${seam}`), rules: { 'no-restricted-globals': 'off' } },
  {
    files: ['**/tests/**/*.mjs', '**/dev/*.mjs'],
    languageOptions: { sourceType: 'module', globals: globals.node },
    rules: {
      'no-script-url': 'off', // hostile addresses are data here
      'prefer-named-capture-group': 'off', // one group, one value
    },
  },
];
