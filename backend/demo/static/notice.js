// Hides the cookie notice when it is closed, and remembers that it was.
const notice = /** @type {HTMLElement} */ (document.getElementById("cookie-notice"));
const button = /** @type {HTMLElement} */ (document.getElementById("cookie-notice-close"));
const CLOSED = "cookie-notice-closed";

function wasClosed() {
  try {
    return localStorage.getItem(CLOSED) === "yes";
  } catch {
    return false; // storage may be switched off
  }
}

function close() {
  notice.hidden = true;
  try {
    localStorage.setItem(CLOSED, "yes");
  } catch {
    // then it is back on the next page
  }
}

notice.hidden = wasClosed();
button.addEventListener("click", close);
