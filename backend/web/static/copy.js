// @ts-check
// Copies the note's text at a press. Without scripts the text stands there, ready to be selected.

/** @param {HTMLTextAreaElement} field */
async function copy(field) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    // Browsers keep the clipboard from pages that came over plain http; the older way still works.
    return document.execCommand("copy");
  }
}

/** @param {HTMLElement} place */
function offer(place) {
  const field = /** @type {HTMLTextAreaElement} */ (place.querySelector("textarea"));
  const told = /** @type {HTMLElement} */ (place.querySelector(".copied"));
  place.querySelector(".copying")?.removeAttribute("hidden");
  place.querySelector("button")?.addEventListener("click", async () => {
    told.textContent = (await copy(field)) ? "Copied." : "Selected. Press Ctrl+C to copy.";
  });
}

for (const place of document.querySelectorAll(".copy-text")) {
  offer(/** @type {HTMLElement} */ (place));
}

export {};
