"""Settings: environment variables that begin with SECOND_SOURCE_, read once and frozen.

`SETTINGS` is the one table of them: the parser, the command line's `--help` and the README's list
are made from it. An unknown SECOND_SOURCE_ variable is refused, since a misspelt setting that is
silently ignored is worse than a start that fails.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network
from typing import Any

from backend import values
from backend.errors import BadSetting

PREFIX = "SECOND_SOURCE_"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an operator can set. `SETTINGS` says what each means."""

    database_url: str
    broker_url: str = field(repr=False)
    database_connections: int
    host: str
    port: int
    listeners: int
    trusted_hosts: tuple[str, ...]
    trusted_origins: tuple[str, ...]
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...]
    https: bool
    contact: str
    allow_loopback: bool
    fetch_seconds: float
    fetch_bytes: int
    fetch_ports: frozenset[int]
    fetches_at_once: int
    fetches_a_host: int
    host_interval: float
    internet_archive: str
    cache_bytes: int
    cache_folder: str
    check_threads: int
    check_queue: int
    checks_a_network_an_hour: int
    check_seconds: float
    reports_a_claim: int
    searchers: tuple[str, ...]
    wikipedia_language: str
    google_fact_check_key: str = field(repr=False)
    brave_key: str = field(repr=False)
    searxng_url: str
    newsapi_key: str = field(repr=False)
    mojeek_key: str = field(repr=False)
    judge: str
    judge_url: str
    judge_model: str
    judge_key: str = field(repr=False)
    judge_seconds: float
    judge_tokens_a_check: int
    judge_tokens_a_day: int
    judge_requests_at_once: int
    note_fresh_hours: float
    crawl: bool
    starter_feeds: bool
    archive_keep_days: int
    frozen_keep_days: int
    rechecks_an_hour: int
    readers_a_network_a_day: int
    flags_a_reader_an_hour: int
    flags_a_network_an_hour: int
    session_idle_hours: float
    session_days: float
    oidc_issuer: str
    oidc_authorize: str
    oidc_token: str
    oidc_client: str
    oidc_secret: str = field(repr=False)
    second_look_hours: int
    log_level: str
    log_format: str
    metrics_port: int
    metrics_folder: str


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its default as it would be written, how it is read, and what it means."""

    default: str
    read: Callable[[str], Any]
    means: str


SETTINGS: dict[str, Setting] = {
    "database_url": Setting(
        "sqlite:///.second-source/second-source.db",
        values.text,
        "Where everything is kept: `sqlite:///FILE` or `postgresql://USER@HOST/NAME`.",
    ),
    "broker_url": Setting(
        "",
        values.broker,
        "Where checks wait for workers of their own: `amqp://USER:PASSWORD@HOST:5672/` (RabbitMQ)"
        " or `redis://HOST:6379/0`; empty runs them in threads of `serve`.",
    ),
    "database_connections": Setting(
        "20",
        values.whole(2, 1_000),
        "The most connections to the database of one process; one more hears PostgreSQL's notices.",
    ),
    "host": Setting("127.0.0.1", values.text, "The address to listen on."),
    "port": Setting("8700", values.whole(0, 65535), "The port to listen on."),
    "listeners": Setting(
        "4000",
        values.whole(1, 100_000),
        "How many may follow checks at once in one web process; others are told to come back.",
    ),
    "trusted_hosts": Setting(
        "",
        values.items,
        "Host names under which browsers may reach us, besides this machine's own; commas.",
    ),
    "trusted_origins": Setting(
        "",
        values.items,
        "Web origins that may call the API from a page, besides our extension; commas.",
    ),
    "trusted_proxies": Setting(
        "",
        values.networks,
        "Addresses or networks of proxies in front, whose X-Forwarded-For is believed; commas.",
    ),
    "https": Setting(
        "no",
        values.flag,
        "Whether browsers reach us over https alone, as through a proxy: cookies need it then.",
    ),
    "contact": Setting(
        "",
        values.text,
        "An address or URL that tells site owners who reads their pages; part of our user agent.",
    ),
    "allow_loopback": Setting(
        "no",
        values.flag,
        "Whether pages on this machine itself may be fetched; the demonstration does.",
    ),
    "fetch_seconds": Setting(
        "10", values.number(0.1, 120), "The longest that fetching one page may take."
    ),
    "fetch_bytes": Setting(
        "5000000", values.whole(10_000, 100_000_000), "The most bytes read of one page, unpacked."
    ),
    "fetch_ports": Setting(
        "80,443", values.ports, "The ports that pages may be fetched from; commas."
    ),
    "fetches_at_once": Setting("16", values.whole(1, 256), "How many pages are fetched at once."),
    "fetches_a_host": Setting("2", values.whole(1, 16), "How many of them from one host."),
    "host_interval": Setting(
        "1",
        values.number(0, 60),
        "Seconds between two requests to one host; its Crawl-delay if longer.",
    ),
    "internet_archive": Setting(
        "yes",
        values.internet_archive,
        "Whether the Internet Archive is asked for pages that are gone; or its address.",
    ),
    "cache_bytes": Setting(
        "100000000",
        values.whole(0, 100_000_000_000),
        "The most bytes of fetched pages kept on disk, as their sites allow; 0 keeps none.",
    ),
    "cache_folder": Setting(".second-source/cache", values.text, "Where fetched pages are kept."),
    "check_threads": Setting(
        "2", values.whole(1, 64), "How many checks run at once in one `serve` or one `worker`."
    ),
    "check_queue": Setting(
        "500", values.whole(1, 100_000), "How many checks may wait before we say busy."
    ),
    "checks_a_network_an_hour": Setting(
        "3600",
        values.whole(1, 10_000_000),
        "How many new checks one network may open in an hour; fresh notes are not counted.",
    ),
    "check_seconds": Setting(
        "60", values.number(1, 600), "When reading ends and a check is weighed as is."
    ),
    "reports_a_claim": Setting(
        "20", values.whole(1, 200), "The most reports a searcher gives for a claim."
    ),
    "searchers": Setting(
        "archive,wikipedia,gdelt",
        values.items,
        "Where reports are looked for; `python -m backend searchers` lists what there is; commas.",
    ),
    "wikipedia_language": Setting("en", values.language, "Which Wikipedia is asked."),
    "google_fact_check_key": Setting("", values.key, "The key for `google_fact_check`."),
    "brave_key": Setting("", values.key, "The key for `brave_news`."),
    "searxng_url": Setting(
        "",
        values.base,
        "Your SearXNG for `searxng`; the one address that is asked even if private.",
    ),
    "newsapi_key": Setting("", values.key, "The key for `newsapi`."),
    "mojeek_key": Setting("", values.key, "The key for `mojeek`."),
    "judge": Setting(
        "shipped",
        values.text,
        "Who judges passages: `shipped`, `small`, `lexical`, `llm`, the folder of an ONNX model or"
        " `hub:OWNER/NAME`; see `backend/judges/README.md`.",
    ),
    "judge_url": Setting(
        "",
        values.base,
        "The language model's OpenAI-compatible address for `llm`, such as"
        " `http://127.0.0.1:11434/v1`; asked even if private.",
    ),
    "judge_model": Setting(
        "", values.label, "The language model's name there, shown in every note."
    ),
    "judge_key": Setting("", values.key, "The key for it, where it wants one."),
    "judge_seconds": Setting(
        "60", values.number(1, 3600), "How long the language model may take in all of one check."
    ),
    "judge_tokens_a_check": Setting(
        "100000",
        values.whole(0, 1_000_000_000),
        "The most tokens that the language model may use in one check; 0 is no limit.",
    ),
    "judge_tokens_a_day": Setting(
        "1000000",
        values.whole(0, 1_000_000_000),
        "The most tokens it may use in a day (UTC), as this process counts; 0 is no limit.",
    ),
    "judge_requests_at_once": Setting(
        "2", values.whole(1, 64), "How many requests the language model is sent side by side."
    ),
    "note_fresh_hours": Setting(
        "6", values.number(0, 8760), "How old a note may be before asking again makes a new check."
    ),
    "crawl": Setting(
        "yes", values.flag, "Whether `serve` crawls the archive's feeds as they fall due."
    ),
    "starter_feeds": Setting(
        "yes", values.flag, "Whether an archive without feeds is given the starter list to crawl."
    ),
    "archive_keep_days": Setting(
        "0", values.whole(0, 36_500), "How many days reports are kept in the archive; 0 keeps all."
    ),
    "frozen_keep_days": Setting(
        "0",
        values.whole(0, 36_500),
        "How many days that is kept from which `replay` makes a note again; 0 keeps it for ever.",
    ),
    "rechecks_an_hour": Setting(
        "20",
        values.whole(0, 1_000),
        "How many notes on young matters are checked again by themselves in an hour; 0 for none.",
    ),
    "readers_a_network_a_day": Setting(
        "20",
        values.whole(1, 100_000),
        "How many readers' tokens one network (an IPv4 address, an IPv6 /64) is given in a day.",
    ),
    "flags_a_reader_an_hour": Setting(
        "30", values.whole(1, 100_000), "How many flags one reader may put in an hour."
    ),
    "flags_a_network_an_hour": Setting(
        "120", values.whole(1, 100_000), "How many flags may come from one network in an hour."
    ),
    "session_idle_hours": Setting(
        "8",
        values.number(0.1, 8760),
        "After how many hours without a request a moderator has to sign in again.",
    ),
    "session_days": Setting(
        "7",
        values.number(0.01, 365),
        "After how many days a moderator has to sign in again in any case.",
    ),
    "oidc_issuer": Setting(
        "",
        values.base,
        "Who may vouch for moderators by OpenID Connect, as it names itself in its tokens.",
    ),
    "oidc_authorize": Setting("", values.base, "Its authorization endpoint."),
    "oidc_token": Setting("", values.base, "Its token endpoint."),
    "oidc_client": Setting("", values.label, "The client id that it knows us by."),
    "oidc_secret": Setting("", values.key, "The client's secret."),
    "second_look_hours": Setting(
        "100",
        values.whole(0, 1_000_000),
        "In how many hours somebody must have looked at a note for a change of its verdict to wait"
        " for a second moderator; 0 never waits.",
    ),
    "log_level": Setting("INFO", values.level, "DEBUG, INFO, WARNING or ERROR."),
    "log_format": Setting(
        "text",
        values.one_of("text", "json"),
        "How lines are logged: `text` to be read, `json` for programs.",
    ),
    "metrics_port": Setting(
        "0",
        values.whole(0, 65535),
        "The port on which a worker answers `/metrics` and `/healthz`; 0 for none."
        " `serve` answers them on its own.",
    ),
    "metrics_folder": Setting(
        ".second-source/metrics",
        values.text,
        "Where the processes of a worker keep their figures; emptied at its start.",
    ),
}


def read_settings(
    environment: Mapping[str, str], defaults: Mapping[str, str] | None = None
) -> Settings:
    """The settings that the environment gives; `defaults` replace our own, by setting's name.

    Raises `BadSetting` naming the variable and what to write instead.
    """
    _refuse_unknown(environment)
    written = {name: setting.default for name, setting in SETTINGS.items()} | dict(defaults or {})
    return Settings(
        **{name: _read(name, environment.get(variable(name), written[name])) for name in SETTINGS}
    )


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + name.upper()


def _read(name: str, written: str) -> Any:  # noqa: ANN401 - a setting's type is its reader's
    try:
        return SETTINGS[name].read(written)
    except BadSetting as problem:
        message = f"{variable(name)} has an unusable value: {problem}."
        raise BadSetting(message) from problem


def _refuse_unknown(environment: Mapping[str, str]) -> None:
    known = {variable(name) for name in SETTINGS}
    ours = {name for name in environment if name.startswith(PREFIX)}
    # Variables of our own test suite are not the program's.
    unknown = {name for name in ours - known if not name.startswith(PREFIX + "TEST_")}
    if unknown:
        raise BadSetting(f"{min(unknown)} is no setting; `python -m backend settings` lists them.")


def describe() -> str:
    """The table of settings in Markdown, as the README shows it."""
    lines = ["| variable | default | meaning |", "| --- | --- | --- |"]
    for name, setting in SETTINGS.items():
        default = f"`{setting.default}`" if setting.default else ""
        lines.append(f"| `{variable(name)}` | {default} | {setting.means} |")
    return "\n".join(lines)
