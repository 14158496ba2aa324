"""The servers that the program runs on, on free ports, to be killed, restarted and emptied.

Those that other tests use stay as they are.
"""

from __future__ import annotations

import secrets
import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

import kombu
import psycopg
import redis

from backend.jobs.celery_app import CHECKS
from tests.faults.own_server import OwnServer
from tests.functional.program import free_port


class Postgresql(OwnServer):
    """PostgreSQL without any database of ours."""

    name = "PostgreSQL"
    where = ("usr/lib/postgresql/*/bin/postgres", "usr/local/bin/postgres", "usr/bin/postgres")
    user = "postgres"
    # Its children are sessions of their own; at SIGQUIT it kills them all and writes nothing more.
    crash = signal.SIGQUIT

    def __init__(self, connections: int = 60) -> None:
        super().__init__()
        self._connections = connections

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """Make an empty database, give its URL, drop it afterwards."""
        name = f"faults_{secrets.token_hex(6)}"
        self.administer(f"CREATE DATABASE {name}")
        try:
            yield self.url.removesuffix("postgres") + name
        finally:
            self.administer(f"DROP DATABASE {name} WITH (FORCE)")

    def administer(self, statement: str) -> None:
        """Execute one statement as the superuser."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement.encode())

    @contextmanager
    def no_connection_left(self) -> Iterator[None]:
        """Cut everybody off and hold all the connections that there are."""
        with ExitStack() as held:
            ours: list[psycopg.Connection] = []
            while not ours or _cut_off_others(ours):
                with suppress(psycopg.OperationalError):
                    while True:
                        ours.append(held.enter_context(psycopg.connect(self.url, autocommit=True)))
            yield

    def prepare(self) -> None:
        initdb = str(self.program.with_name("initdb"))
        self.run(initdb, "--no-sync", "-A", "trust", "-U", "postgres", "-E", "UTF8", "data")

    def command(self) -> Sequence[str]:
        settings = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "max_connections": str(self._connections),
            "shared_buffers": "32MB",
            # The machine does not lose its power: what the server has written is there.
            "fsync": "off",
        }
        flags = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        return [str(self.program), "-D", "data", "-p", str(self.port), *flags]

    def answers(self) -> bool:
        try:
            psycopg.connect(self.url, connect_timeout=3).close()
        except psycopg.OperationalError:
            return False
        return True

    def _signal(self, process: subprocess.Popen[bytes]) -> None:
        process.send_signal(self.crash)


class Redis(OwnServer):
    """Redis that keeps nothing on disk: killed, it has forgotten everything."""

    name = "Redis"
    where = ("usr/bin/redis-server", "usr/local/bin/redis-server")

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> Sequence[str]:
        port = str(self.port)
        return [str(self.program), "--bind", "127.0.0.1", "--port", port, "--save", ""]

    def answers(self) -> bool:
        with self.client() as client:
            try:
                client.ping()
            except redis.ConnectionError:
                return False
        return True

    @contextmanager
    def client(self) -> Iterator[redis.Redis]:
        with redis.Redis(host="127.0.0.1", port=self.port) as client:
            yield client

    def empty(self) -> None:
        """Have it forget everything, with its connections left as they are."""
        with self.client() as client:
            client.flushall()


class Rabbitmq(OwnServer):
    """A RabbitMQ node of its own, without plugins, that keeps durable queues when it is killed."""

    name = "RabbitMQ"
    where = ("usr/lib/rabbitmq/bin/rabbitmq-server",)
    user = "rabbitmq"

    def __init__(self) -> None:
        super().__init__()
        self._distribution = free_port()

    @property
    def url(self) -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.port}//"

    def prepare(self) -> None:
        (self.folder / "plugins").write_text("[].")
        (self.folder / "environment").touch()

    def command(self) -> Sequence[str]:
        return [str(self.program)]

    def environment(self) -> Mapping[str, str]:
        ours = {
            "NODENAME": f"faults{self.port}@localhost",
            "NODE_IP_ADDRESS": "127.0.0.1",
            "NODE_PORT": str(self.port),
            "DIST_PORT": str(self._distribution),
            "MNESIA_BASE": f"{self.folder}/mnesia",
            "LOG_BASE": f"{self.folder}/log",
            "ENABLED_PLUGINS_FILE": f"{self.folder}/plugins",
            "CONF_ENV_FILE": f"{self.folder}/environment",
            "CONFIG_FILE": f"{self.folder}/none",
            "GENERATED_CONFIG_DIR": f"{self.folder}/generated",
            "SERVER_ADDITIONAL_ERL_ARGS": "+S 1:1 -kernel inet_dist_use_interface {127,0,0,1}",
        }
        named = {f"RABBITMQ_{name}": value for name, value in ours.items()}
        return {**named, "ERL_EPMD_ADDRESS": "127.0.0.1"}

    def empty(self) -> None:
        """Delete every wake-up for a check."""
        with kombu.Connection(self.url) as connection:
            channel: Any = connection.default_channel  # its published type knows too little
            for queue in CHECKS.values():
                channel.queue_purge(queue.declared)

    def answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=3) as connection:
                connection.settimeout(3)
                connection.sendall(b"AMQP\x00\x00\x09\x01")
                return bool(connection.recv(8))
        except OSError:
            return False


def _cut_off_others(ours: Sequence[psycopg.Connection]) -> int:
    """End every client's connection but ours; give how many those were."""
    row = ours[0].execute(
        """SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE backend_type = 'client backend' AND pid <> ALL(%s)""",
        ([connection.info.backend_pid for connection in ours],),
    )
    cut: int = row.fetchall()[0][0]
    return cut
