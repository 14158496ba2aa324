"""Those who work in the console, each with a browser of their own."""

from __future__ import annotations

from dataclasses import dataclass

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from backend.accounts.keys import form_token
from backend.moderation.roles import Role
from tests.accounts import PASSWORD, Accounts

COOKIE = "second-source-console"


@dataclass
class Browser:
    """A browser that keeps its cookie and fills in forms as their pages have them."""

    client: FlaskClient

    @property
    def key(self) -> str:
        """What the console's cookie holds, "" without one."""
        cookie = self.client.get_cookie(COOKIE)
        return cookie.value if cookie else ""

    @property
    def token(self) -> str:
        """What this browser's forms carry."""
        return form_token(self.key)

    def get(self, path: str) -> TestResponse:
        return self.client.get(path)

    def post(self, path: str, **fields: str) -> TestResponse:
        """Send a form of ours."""
        return self.client.post(path, data={"form_token": self.token, **fields})

    def sign_in(self, name: str, password: str = PASSWORD, **fields: str) -> TestResponse:
        self.get("/moderate/login")
        return self.post("/moderate/login", name=name, password=password, **fields)


@dataclass
class Staff:
    """Gives browsers to people of each role."""

    app: Flask
    accounts: Accounts

    def visitor(self) -> Browser:
        """Somebody who has not signed in, with the sign-in page open."""
        browser = Browser(self.app.test_client())
        browser.get("/moderate/login")
        return browser

    def join(self, role: Role, name: str = "") -> Browser:
        """Somebody new who has signed in; named like the role where no name is given."""
        name = name or f"a-{role.value}"
        self.accounts.add(name, role)
        browser = self.visitor()
        assert browser.sign_in(name).status_code == 303
        return browser


def soup(response: TestResponse) -> BeautifulSoup:
    return BeautifulSoup(response.text, "lxml")


def words(response: TestResponse) -> str:
    return " ".join(soup(response).get_text(" ").split())
