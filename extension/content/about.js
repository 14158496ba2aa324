/** What stands below a note: what would change it, what could not be read, how it was made. */

/** @param {string} text */
function wouldChange(text) {
  if (!text) return null;
  return section('change', say('headingWouldChange'), [make('p', { dir: 'auto' }, text)]);
}

/** @param {Note['unread']} unread */
function unreadList(unread) {
  if (unread.length === 0) return null;
  return make(
    'details',
    {},
    make('summary', {}, say('headingUnread', unread.length)),
    make('ul', { class: 'plain' }, ...unread.map(unreadLine)),
  );
}

/** @param {Note['unread'][number]} row */
function unreadLine(row) {
  return make(
    'li',
    {},
    make('b', { dir: 'auto' }, row.outlet),
    makeLink(row.url, row.title || row.url),
    make('span', { class: 'quiet' }, row.reason),
  );
}

/** @param {Note} note */
function aboutNote(note) {
  return make(
    'details',
    {},
    make('summary', {}, say('headingAbout')),
    searchedList(note.searched),
    quietLine(say('judgedBy', note.judge)),
    quietLine(say('checkedOn', dateWords(note.checked_at))),
    quietLine(note.freshness ?? ''),
    quietLine(say('laterIsNotInIt')),
  );
}

/** @param {Note['searched']} searched */
function searchedList(searched) {
  if (searched.length === 0) return quietLine(say('nothingSearched'));
  return make('ul', { class: 'plain' }, ...searched.map(searchedLine));
}

/** @param {Note['searched'][number]} row */
function searchedLine(row) {
  return make(
    'li',
    {},
    make('b', {}, row.searcher.replaceAll('_', ' ')),
    make('span', { class: 'quiet' }, searchWords(row)),
  );
}
