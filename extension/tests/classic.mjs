/** Loads classic content scripts the way a page does: into one shared global scope. */

import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';

const ROOT = new URL('../', import.meta.url);

/**
 * @param {string[]} scripts in the order in which the page gets them
 * @returns {Record<string, any>} the scope with everything that they declare as functions
 */
export function scopeOf(...scripts) {
  const scope = createContext({ Intl, URL });
  for (const script of scripts) runInContext(readFileSync(new URL(script, ROOT), 'utf8'), scope);
  return scope;
}

/** The same value, free of the other scope's prototypes. @param {unknown} value */
export const plain = (value) => JSON.parse(JSON.stringify(value));
