"""Brokers to test on: the real RabbitMQ and Redis, where they answer, each with nothing in it."""

from __future__ import annotations

import os
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import redis

RABBITMQ = os.environ.get("SECOND_SOURCE_TEST_RABBITMQ", "amqp://guest:guest@127.0.0.1:5672")
REDIS = os.environ.get("SECOND_SOURCE_TEST_REDIS", "redis://127.0.0.1:6379")
_DATABASES = range(1, 16)
_TAKEN = "second-source-test"


@contextmanager
def fresh_rabbitmq() -> Iterator[str]:
    """A virtual host of our own, deleted afterwards; skips where RabbitMQ can't be administered."""
    name = f"second_source_{secrets.token_hex(6)}"
    try:
        _control("add_vhost", name)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no RabbitMQ that rabbitmqctl may administer: {error}")
    try:
        _control("set_permissions", "-p", name, "guest", ".*", ".*", ".*")
        yield f"{RABBITMQ}/{name}"
    finally:
        _control("delete_vhost", name)


@contextmanager
def fresh_redis() -> Iterator[str]:
    """A database that nobody else tests on, emptied afterwards; skips where no Redis answers."""
    for number in _DATABASES:
        url = f"{REDIS}/{number}"
        client = redis.Redis.from_url(url, socket_connect_timeout=3)
        try:
            # Whoever comes first has it; a test that died leaves it to others after a while.
            if not client.set(_TAKEN, os.getpid(), nx=True, ex=600):
                continue
        except redis.ConnectionError as error:
            pytest.skip(f"no Redis answers at {REDIS}: {error}")
        try:
            yield url
        finally:
            client.flushdb()
            client.close()
        return
    pytest.skip(f"all databases of {REDIS} are in use")


def _control(*arguments: str) -> None:
    subprocess.run(
        ["rabbitmqctl", "--quiet", *arguments], check=True, capture_output=True, timeout=180
    )
