/**
 * The shapes that cross a boundary: what the backend says, and what the parts of the extension
 * say to each other. Only types live here; nothing runs.
 *
 * @typedef {keyof typeof import('../_locales/en/messages.json')} MessageKey
 *   A key of the interface's texts.
 * @typedef {Partial<Record<MessageKey, string>>} Texts
 *   The interface's texts in one language.
 *
 * @typedef {{url: string, title?: string, published?: string, language?: string}} Page
 *   `published` is a date, YYYY-MM-DD.
 * @typedef {{quote: string, prefix: string, suffix: string, page: Page}} Highlight
 *   The body of `POST /checks`: the only thing that ever leaves a page.
 *
 * @typedef {'supports' | 'disputes' | 'mentions'} Stance
 * @typedef {'corroborated' | 'single_source' | 'contested' | 'disputed' | 'insufficient'
 *   | 'not_checkable'} Verdict
 * @typedef {'opinion' | 'prediction' | 'question' | 'advice' | 'ambiguous' | 'other_language'
 *   | 'irony' | 'personal'} Uncheckable
 *   Why nothing was looked for. A newer backend may know more of them.
 *
 * @typedef {{url: string, title: string, outlet: string, published: string | null}} Report
 * @typedef {{category: string, words: string, by: string, url: string | null,
 *   as_of: string | null}} Rating
 *   What somebody says of an outlet, in plain words.
 * @typedef {{corrections?: string[], snapshot?: {url: string, taken: string} | null}} History
 *   The outlet's notices of what it changed, and the copy that was read where the page is gone.
 * @typedef {Report & History & {rating?: Rating | null, kind?: Rating | null}} RatedReport
 *   Notes from before there were ratings have neither.
 * @typedef {'number' | 'date' | 'place' | 'name' | 'role' | 'negation' | 'modality'
 *   | 'speaker'} DifferenceKind
 * @typedef {{kind: DifferenceKind, claim: string, report: string}} Difference
 * @typedef {{id?: string, claim: number, report: RatedReport, stance: Stance, probability: number, quote: string,
 *   origin: string, telling?: 'own' | 'passed_on' | 'unsaid', source?: string | null,
 *   denied_by: string | null, differences: Difference[],
 *   uncounted?: string | null, counts_less?: string | null}} Evidence
 *   `uncounted` and `counts_less` say why a row does not count, or counts less than others.
 * @typedef {'low' | 'medium' | 'high'} Level
 * @typedef {{words: string, meaning: string,
 *   found_in: 'highlight' | 'before' | 'title' | 'date'}} Resolved
 *   What was put in for words that say something only where they stand.
 * @typedef {{text: string, checkable: boolean, reason: Uncheckable | null,
 *   because?: string | null, resolved?: Resolved[], start?: number, end?: number}} Claim
 *   `start` and `end` are its place in the highlight, in code points; `because` are the words by
 *   which the reason was told.
 * @typedef {{text: string, note: string | null, verdict: Verdict | null,
 *   checked_at: string | null, fresh: boolean,
 *   source: {publisher: string, url: string, rating: string} | null}} Known
 *   The same claim checked before, by an earlier note or by a fact check.
 * @typedef {{at?: string, reason: string, edits?: {words: string}[], hidden?: boolean,
 *   same_as?: string | null}} Decision
 *   What moderators decided about the note; `same_as` is the note that has the same claim.
 * @typedef {Claim & {verdict: Verdict, confidence: number | null,
 *   confidence_level?: Level | null, why?: string[]}} WeighedClaim
 * @typedef {Report & {reason: string, code: string}} Unread
 * @typedef {{searcher: string, status: 'answered' | 'failed' | 'timed_out' | 'rate_limited',
 *   found: number}} Searched
 * @typedef {{kind: 'same_text' | 'shared_text' | 'wire_credit' | 'named_source' | 'owner' | 'by_hand',
 *   one: string, other: string, why: string}} Tie
 *   Why the report at `one` has the origin of an earlier one.
 * @typedef {{id: string, label: string, why: string, source?: string | null, reports: string[],
 *   ties?: Tie[]}} OriginGroup
 * @typedef {{id: string, claim: string, claims: WeighedClaim[], verdict: Verdict,
 *   confidence: number | null, confidence_level?: Level | null, summary: string, origin_groups: OriginGroup[],
 *   evidence: Evidence[], unread: Unread[], searched: Searched[], would_change: string,
 *   origins?: {supporting: number, disputing: number}, freshness?: string, checked_at: string,
 *   judge: string, highlight?: {exact: string, page?: Page},
 *   changed_from?: {verdict: Verdict, checked_at: string} | null, known?: Known[],
 *   decision?: Decision | null}} Note
 *
 * @typedef {{seq: number, kind: 'queued', data: object}
 *   | {seq: number, kind: 'started', data: object}
 *   | {seq: number, kind: 'claims', data: {claims: Claim[]}}
 *   | {seq: number, kind: 'searching', data: {searcher: string}}
 *   | {seq: number, kind: 'searched', data: Searched}
 *   | {seq: number, kind: 'reading', data: Report}
 *   | {seq: number, kind: 'read', data: Report}
 *   | {seq: number, kind: 'unread', data: Unread}
 *   | {seq: number, kind: 'evidence', data: Evidence}
 *   | {seq: number, kind: 'note', data: Note}
 *   | {seq: number, kind: 'failed', data: {title: string, detail: string}}
 *   | {seq: number, kind: 'cancelled', data: object}} CheckEvent
 *   One event of a check, in the order of its life.
 *
 * @typedef {{kind: 'unreachable', address: string}
 *   | {kind: 'forbidden', address: string}
 *   | {kind: 'foreign', address: string}
 *   | {kind: 'problem', status: number, title: string, detail: string, fields: string[],
 *      retryAfter: number | null}} Trouble
 *   Why the backend could not help: it does not answer; the browser does not let us ask it; what
 *   answers is no Second Source backend; it refused, and says why.
 *
 * @typedef {{type: 'check', highlight: Highlight}
 *   | {type: 'follow', id: string, after: number}
 *   | {type: 'stop', id: string}
 *   | {type: 'ping'}
 *   | {type: 'options'}} FromPage
 *   What a page's content script asks of the background over its port.
 * @typedef {{type: 'opened', id: string, page: string}
 *   | {type: 'event', event: CheckEvent}
 *   | {type: 'waiting'}
 *   | {type: 'ended'}
 *   | {type: 'trouble', trouble: Trouble}
 *   | {type: 'notStopped', trouble: Trouble}} ToPage
 *   What the background tells the content script. `page` is the address of the check's own page;
 *   `waiting`: the stream broke and is being
 *   resumed; `ended`: the check's last event has been told.
 *
 * @typedef {(number | 'shadow' | 'frame')[]} NodePath
 *   The way from the page's document to a node: places among child nodes, into an open shadow
 *   root, into a frame's document.
 * @typedef {{range: {start: NodePath, startOffset: number, end: NodePath, endOffset: number},
 *   position: {start: number, end: number}, sentence: {head: string, tail: string}}} Anchor
 *   Where a highlight stood. `position` counts the page's characters without blanks; `sentence` is
 *   the rest of its sentence.
 * @typedef {Omit<Highlight, 'page'>} QuoteSelector
 * @typedef {'wrong_stance' | 'out_of_context' | 'not_independent' | 'missing_report'
 *   | 'other'} FlagReason
 * @typedef {{reason: FlagReason, comment?: string, evidence?: string,
 *   counter_source?: string}} Flag What a reader says; `evidence` is a row's id.
 * @typedef {{note: string, evidence: string | null, reason: FlagReason, comment: string,
 *   counter_source: string | null, status: 'open' | 'upheld' | 'not_upheld' | 'withdrawn',
 *   answer: string | null, decided_at: string | null, changed_at: string,
 *   appeal?: string | null, appealed_at?: string | null, claim?: string,
 *   page?: string, report?: {url: string, title: string, outlet: string} | null}} OwnFlag
 *   A flag as the backend keeps it, and what became of it; `answer` is the published reason.
 * @typedef {{ok: true, flags: OwnFlag[], right?: boolean} | {ok: false, trouble: Trouble}} FlagAnswer
 * @typedef {{id: string, backend: string, page: {url: string, title: string},
 *   highlight: QuoteSelector, anchor: Anchor | null, note: Note, keptAt: string,
 *   flags: OwnFlag[], right?: boolean}} KeptNote `right`: the reader says that it is right as it is.
 *   A note in the reader's history. The page's address has neither fragment nor login.
 *
 * @typedef {{type: 'keep', id: string, page: string, anchor: Anchor | null, note: Note,
 *     highlight: Highlight}
 *   | {type: 'notesOn', url: string}
 *   | {type: 'flag', backend: string, note: string, said: Flag}
 *   | {type: 'unflag', backend: string, note: string, evidence: string}
 *   | {type: 'appeal', backend: string, note: string, evidence: string, reason: string}
 *   | {type: 'rate', backend: string, note: string, right: boolean}
 *   | {type: 'ownFlags', backend: string, note: string}
 *   | {type: 'notes-changed'}
 *   | {type: 'cardTaken'}
 *   | {type: 'arrived', url: string}
 *   | {type: 'ask'}} FromContent
 *   What a page's content script says once, by `runtime.sendMessage`: a note has arrived (`page` is
 *   the address of the note's own page); which notes are kept of this address? (answered by
 *   `KeptNote[]`); flag this, take the flag back, have somebody else look, the note is right or not so any more, which flags of the reader's own are on it? (each
 *   answered by a `FlagAnswer`); the list of the page's notes has changed (to whom it may concern);
 *   a page came up, where notes are to be drawn on return; the button beside a selection was
 *   pressed; the page keeps taking the card away.
 * @typedef {'checking' | 'failed' | 'found' | 'orphan'} NoteState
 *   `failed`: its check ended without a note; `orphan`: its words are no longer on the page.
 * @typedef {{id: string, state: NoteState, quote: string, verdict: Verdict | null,
 *   order: number}} ListedNote `order` is its place on the page; orphans come last.
 * @typedef {{url: string, title: string, notes: ListedNote[]}} PageState
 * @typedef {{page: Page, text: string}} ReadablePage
 *   What a reader can read on the page, a block a line.
 * @typedef {{type: 'state'}
 *   | {type: 'jump', id: string}
 *   | {type: 'note', id: string}
 *   | {type: 'text'}
 *   | {type: 'check', start: number, end: number}} ToContent
 *   What the panel asks of a tab by `tabs.sendMessage`: answered by `PageState`; by whether there is
 *   such a note to jump to; by a `KeptNote`, null where there is none; by `ReadablePage`; by whether
 *   a check of these characters of the last `ReadablePage` has begun.
 * @typedef {{type: 'reach', tabId: number}} FromPanel
 *   Asks the background to put the content scripts into a tab and to draw there what is kept of
 *   its page; answered by whether the browser allows it.
 *
 * @typedef {{quote: string, prefix: string, suffix: string, start: number, end: number,
 *   chance: number, note: string | null, known: Known[]}} Sentence
 *   A sentence worth checking: where it stands in the text, in code points; the note of it on this
 *   page, if there is one; what is known of it otherwise.
 * @typedef {{ok: true, address: string, sentences: Sentence[]} | {ok: false, trouble: Trouble}} Scanned
 * @typedef {{type: 'scan', page: Page, text: string}
 *   | {type: 'probe', address: string}} FromOwnPage
 *   What the extension's own pages ask of the background.
 * @typedef {{checks: boolean, scans: boolean, flags: boolean}} Abilities
 * @typedef {{ok: true, version: string, unready: string, can: Abilities | null}
 *   | {ok: false, trouble: Trouble}} Health
 *   The answer to a probe. `unready` says why it cannot check now, "" where it can; `can` is null
 *   where it does not tell.
 *
 * @typedef {'browser' | 'file' | 'noPage' | 'other'} CannotReason
 *   Why no card can be shown in a tab.
 * @typedef {{want: 'check' | 'next' | 'return', menuText: string, frameUrl: string,
 *   editable: boolean, styles: string, texts: Texts | null}} Ask
 *   What the background hands to the content script: whether the reader wants the selection
 *   checked, the next note of the page, or only its kept notes to be drawn; what the browser's menu
 *   knows of the selection (empty for the toolbar button and the shortcut); the card's stylesheet;
 *   the interface's texts where they are in another language than the browser's.
 */

export {};
