// Hides the cookie notice when it is closed, and remembers that it was.
const notice = document.getElementById("cookie-notice");
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
document.getElementById("cookie-notice-close").addEventListener("click", close);
