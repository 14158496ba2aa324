"""What every table shares: names of constraints, times in UTC, JSON documents."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Enum, MetaData, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator, TypeEngine

from backend.checking.document import Document

_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC, timezone-aware on the way in and on the way out.

    SQLite keeps no timezone, so there the naive UTC value is stored. Raises `ValueError` for a
    naive datetime, whose moment nobody can know.
    """

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[datetime]:
        """Use the timezone-aware column type where there is one."""
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the database the moment in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs its timezone")
        moment = value.astimezone(UTC)
        return moment if dialect.name == "postgresql" else moment.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment back in UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def storable(text: str) -> str:
    """The text as both databases keep it: NUL and lone surrogates are U+FFFD."""
    return _NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", text)


class StoredText(TypeDecorator[str]):
    """Text that may come from outside.

    NUL and lone surrogates, which PostgreSQL refuses, become U+FFFD on both databases, so that
    a hostile id is one that nothing has and not a failure.
    """

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Give the database text that it can keep."""
        del dialect
        return None if value is None else storable(value)


class JsonDocument(TypeDecorator[Document]):
    """A JSON object: JSONB on PostgreSQL, text elsewhere; None is NULL.

    NUL and lone surrogates, which JSONB refuses and which scraped text may hold, are stored as
    U+FFFD on both, so that a hostile page cannot fail a check on one database only.
    """

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Use JSONB where there is one."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(JSONB(none_as_null=True))
        return dialect.type_descriptor(JSON(none_as_null=True))

    def process_bind_param(self, value: Document | None, dialect: Dialect) -> Document | None:
        """Give the database text that it can keep."""
        del dialect
        return None if value is None else as_stored(value)


def as_stored(document: Document) -> Document:
    """The document as both databases keep it: NUL and lone surrogates are U+FFFD."""
    return {key: _storable(item) for key, item in document.items()}


def _storable(item: object) -> object:
    """The same JSON value with every character that is no text replaced."""
    match item:
        case str():
            return storable(item)
        case dict():
            return {key: _storable(value) for key, value in item.items()}
        case list() | tuple():
            return [_storable(value) for value in item]
        case _:
            return item


def in_words(kind: type[StrEnum]) -> Enum:
    """Keep an enum as its words, in plain text that a new word does not outgrow."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=20,
        values_callable=lambda members: [member.value for member in members],
    )


class Base(DeclarativeBase):
    """The root of the mapped tables. Mapped rows never leave `backend.store`."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        },
    )
    type_annotation_map = {datetime: UtcDateTime, Document: JsonDocument}  # noqa: RUF012 (SQLAlchemy declares it so)
