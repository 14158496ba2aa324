"""The console's one cookie: the key of a session, or of a form where nobody is signed in yet.

The key makes the token that every form carries, so that another site, which cannot read it, cannot
send a form in a moderator's name. Signing in always gives a new key: one that somebody had put
there before opens nothing.
"""

from __future__ import annotations

from flask import Response, g, request

from backend.accounts.keys import form_token, is_form_token, new_key

FIELD = "form_token"
_NAME = "second-source-console"
_LONGEST_KEY = 100


class KeyCookie:
    """The cookie, sent over https alone where that is how browsers reach us."""

    def __init__(self, *, https: bool) -> None:
        self._https = https
        # A browser takes this prefix only over https, for this very host and every path.
        self.name = f"__Host-{_NAME}" if https else _NAME

    def key(self) -> str:
        """The key that the browser holds; a new one, to be sent with the answer, if it has none."""
        if "console_key" not in g:
            held = request.cookies.get(self.name, "")
            g.console_key = held if 0 < len(held) <= _LONGEST_KEY else self._give(new_key())
        key: str = g.console_key
        return key

    def change(self, key: str) -> None:
        """Have the browser hold another key from this answer on."""
        g.console_key = self._give(key)

    def _give(self, key: str) -> str:
        g.console_key_is_new = True
        return key

    def send(self, response: Response) -> Response:
        """Add the cookie to an answer, if the browser has to be told."""
        if g.get("console_key_is_new"):
            response.set_cookie(
                self.name, g.console_key, secure=self._https, httponly=True, samesite="Lax"
            )
        return response

    def form_token(self) -> str:
        """What a form of ours carries."""
        return form_token(self.key())

    def is_ours(self) -> bool:
        """Whether the form that was sent carries this browser's token."""
        return is_form_token(self.key(), request.form.get(FIELD, ""))
