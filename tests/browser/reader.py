"""A reader at a browser with the extension: selects, presses, reads the card.

The card lives in a closed shadow root, which the DevTools protocol sees through. Its root is put
at hand in the page's own world, so that tests read it as the browser renders it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page, Worker

_PATIENCE = 20.0
_TICK = 25
_HOST_ATTRIBUTES = ["popover", "manual"]


class Reader:
    """Acts in one tab of a shared browser."""

    def __init__(self, context: BrowserContext, extension_id: str, page: Page) -> None:
        self.context = context
        self.page = page
        self._extension_id = extension_id
        self._session: CDPSession = context.new_cdp_session(page)
        self._tab = ""

    def opens(self, address: str) -> Page:
        self.page.goto(address)
        self.page.bring_to_front()
        self._tab = self._tab_target(self.page.url)
        return self.page

    def extension_page(self, path: str) -> str:
        return f"chrome-extension://{self._extension_id}/{path}"

    def worker(self) -> Worker:
        """The service worker, woken if it sleeps."""
        workers = [one for one in self.context.service_workers if self._extension_id in one.url]
        return workers[-1] if workers else self.context.wait_for_event("serviceworker")

    def selects(self, selector: str, frame: str | None = None) -> None:
        """Select all the words of an element, as a script that moves the selection does."""
        script = (
            "([place, inside]) => {"
            " const home = inside ? document.querySelector(inside).contentDocument : document;"
            " home.getSelection().selectAllChildren(home.querySelector(place)); }"
        )
        self.page.evaluate(script, [selector, frame])

    def presses_the_button(self) -> None:
        """Press the toolbar button, as the browser counts a press: it grants the page."""
        browser = self.context.browser
        assert browser is not None
        session = browser.new_browser_cdp_session()
        session.send("Extensions.triggerAction", {"id": self._extension_id, "targetId": self._tab})
        session.detach()

    def card(self) -> Card:
        """The card, which need not be open."""
        return Card(self.page, self._session)

    def asks(self) -> Card:
        """Press the button until the card is there: a fresh browser may miss the first press."""
        card = self.card()
        deadline = monotonic() + _PATIENCE
        while monotonic() < deadline:
            self.presses_the_button()
            if until(self.page, card.is_open, within=1.0):
                return card
        raise AssertionError("no card opened")

    def chooses_from_the_menu(self, **known: str | bool) -> Card:
        """Tell the extension of a choice in the context menu; the page must be granted already."""
        self.worker().evaluate(
            """async (known) => {
                const [tab] = await chrome.tabs.query({active: true, lastFocusedWindow: true});
                const info = {menuItemId: 'check-claim', editable: false, ...known};
                chrome.contextMenus.onClicked.dispatch(info, tab);
            }""",
            known,
        )
        card = self.card()
        assert until(self.page, card.is_open), "no card opened"
        return card

    def presses_the_shortcut(self, command: str) -> None:
        """Tell the extension of a shortcut; the page must be granted already."""
        self.worker().evaluate(
            """async (command) => {
                const [tab] = await chrome.tabs.query({active: true, lastFocusedWindow: true});
                chrome.commands.onCommand.dispatch(command, tab);
            }""",
            command,
        )

    def begins_anew(self) -> None:
        """Forget what earlier tests left: notes, tokens, options. All share one browser."""
        self.worker().evaluate(
            """async () => {
                const all = Object.keys(await chrome.storage.local.get());
                await chrome.storage.local.remove(all.filter((key) => key !== 'backend'));
                const known = await indexedDB.databases();
                if (!known.some(({name}) => name === 'history')) return;
                await new Promise((done, fail) => {
                    const opening = indexedDB.open('history');
                    opening.onerror = fail;
                    opening.onsuccess = () => {
                        const change = opening.result.transaction('notes', 'readwrite');
                        change.objectStore('notes').clear();
                        change.oncomplete = () => { opening.result.close(); done(); };
                    };
                });
            }"""
        )

    def button_title(self) -> str:
        """What the toolbar button says of this tab."""
        return self._told_on_the_button("getTitle")

    def button_badge(self) -> str:
        return self._told_on_the_button("getBadgeText")

    def _told_on_the_button(self, how: str) -> str:
        script = """async (how) => {
            const [tab] = await chrome.tabs.query({active: true, lastFocusedWindow: true});
            return chrome.action[how]({tabId: tab.id});
        }"""
        return str(self.worker().evaluate(script, how))

    def card_seen_apart(self) -> str:
        """The card's words as they stand in the document, whatever the page's scripts overrode."""
        document = self._session.send("DOM.getDocument", {"depth": -1, "pierce": True})
        return "\n".join(_words(root) for root in _closed_roots(document["root"]))

    def kills_the_worker(self) -> None:
        """End the service worker as the browser does after 30 s of silence."""
        session = self._browser_session()
        for target in self._targets("service_worker"):
            if self._extension_id in target["url"]:
                session.send("Target.closeTarget", {"targetId": target["targetId"]})
        session.detach()

    def _tab_target(self, url: str) -> str:
        """The tab at this address, once a closed one that stood there too is gone."""
        found: list[str] = []

        def is_alone() -> bool:
            found[:] = self._tabs_at(url)
            return len(found) == 1

        assert until(self.page, is_alone), f"{len(found)} tabs at {url}"
        return found[0]

    def _tabs_at(self, url: str) -> list[str]:
        return [target["targetId"] for target in self._targets("tab") if target["url"] == url]

    def pages_at(self, path: str) -> list[str]:
        """The extension's pages and popups that are open at an address that begins like this."""
        begin = self.extension_page(path)
        urls = [str(target["url"]) for target in self._targets("page")]
        return [url for url in urls if url.startswith(begin)]

    def _targets(self, kind: str) -> list[dict[str, Any]]:
        session = self._browser_session()
        found = session.send("Target.getTargets", {"filter": [{"type": kind}]})["targetInfos"]
        session.detach()
        targets: list[dict[str, Any]] = found
        return targets

    def _browser_session(self) -> CDPSession:
        browser = self.context.browser
        assert browser is not None
        return browser.new_browser_cdp_session()


class Card:
    """What the card shows, and the reader's hands on it."""

    def __init__(self, page: Page, session: CDPSession) -> None:
        self.page = page
        self._session = session

    def is_open(self) -> bool:
        return bool(self.page.evaluate("Boolean(globalThis.card?.isConnected)")) or self._grasp()

    def _grasp(self) -> bool:
        document = self._session.send("DOM.getDocument", {"depth": -1, "pierce": True})
        root = next(_closed_roots(document["root"]), None)
        if root is None:
            return False
        wanted = {"backendNodeId": root["backendNodeId"]}
        resolved = self._session.send("DOM.resolveNode", wanted)
        self._session.send(
            "Runtime.callFunctionOn",
            {
                "objectId": resolved["object"]["objectId"],
                "functionDeclaration": (
                    "function(){globalThis.card=this.querySelector('.card');"
                    "Object.defineProperty(this.host,'shadowRoot',"
                    "{value:this,configurable:true})}"
                ),
            },
        )
        return bool(self.page.evaluate("Boolean(globalThis.card)"))

    def text(self) -> str:
        if not self.is_open():
            return ""
        return str(self.page.evaluate("card.innerText"))

    def shows(self, *words: str, within: float = _PATIENCE) -> str:
        """The card's text once it shows all of these."""
        shown = until(self.page, lambda: all(word in self.text() for word in words), within)
        assert shown, f"not shown: {words}\n--- but:\n{self.text()}"
        return self.text()

    def has(self, selector: str) -> bool:
        return bool(self.page.evaluate("place => card.querySelector(place) !== null", selector))

    def texts(self, selector: str) -> list[str]:
        script = "place => [...card.querySelectorAll(place)].map(each => each.innerText)"
        found: list[str] = self.page.evaluate(script, selector)
        return found

    def attributes(self, selector: str, name: str) -> list[str | None]:
        script = "([s, n]) => [...card.querySelectorAll(s)].map(each => each.getAttribute(n))"
        found: list[str | None] = self.page.evaluate(script, [selector, name])
        return found

    def clicks(self, label: str) -> None:
        """Click a button, a summary or a label with the mouse, where it stands on the screen."""
        box = self.page.evaluate(
            """label => {
                const all = [...card.querySelectorAll('button, summary, label')];
                const one = all.find(each =>
                    (each.getAttribute('aria-label') ?? each.innerText).includes(label));
                one?.scrollIntoView({block: 'center'});
                return one?.getBoundingClientRect().toJSON();
            }""",
            label,
        )
        assert box, f"no button says {label}:\n{self.text()}"
        self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def focused(self) -> str:
        """The words of what has the focus in the card; empty where nothing there has it."""
        script = """(() => {
            const one = card.getRootNode().activeElement;
            if (!one) return '';
            return one.getAttribute('aria-label') ?? one.innerText;
        })()"""
        return str(self.page.evaluate(script))

    def box(self) -> dict[str, float]:
        found: dict[str, float] = self.page.evaluate("card.getBoundingClientRect().toJSON()")
        return found


def _closed_roots(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The shadow root of the card's host, looking through the whole document."""
    if node.get("attributes", [])[:2] == _HOST_ATTRIBUTES:
        roots = node.get("shadowRoots", [])
        yield from (root for root in roots if root["shadowRootType"] == "closed")
    for child in node.get("children", []):
        yield from _closed_roots(child)


def _words(node: dict[str, Any]) -> str:
    """The text under a node of the DevTools protocol."""
    inner = [_words(child) for child in node.get("children", [])]
    return str(node["nodeValue"]) if node["nodeName"] == "#text" else "".join([*inner, " "])


def tell_address(browser: BrowserContext, extension_id: str, address: str) -> None:
    """Tell the extension in its options where the backend is."""
    options = browser.new_page()
    options.goto(f"chrome-extension://{extension_id}/pages/options.html")
    options.get_by_label("Address of the backend").fill(address)
    options.get_by_role("button", name="Save").click()
    assert until(options, lambda: "Saved." in options.locator("#outcome").inner_text())
    options.close()


def until(page: Page, holds: Callable[[], bool], within: float = _PATIENCE) -> bool:
    """Whether a condition comes to hold before a deadline; the browser works on meanwhile."""
    deadline = monotonic() + within
    while monotonic() < deadline:
        if holds():
            return True
        page.wait_for_timeout(_TICK)
    return holds()
