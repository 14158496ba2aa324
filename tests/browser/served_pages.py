"""Pages to select sentences on, served on loopback under names that are not loopback's."""

from __future__ import annotations

from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

SENTENCE = (
    "About 10,000 people left their homes after the fire at the Koprivna fuel depot on Friday."
)
CRUEL = "It was the cruellest night of the whole year."
SCHOOL = "The school will stay closed until Thursday."
STRICT_POLICY = (
    "default-src 'none'; style-src 'nonce-page'; require-trusted-types-for 'script'; "
    "trusted-types 'none'; base-uri 'none'; form-action 'none'"
)
_STYLE = (
    "body{font:17px/1.65 Georgia,'DejaVu Serif',serif;margin:0;background:#fff;color:#222}"
    "main{max-width:620px;margin:48px 0 48px 80px}h1{font-size:30px;line-height:1.2}"
    ".by{color:#666;font:14px sans-serif}"
    "@media(prefers-color-scheme:dark){body{background:#141312;color:#ddd8ce}.by{color:#aaa}"
    "a{color:#9cc4ef}}"
)
_ARTICLE = f"""
<main><h1>After the fire</h1>
<p class="by">By a resident · <time datetime="2026-11-21T08:00:00+01:00">21 November</time></p>
<p id="before">Nobody here has slept. The smell of burnt fuel hangs over the whole valley, and the
road to the south is full of cars with mattresses on their roofs.</p>
<p id="paragraph"><span id="claim">{SENTENCE}</span> The council meets on Monday, and nobody
expects it to say anything new.</p>
<p id="next">{CRUEL} Those who stayed say that they would
stay again; those who left do not know what they will find.</p>
<p>{SCHOOL} Buses run from the market square.</p>
<p><label>Comment <textarea id="field">My own words stay mine.</textarea></label>
<a id="link" href="#claim">Back to the claim</a></p></main>
"""
_HEAD = (
    '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>After the fire</title>'
    '<script type="application/ld+json">{"@context":"https://schema.org","@graph":['
    '{"@type":"WebSite"},{"@type":"NewsArticle","datePublished":"2026-11-21T08:00:00+01:00"}]}'
    "</script>"
)
_HOSTILE_STYLE = (
    "*{all:unset!important}html *{display:block!important;font-size:3px!important;"
    "color:red!important}div{display:none!important;opacity:0!important}"
)
_PDF = (
    b"%PDF-1.1\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj "
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF"
)


def _page(body: str, style: str = _STYLE) -> str:
    return f'{_HEAD}<style nonce="page">{style}</style></head><body>{body}</body></html>'


_FRAMES = (
    _ARTICLE
    + '<iframe id="inner" src="/inner" width="500" height="120"></iframe>'
    + '<iframe id="written" srcdoc="<p id=quoted>The mayor counted 10,000 people.</p>"></iframe>'
)
_ACROSS = (
    '<main><h2 id="first">Fire <em>in</em> Koprivna</h2><p>Some <b>12,000</b>\n   people were told'
    " to <i>leave</i>.</p><ul><li>No deaths</li><li id=last>were reported.</li></ul></main>"
)
_SHADOW = (
    "<main><h1>Schools</h1><school-news><template shadowrootmode=open><p id=shaded>Twelve schools"
    " were closed in Koprivna on Friday.</p></template></school-news><p>Later more.</p></main>"
)
_EDITOR = f"<main><div id=editor contenteditable=true><p>{SENTENCE}</p></div></main>"
_RTL = (
    "<main dir=rtl lang=ar><h1>بعد الحريق</h1>"
    "<p>لم ينم أحد هنا.</p>"
    "<p id=claim>غادر نحو 10,000 شخص من"
    "ازلهم بعد الحريق ي"
    "وم الجمعة.</p></main>"
)
_PAGES = {
    "/article": _page(_ARTICLE),
    "/hostile": _page(_ARTICLE, _HOSTILE_STYLE),
    "/frames": _page(_FRAMES),
    "/inner": _page("<p id=framed>Twelve schools were closed.</p>"),
    "/across": _page(_ACROSS),
    "/shadow": _page(_SHADOW),
    "/editor": _page(_EDITOR),
    "/rtl": _page(_RTL),
    "/long": _page(f"<p id=long>{'Some 12,000 residents left. ' * 200}</p>"),
    "/dialog": _page(_ARTICLE + "<dialog><p id=modal>The depot stood since 1961.</p></dialog>"),
}


_XHTML = (
    '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>After the fire</title></head>'
    f'<body><p id="claim">{SENTENCE}</p></body></html>'
)
_DRAWING = f'<svg xmlns="http://www.w3.org/2000/svg"><text id="claim">{SENTENCE}</text></svg>'


@dataclass(frozen=True)
class _Served:
    body: bytes
    kind: str = "text/html; charset=utf-8"
    policy: str = ""


_SERVED = {
    **{path: _Served(page.encode()) for path, page in _PAGES.items()},
    "/strict": _Served(_PAGES["/article"].encode(), policy=STRICT_POLICY),
    "/sandboxed": _Served(_PAGES["/article"].encode(), policy="sandbox allow-scripts"),
    "/page.xhtml": _Served(_XHTML.encode(), "application/xhtml+xml"),
    "/drawing.svg": _Served(_DRAWING.encode(), "image/svg+xml"),
    "/paper.pdf": _Served(_PDF, "application/pdf"),
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        served = _SERVED.get(self.path.split("?")[0])
        body = served.body if served else b""
        self.send_response(200 if served else 404)
        self.send_header("Content-Length", str(len(body)))
        if served:
            self.send_header("Content-Type", served.kind)
            self.send_header("Content-Security-Policy", served.policy)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base's name
        """Say nothing."""


class PageServer:
    """Serves the pages above on a loopback port of its own."""

    def __init__(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def address(self, path: str, host: str = "news.test") -> str:
        return f"http://{host}:{self._server.server_port}{path}"
