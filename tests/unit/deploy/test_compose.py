"""What stands in the files for operators, held against the program. No container is started."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from backend.cli.main import commands
from backend.config import SETTINGS, read_settings, variable
from backend.jobs.celery_app import Queue
from backend.web.server import _STOP_SECONDS

ROOT = Path(__file__).parents[3]
DEPLOY = ROOT / "backend/deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: each for name, each in SERVICES.items() if "second-source:" in each["image"]}
DOCKERFILE = (DEPLOY / "Dockerfile").read_text("utf-8")
COPIED = re.findall(r"^COPY (?!--from)(\S+) ", DOCKERFILE, re.MULTILINE)
NGINX = (DEPLOY / "nginx.conf").read_text("utf-8")
EXAMPLE = (DEPLOY / ".env.example").read_text("utf-8")
PINNED = re.compile(r"[\w./-]+:v?\d+\.\d+(\.\d+)?(-[\w.]+)*")
SETTING = re.compile(r"SECOND_SOURCE_[A-Z_]+")
FILLED = {
    "SITE": "notes.example",
    "SERVER_DATABASE_PASSWORD": "secret",
    "POSTGRES_PASSWORD": "secret",
    "RABBITMQ_PASSWORD": "secret",
    "SECOND_SOURCE_CONTACT": "https://notes.example/about",
}


def filled(written: str) -> str:
    """What Compose makes of a value with the variables of a filled `.env`."""

    def value(found: re.Match[str]) -> str:
        name, _, default = found[1].partition(":")
        return FILLED.get(name, filled(default.removeprefix("-")))

    return re.sub(r"\$\{((?:[^{}]|\$\{[^{}]*\})*)\}", value, written)


def settings_of(service: dict[str, Any]) -> dict[str, str]:
    return {name: filled(value) for name, value in service["environment"].items()}


@pytest.mark.parametrize("name", OURS)
def test_a_service_s_settings_are_the_program_s_and_can_be_used(name: str) -> None:
    written = settings_of(OURS[name])
    settings = read_settings(written)
    assert settings.database_url.startswith("postgresql://second_source")


def test_no_setting_is_named_that_there_is_not() -> None:
    known = {variable(name) for name in SETTINGS}
    for path in (*DEPLOY.glob("*.yaml"), DEPLOY / "Dockerfile", DEPLOY / ".env.example"):
        assert set(SETTING.findall(path.read_text("utf-8"))) <= known, path


@pytest.mark.parametrize("name", OURS)
def test_a_service_s_command_is_one_of_the_program_s(name: str) -> None:
    first, *rest = OURS[name]["command"]
    if first == "--help":
        return
    command = commands.commands[first]
    options = {text for one in command.params if isinstance(one, click.Option) for text in one.opts}
    assert {each for each in rest if each.startswith("--")} <= options
    if "--queues" in rest:
        assert set(rest[rest.index("--queues") + 1].split(",")) <= set(Queue)


def test_every_variable_is_explained_in_the_example() -> None:
    asked = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text("utf-8")))
    explained = set(re.findall(r"^#? ?(\w+)=", EXAMPLE, re.MULTILINE))
    assert asked == explained


def test_the_example_holds_no_secret() -> None:
    lines = re.findall(r"^#? ?(\w*PASSWORD)=(.*)$", EXAMPLE, re.MULTILINE)
    assert lines
    assert not any(value for _, value in lines)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_closed_in_and_pinned(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "cpus" in service["deploy"]["resources"]["limits"]
    assert "memory" in service["deploy"]["resources"]["limits"]
    assert service["restart"] == ("no" if name in {"migrate", "operator"} else "unless-stopped")
    assert name in OURS or PINNED.fullmatch(service["image"])


def test_the_world_reaches_nginx_alone() -> None:
    reachable = {name for name, each in SERVICES.items() for _ in each.get("ports", ())}
    open_to_all = {
        name
        for name in reachable
        if not all(port.startswith("127.0.0.1:") for port in SERVICES[name]["ports"])
    }
    assert open_to_all == {"nginx"}
    assert all(COMPOSE["networks"][name]["internal"] for name in ("front", "back"))
    assert not {"postgres", "rabbitmq", "redis"} & {
        name for name, each in SERVICES.items() if "outside" in each["networks"]
    }


def test_what_serves_waits_for_the_migration_and_runs_as_the_server_s_role() -> None:
    for name in ("web", "worker", "crawler", "scheduler"):
        waits = SERVICES[name]["depends_on"]["migrate"]["condition"]
        assert waits == "service_completed_successfully"
        assert "second_source_server:" in settings_of(SERVICES[name])["SECOND_SOURCE_DATABASE_URL"]
    assert "second_source_server" in (DEPLOY / "postgres-role.sh").read_text("utf-8")


def test_what_is_mounted_and_named_is_there() -> None:
    for service in SERVICES.values():
        assert set(service["networks"]) <= set(COMPOSE["networks"])
        for volume in map(filled, service.get("volumes", ())):
            source = volume.partition(":")[0]
            if source in COMPOSE["volumes"] or source in {"./certificate", "./backups"}:
                continue
            assert (DEPLOY / source).is_file(), source


@pytest.mark.parametrize(
    ("name", "asked"),
    [("web", "8700/readyz"), ("worker", "8701/healthz"), ("crawler", "8701/healthz")],
)
def test_a_service_is_asked_how_it_is_where_it_answers(name: str, asked: str) -> None:
    settings = read_settings(settings_of(SERVICES[name]))
    assert asked in SERVICES[name]["healthcheck"]["test"][-1]
    assert int(asked[:4]) == (settings.port if name == "web" else settings.metrics_port)
    assert settings.metrics_folder.startswith("/tmp/")  # noqa: S108 - a container's own, in memory


def test_each_process_is_given_the_time_that_it_needs_to_stop() -> None:
    def seconds(name: str) -> int:
        return int(SERVICES[name]["stop_grace_period"].removesuffix("s"))

    assert seconds("web") > 2 * _STOP_SECONDS
    assert seconds("worker") > float(SETTINGS["check_seconds"].default) + 20


def test_the_image_is_made_of_files_that_are_there_and_runs_as_nobody_special() -> None:
    assert COPIED
    assert all((ROOT / source).exists() for source in COPIED)
    images = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert all(PINNED.fullmatch(image) for image in images)
    assert re.search(r"^USER 10001:10001$", DOCKERFILE, re.MULTILINE)
    assert DOCKERFILE.index("USER") > DOCKERFILE.rindex("RUN")
    assert (
        json.loads(re.findall(r"^ENTRYPOINT (.*)$", DOCKERFILE, re.MULTILINE)[0])[-1] == "backend"
    )


def test_nothing_but_what_is_named_goes_into_the_image() -> None:
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    let_in = {rule[1:] for rule in rules if rule.startswith("!")}
    assert {
        source.split("/")[0]
        for source in re.findall(r"^COPY (?!--from)(\S+) ", DOCKERFILE, re.MULTILINE)
    } <= let_in
    kept_out = [rule for rule in rules[1:] if not rule.startswith("!") and "*" not in rule]
    assert all((ROOT / rule).exists() for rule in kept_out)


@pytest.mark.parametrize(
    "line",
    [
        "ssl_protocols TLSv1.2 TLSv1.3;",
        "location = /metrics { return 404; }",
        "location = /readyz { return 404; }",
        "proxy_set_header X-Forwarded-For $remote_addr;",
        "proxy_set_header X-Request-ID $request_id;",
    ],
)
def test_nginx_keeps_to_it(line: str) -> None:
    assert line in NGINX


def test_nginx_lets_event_streams_through_as_they_are_told() -> None:
    (streams,) = re.findall(r"location ~ (\S+) \{(.*?)\n        \}", NGINX, re.DOTALL)
    assert re.search(streams[0], "/api/v1/checks/0123abc/events")
    assert "proxy_buffering off;" in streams[1]
    assert "gzip off;" in streams[1]


def test_the_network_of_the_proxy_is_the_one_that_is_believed() -> None:
    (subnet,) = COMPOSE["networks"]["front"]["ipam"]["config"]
    settings = read_settings(settings_of(SERVICES["web"]))
    assert [str(one) for one in settings.trusted_proxies] == [subnet["subnet"]]
    on_it = {name for name, each in SERVICES.items() if "front" in each["networks"]}
    assert on_it == {"nginx", "web"}
