/** Tells screen readers how a check goes, without chatter: the newest words, now and then. */

const QUIET_FOR = 5_000;

/**
 * @param {HTMLElement} region a live region
 * @returns {{progress: (words: string) => void, now: (words: string) => void, end: () => void}}
 *   `progress` may be dropped for newer words; `now` is always told
 */
function makeAnnouncer(region) {
  let newest = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const tell = () => {
    timer = undefined;
    if (region.textContent === newest) return;
    region.textContent = newest;
    timer = setTimeout(tell, QUIET_FOR);
  };
  const end = () => clearTimeout(timer);
  return {
    progress: (words) => {
      newest = words;
      if (timer === undefined) tell();
    },
    now: (words) => {
      end();
      newest = words;
      tell();
    },
    end,
  };
}
