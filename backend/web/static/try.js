// @ts-check
// Counts the claim's characters. Nothing is cut off: what is too long stays, and is said to be.

const NEAR = 0.9;

/** Code points, as the server counts them. @param {string} text */
const length = (text) => [...text.trim()].length;

/**
 * @param {number} used
 * @param {number} limit
 */
function words(used, limit) {
  const over = used - limit;
  return over > 0
    ? `${over.toLocaleString("en")} too many.`
    : `${used.toLocaleString("en")} so far.`;
}

/** @param {number} used @param {number} limit */
function levelOf(used, limit) {
  if (used > limit) return "over";
  return used > limit * NEAR ? "near" : "";
}

/** @param {HTMLElement} count */
function watch(count) {
  const field = /** @type {HTMLTextAreaElement} */ (
    document.getElementById(count.dataset.countOf ?? "")
  );
  const warning = /** @type {HTMLElement} */ (document.querySelector("[data-count-warning]"));
  const limit = Number(count.dataset.limit);
  let level = "";

  const show = () => {
    const used = length(field.value);
    count.textContent = words(used, limit);
    count.toggleAttribute("data-over", used > limit);
    // Told to screen readers at the two moments that matter, not at every key.
    const now = levelOf(used, limit);
    if (now !== level) warning.textContent = now ? words(used, limit) : "";
    level = now;
  };
  field.addEventListener("input", show);
  count.hidden = false;
  show();
}

for (const count of document.querySelectorAll("[data-count-of]")) {
  watch(/** @type {HTMLElement} */ (count));
}

export {};
