"""Pages that stand in an article's place, and articles that look like them."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from backend.domain import UnreadReason
from backend.errors import Unreadable
from backend.reading.extraction import extract
from tests.unit.reading.pages import PARAGRAPHS, SENTENCES, URL, article, described, page

FLASH = " ".join(SENTENCES[:2])
"""A news agency's flash: 25 words."""

BEGINNING = (
    "The water board opened three gates of the Marrow Dam before dawn on Friday, and about 4,200 "
    "people in the valley below were told to leave their homes. Engineers had worked through the "
    "night to keep the level below the second mark, said the board's spokesman."
)
"""The first 48 words of a longer report."""


def teasers(number: int, heading: str = "h3") -> str:
    return "".join(
        f"<div><{heading}><a href=/a{at}>Report number {at} from the valley of the Marrow river"
        f"</a></{heading}><p>Two lines on what happened there on day {at} of the flood.</p></div>"
        for at in range(number)
    )


@dataclass(frozen=True)
class Case:
    """A page, and why it holds no article; None where it does."""

    name: str
    reason: UnreadReason | None
    body: str
    title: str = "Dam gates opened - The Paper"
    url: str = URL
    head: str = ""
    jsonld: object = None
    contains: str = field(default=SENTENCES[0])

    @property
    def html(self) -> str:
        return page(body=self.body, title=self.title, head=self.head, jsonld=self.jsonld)


U = UnreadReason
VIDEO = '<meta property="og:type" content="video.other">'
WALLS = [
    # Consent
    Case(
        "a consent notice in English",
        U.CONSENT_WALL,
        "<p>We and our 812 partners store and/or access information on a device. Accept all "
        "cookies or reject all; see our privacy policy.</p>",
    ),
    Case(
        "a consent notice in German",
        U.CONSENT_WALL,
        "<p>Wir und unsere 214 Partner verwenden Cookies. Mit Ihrer Einwilligung: alle "
        "akzeptieren. Datenschutz</p>",
    ),
    Case(
        "a consent notice in French",
        U.CONSENT_WALL,
        "<p>Avec votre consentement, nos partenaires utilisent des cookies. Accepter ou refuser."
        " Politique de confidentialité</p>",
    ),
    Case(
        "a page on a consent host",
        U.CONSENT_WALL,
        "<p>Before you continue</p>",
        url="https://consent.paper.example/collect?continue=x",
    ),
    # Paywalls
    Case(
        "two sentences that are not free",
        U.PAYWALL,
        article(FLASH),
        jsonld=described(isAccessibleForFree=False),
    ),
    Case("a line, then an offer", U.PAYWALL, article(FLASH, "Subscribe to continue reading.")),
    Case("an offer alone", U.PAYWALL, "<div><p>Already a subscriber? Log in.</p></div>"),
    Case(
        "an offer in German",
        U.PAYWALL,
        article("Dieser Artikel ist nur für Abonnenten lesbar.", "Jetzt anmelden."),
    ),
    Case("an offer in French", U.PAYWALL, article("Article réservé aux abonnés.")),
    Case(
        "registration",
        U.PAYWALL,
        article("Register for free to continue reading this and other articles."),
    ),
    # Scripts
    Case(
        "a notice in noscript",
        U.NEEDS_SCRIPTS,
        "<div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript>",
    ),
    Case("a notice in the page", U.NEEDS_SCRIPTS, "<p>This site requires JavaScript.</p>"),
    Case("a notice in German", U.NEEDS_SCRIPTS, "<p>Bitte JavaScript aktivieren.</p>"),
    Case("a notice in French", U.NEEDS_SCRIPTS, "<p>Veuillez activer JavaScript.</p>"),
    Case("an empty shell", U.NEEDS_SCRIPTS, "<div id=app></div><script src=/app.js></script>"),
    # Errors with status 200
    Case("not found", U.GONE, "<h1>Page not found</h1>", title="Page not found | The Paper"),
    Case("404", U.GONE, "<h1>Oops</h1><p>Try our front page.</p>", title="404"),
    Case("removed", U.GONE, "<p>Sorry.</p>", title="This article is no longer available"),
    Case("not found in Spanish", U.GONE, "<p>Lo sentimos.</p>", title="Página no encontrada"),
    Case("not found in Italian", U.GONE, "<p>Ci dispiace.</p>", title="Pagina non trovata"),
    Case("broken", U.SERVER_ERROR, "<p>Later.</p>", title="503 Service Unavailable"),
    Case("maintenance", U.SERVER_ERROR, "<p>Back soon.</p>", title="Under maintenance"),
    Case("denied", U.REFUSED, "<p>You have no permission.</p>", title="Access Denied"),
    Case(
        "not in this region",
        U.REFUSED,
        "<p>We are sorry.</p>",
        title="451: Unavailable for legal reasons",
    ),
    # Challenges
    Case(
        "a challenge by its title",
        U.BLOCKED,
        "<p>Enable JavaScript and cookies to continue</p>",
        title="Just a moment...",
    ),
    Case(
        "a challenge by its words",
        U.BLOCKED,
        "<p>Checking your browser before accessing paper.example.</p>",
        title="paper.example",
    ),
    Case("a captcha", U.BLOCKED, "<p>Press & Hold to confirm you are a human.</p>", title=" "),
    Case("unusual traffic", U.BLOCKED, "<p>We saw unusual traffic from you.</p>", title="Sorry"),
    # Listings
    Case("a home page", U.LISTING, teasers(12), url="https://paper.example/"),
    Case("a page of teasers", U.LISTING, teasers(12), title="Floods", url=f"{URL[:-4]}/x"),
    Case("a tag page", U.LISTING, teasers(5), url="https://paper.example/tag/floods"),
    Case("a section", U.LISTING, teasers(8, "h2"), url="https://paper.example/category/world/"),
    Case("an author's page", U.LISTING, teasers(5), url="https://paper.example/author/ada-moss"),
    Case(
        "results of a search",
        U.LISTING,
        "<p>No results for dam.</p>",
        url="https://paper.example/?s=dam",
    ),
    Case("a list by its JSON-LD", U.LISTING, teasers(4), jsonld={"@type": "CollectionPage"}),
    # Videos and logins
    Case("a video by Open Graph", U.VIDEO, f"<p>{FLASH}</p><video src=x></video>", head=VIDEO),
    Case(
        "a video by JSON-LD",
        U.VIDEO,
        "<h1>Dam gates opened</h1><video src=x></video><p>Watch the gates open.</p>",
        jsonld={"@type": "VideoObject", "name": "Dam"},
    ),
    Case(
        "a login",
        U.LOGIN,
        "<h1>Log in</h1><form><input name=u><input type=password></form>",
        title="Log in - The Paper",
    ),
    Case(
        "a login in German",
        U.LOGIN,
        "<h1>Anmelden</h1><form><input name=u><input type=password></form>",
        title="Anmelden",
    ),
    Case("a caption", U.NOT_AN_ARTICLE, "<p>Watch the video.</p>"),
]
ARTICLES = [
    Case("an article", None, article()),
    Case("a flash", None, article(FLASH)),
    Case("a flash with a field for a password", None, article(FLASH) + "<input type=password>"),
    Case(
        "a beginning that is not free",
        None,
        article(BEGINNING),
        contains=BEGINNING,
        jsonld=described(isAccessibleForFree=False),
    ),
    Case(
        "a whole article that is called not free",
        None,
        article(*PARAGRAPHS * 2),
        jsonld=described(isAccessibleForFree=False),
    ),
    Case(
        "a beginning with an offer below",
        None,
        contains=BEGINNING,
        body=article(BEGINNING, "Subscribe to continue reading."),
    ),
    Case(
        "about cookies",
        None,
        article(
            "The regulator fined the company over its consent notice, which asked readers to accept"
            " cookies and hid the way to reject them behind a privacy policy.",
            *PARAGRAPHS * 2,
        ),
    ),
    Case(
        "about paywalls",
        None,
        title="Why papers ask you to subscribe to read",
        body=article("This article is for subscribers, says one paper of four.", *PARAGRAPHS),
    ),
    Case(
        "about JavaScript",
        None,
        title="JavaScript is thirty",
        body=article("You need to enable JavaScript on most sites, said the report.", *PARAGRAPHS),
    ),
    Case(
        "about an error",
        None,
        title="404 homes not found on the city's map",
        body=article(*PARAGRAPHS),
    ),
    Case(
        "about a denial",
        None,
        title="Access denied: refugees turned back at the border",
        body=article(*PARAGRAPHS),
    ),
    Case("about a captcha", None, title="The captcha turns twenty", body=article(*PARAGRAPHS)),
    Case(
        "a flash whose title has a sign in it",
        None,
        body=article(FLASH),
        title="Forbidden city reopens",
        jsonld=described(headline="Forbidden city reopens"),
    ),
    Case(
        "with related articles below",
        None,
        article(*PARAGRAPHS) + teasers(12),
        jsonld=described(headline="Dam gates opened"),
    ),
    Case(
        "with related articles, calling itself nothing",
        None,
        article(*PARAGRAPHS * 2) + f"<aside>{teasers(12)}</aside>",
    ),
    Case(
        "under a topic's address",
        None,
        article(*PARAGRAPHS * 2),
        url="https://paper.example/topics/floods/dam-gates-opened",
    ),
    Case(
        "found by a search's address",
        None,
        article(*PARAGRAPHS * 2),
        url="https://paper.example/story?q=dam",
    ),
    Case("with a video in it", None, article(*PARAGRAPHS) + "<video src=x></video>", head=VIDEO),
    Case(
        "with a login at its top",
        None,
        f"<form><input type=password><button>Log in</button></form>{article(*PARAGRAPHS)}",
    ),
    Case(
        "with a notice for those without scripts",
        None,
        article() + "<noscript>Please enable JavaScript for comments.</noscript>",
    ),
    Case(
        "on a front page that calls itself an article",
        None,
        article(),
        url="https://dam.example/",
        jsonld=described(headline="Dam gates opened"),
    ),
]


@pytest.mark.parametrize("case", WALLS, ids=lambda case: case.name)
def test_what_stands_in_an_articles_place_is_told_as_what_it_is(case: Case) -> None:
    with pytest.raises(Unreadable) as caught:
        extract(case.html, case.url)
    assert caught.value.reason is case.reason


@pytest.mark.parametrize("case", ARTICLES, ids=lambda case: case.name)
def test_an_article_is_read_whatever_it_looks_like(case: Case) -> None:
    assert case.contains in extract(case.html, case.url).text


@pytest.mark.parametrize("reason", UnreadReason)
def test_every_reason_has_words_for_readers(reason: UnreadReason) -> None:
    assert reason.words.endswith(".")
