/**
 * What is told of the page that a selection stands on: address, title, date, language.
 *
 * @typedef {import('../shared/types.js').Page} Page
 */

const DATE_PLACES = [
  'meta[property="article:published_time"]',
  'meta[itemprop="datePublished"]',
  'meta[name="date"]',
  'meta[name="dc.date"]',
  'meta[name="DC.date.issued"]',
  'time[itemprop="datePublished"]',
  'time[pubdate]',
  'article time[datetime]',
  'time[datetime]',
];

/**
 * @param {Range | null} range
 * @param {string} frameUrl the frame that the menu was opened in, where the browser told it
 * @returns {Page}
 */
function pageOf(range, frameUrl) {
  const home = range?.startContainer.ownerDocument ?? document;
  return withoutBlanks({
    url: webAddressOf(home, frameUrl),
    title: tidyText(home.title || document.title).slice(0, 300),
    published: publishedIn(home) ?? publishedIn(document),
    language: languageAt(range?.startContainer ?? home.documentElement),
  });
}

/** @param {{url: string} & Record<string, string | null>} page @returns {Page} */
function withoutBlanks(page) {
  const filled = Object.entries(page).filter(([, value]) => value);
  return /** @type {Page} */ (Object.fromEntries(filled));
}

/**
 * The nearest document with a web address: a srcdoc frame belongs to the page around it. Login
 * and fragment stay here: they are the reader's own.
 * @param {Document} home
 * @param {string} frameUrl
 * @returns {string}
 */
function webAddressOf(home, frameUrl) {
  const around = documentAround(home);
  const known = home === document && isWebAddress(frameUrl) ? frameUrl : home.URL;
  if (!isWebAddress(known) && around !== home) return webAddressOf(around, '');
  const url = new URL(known);
  url.hash = '';
  url.username = '';
  url.password = '';
  return url.href;
}

/** The document that a frame stands in, as far as it may be read. @param {Document} home @returns {Document} */
function documentAround(home) {
  return home.defaultView?.frameElement?.ownerDocument ?? document;
}

/** @param {Document} home @returns {string | null} YYYY-MM-DD */
function publishedIn(home) {
  return dateIn(linkedDate(home)) ?? markedDate(home);
}

/** The day as the page prints it, whatever the reader's time zone. @param {unknown} value */
function dateIn(value) {
  const [day] = /^\d{4}-\d\d-\d\d/.exec(String(value ?? '').trim()) ?? [];
  return day && !Number.isNaN(Date.parse(day)) ? day : null;
}

/** @param {Document} home @returns {string | null} */
function markedDate(home) {
  for (const place of DATE_PLACES) {
    const element = home.querySelector(place);
    const found = dateIn(element?.getAttribute('content') ?? element?.getAttribute('datetime'));
    if (found) return found;
  }
  return null;
}

/** schema.org's datePublished in JSON-LD. @param {Document} home @returns {unknown} */
function linkedDate(home) {
  const scripts = [...home.querySelectorAll('script[type="application/ld+json"]')];
  return scripts
    .map((script) => datePublishedIn(parsedJson(script.textContent ?? '')))
    .find((found) => found !== undefined);
}

/** @param {string} text @returns {unknown} undefined where it is no JSON */
function parsedJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {any} linked @returns {unknown} */
function datePublishedIn(linked) {
  if (Array.isArray(linked)) return linked.map(datePublishedIn).find((found) => found);
  if (!linked || typeof linked !== 'object') return undefined;
  return linked.datePublished ?? datePublishedIn(linked['@graph'] ?? linked.mainEntity);
}

/** @param {Node} node @returns {string | null} a language tag, as BCP 47 writes it */
function languageAt(node) {
  const element = 'closest' in node ? /** @type {Element} */ (node) : node.parentElement;
  const tag = element?.closest('[lang]')?.getAttribute('lang')?.trim() ?? '';
  return /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i.test(tag) ? tag : null;
}
