"""A reader at a Firefox with the extension: selects, presses, reads the card."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.browser.bidi import Firefox, ScriptFailed
from tests.browser.line import Sent
from tests.fakes import until

_HOST = "[popover=manual]"
_PATIENCE = 20.0


class FirefoxReader:
    """Acts in one tab of a shared Firefox."""

    def __init__(self, firefox: Firefox, extension: str) -> None:
        self.firefox = firefox
        self._extension = extension
        self._window = firefox.window()
        self.tab = str(firefox.command("browsingContext.create", type="tab")["context"])

    def opens(self, address: str) -> None:
        going = {"context": self.tab, "url": address, "wait": "complete"}
        self.firefox.command("browsingContext.navigate", **going)
        self.firefox.command("browsingContext.activate", context=self.tab)

    def leaves(self) -> None:
        self.in_the_browser(
            "() => document.querySelectorAll('panel').forEach((one) => one.hidePopup())"
        )
        self.firefox.command("browsingContext.close", context=self.tab)

    def runs(self, function: str, *values: object) -> object:
        """What a function gives in the page, as one of the page's own."""
        return self.firefox.run(self.tab, function, *values)

    def selects(self, selector: str) -> None:
        self.runs(
            "(place) => getSelection().selectAllChildren(document.querySelector(place))", selector
        )

    def clicks(self, node: Sent) -> None:
        origin = {"type": "element", "element": node}
        moves = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": origin},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._acts({"type": "pointer", "id": "mouse", "actions": moves})

    def types(self, *keys: str) -> None:
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._acts({"type": "key", "id": "keyboard", "actions": actions})

    def _acts(self, device: Sent) -> None:
        self.firefox.command("input.performActions", context=self.tab, actions=[device])

    def presses_the_button(self) -> None:
        """Press the extension's button in the browser's toolbar, which grants the page."""
        self.in_the_browser(
            """(id) => {
                const widget = `${id.replace(/[^a-z0-9_-]/g, '_')}-browser-action`;
                CustomizableUI.addWidgetToArea(widget, 'nav-bar');
                document.querySelector(`#${widget} toolbarbutton`).click();
            }""",
            self._extension,
        )

    def asks(self) -> FirefoxCard:
        self.presses_the_button()
        card = FirefoxCard(self)
        until(card.is_open, _PATIENCE)
        return card

    def in_the_browser(self, function: str, *values: object) -> object:
        """What a function gives in the browser's own window."""
        return self.firefox.run(self._window, function, *values)

    def button_title(self) -> str:
        place = f"#nav-bar toolbarbutton[data-extensionid='{self._extension}']"
        return str(
            self.in_the_browser("(place) => document.querySelector(place).tooltipText", place)
        )

    def tab_number(self) -> int:
        """The number by which extensions know the tab in front."""
        script = """() => {
            const file = 'resource://gre/modules/ExtensionParent.sys.mjs';
            const {ExtensionParent} = ChromeUtils.importESModule(file);
            return ExtensionParent.apiManager.global.tabTracker.getId(gBrowser.selectedTab);
        }"""
        return int(str(self.in_the_browser(script)))

    def in_another_tab(self) -> FirefoxReader:
        return FirefoxReader(self.firefox, self._extension)

    def sidebar(self) -> str:
        """The address of what stands in the sidebar once the reader has opened it."""
        script = """async (id) => {
            const ours = (key) => key.startsWith(id.replace(/[^a-z0-9_-]/g, '_'));
            await SidebarController.show([...SidebarController.sidebars.keys()].find(ours));
            const inner = document.getElementById('sidebar').contentDocument;
            return inner.getElementById('webext-panels-browser')?.currentURI.spec ?? '';
        }"""
        found: list[str] = []

        def is_there() -> bool:
            found[:] = [str(self.in_the_browser(script, self._extension))]
            return found[0].startswith("moz-extension:")

        until(is_there)
        self.in_the_browser("() => SidebarController.hide()")
        return found[0]

    def ends_the_background(self) -> None:
        """End the event page as the browser does after 30 s of silence."""
        self.in_the_browser(
            "(id) => WebExtensionPolicy.getByID(id).extension.terminateBackground({"
            " ignoreDevToolsAttached: true, disableResetIdleForTest: true})",
            self._extension,
        )

    def extension_page(self, path: str) -> str:
        host = self.in_the_browser(
            "(id) => WebExtensionPolicy.getByID(id).mozExtensionHostname", self._extension
        )
        return f"moz-extension://{host}/{path}"

    def shows(self, *words: str) -> str:
        """The page's text once it shows all of these."""
        return _shown(self.text, words)

    def text(self) -> str:
        return str(self.runs("() => document.body.innerText"))


class FirefoxCard:
    """What the card shows; BiDi sees into its closed shadow root."""

    def __init__(self, reader: FirefoxReader) -> None:
        self._reader = reader

    def is_open(self) -> bool:
        return self._root() is not None

    def _root(self) -> Sent | None:
        return self._reader.firefox.closed_root(self._reader.tab, _HOST)

    def runs(self, function: str, *values: object) -> object:
        """What a function of the card's root gives."""
        root = self._root()
        assert root is not None, "the card is not open"
        return self._reader.firefox.run(self._reader.tab, function, root, *values)

    def text(self) -> str:
        try:
            return str(self.runs("(root) => root.querySelector('.card').innerText"))
        except (AssertionError, ScriptFailed):
            return ""  # it is just being closed or opened

    def shows(self, *words: str) -> str:
        """The card's text once it shows all of these."""
        return _shown(self.text, words)

    def rows(self) -> object:
        return self.runs("(root) => root.querySelectorAll('.row').length")

    def clicks(self, label: str) -> None:
        """Click a button, a summary or a label with the mouse."""
        button = self._reader.firefox.node(
            self._reader.tab,
            """(root, label) => {
                const all = [...root.querySelectorAll('button, summary, label')];
                const one = all.find((each) =>
                    (each.getAttribute('aria-label') ?? each.innerText).includes(label));
                one.scrollIntoView({block: 'center'});
                return one;
            }""",
            self._root(),
            label,
        )
        self._reader.clicks(button)


def _shown(text: Callable[[], str], words: Sequence[str]) -> str:
    try:
        until(lambda: all(word in text() for word in words), _PATIENCE)
    except AssertionError as error:
        raise AssertionError(f"not shown: {words}\n--- but:\n{text()}") from error
    return text()
