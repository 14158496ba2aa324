"""The archive: feeds, reports, and the index over the reports' words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from backend.store.base import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Porter stemming, so that "soldier" finds "soldiers", as PostgreSQL's `english` does too.
_SQLITE_INDEX = (
    """CREATE VIRTUAL TABLE report_index USING fts5(
        title, summary, text, content='report', content_rowid='id',
        tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER report_index_insert AFTER INSERT ON report BEGIN
        INSERT INTO report_index(rowid, title, summary, text)
        VALUES (new.id, new.title, new.summary, new.text);
    END""",
    """CREATE TRIGGER report_index_delete AFTER DELETE ON report BEGIN
        INSERT INTO report_index(report_index, rowid, title, summary, text)
        VALUES ('delete', old.id, old.title, old.summary, old.text);
    END""",
    """CREATE TRIGGER report_index_update AFTER UPDATE ON report BEGIN
        INSERT INTO report_index(report_index, rowid, title, summary, text)
        VALUES ('delete', old.id, old.title, old.summary, old.text);
        INSERT INTO report_index(rowid, title, summary, text)
        VALUES (new.id, new.title, new.summary, new.text);
    END""",
)
_SQLITE_DROP = (
    "DROP TRIGGER report_index_insert",
    "DROP TRIGGER report_index_delete",
    "DROP TRIGGER report_index_update",
    "DROP TABLE report_index",
)

# A tsvector holds at most 1 MB; the first 200,000 characters of a text stay safely below.
_POSTGRESQL_INDEX = (
    """CREATE TABLE report_index (
        report_id integer NOT NULL,
        words tsvector NOT NULL,
        CONSTRAINT pk_report_index PRIMARY KEY (report_id),
        CONSTRAINT fk_report_index_report_id_report FOREIGN KEY (report_id)
            REFERENCES report (id) ON DELETE CASCADE)""",
    "CREATE INDEX ix_report_index_words ON report_index USING gin (words)",
    """CREATE FUNCTION report_index_keep() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO report_index (report_id, words) VALUES (new.id,
            setweight(to_tsvector('english', new.title), 'A')
            || setweight(to_tsvector('english', left(new.summary, 20000)), 'B')
            || to_tsvector('english', left(coalesce(new.text, ''), 200000)))
        ON CONFLICT (report_id) DO UPDATE SET words = excluded.words;
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER report_index_keep AFTER INSERT OR UPDATE ON report
        FOR EACH ROW EXECUTE FUNCTION report_index_keep()""",
)
_POSTGRESQL_DROP = (
    "DROP TRIGGER report_index_keep ON report",
    "DROP FUNCTION report_index_keep()",
    "DROP TABLE report_index",
)


def upgrade() -> None:
    _make_feed()
    _make_report()
    _make_report_address()
    _execute(_SQLITE_INDEX if _on_sqlite() else _POSTGRESQL_INDEX)


def downgrade() -> None:
    _execute(_SQLITE_DROP if _on_sqlite() else _POSTGRESQL_DROP)
    op.drop_table("report_address")
    op.drop_table("report")
    op.drop_table("feed")


def _make_feed() -> None:
    op.create_table(
        "feed",
        sa.Column("url", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("crawled_at", UtcDateTime),
        sa.Column("error", sa.Text),
        sa.PrimaryKeyConstraint("url", name="pk_feed"),
    )


def _make_report() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("url", sa.String, nullable=False),
        sa.Column("outlet_name", sa.String, nullable=False),
        sa.Column("outlet_domain", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("summary", sa.String, nullable=False),
        sa.Column("text", sa.String),
        sa.Column("published", UtcDateTime),
        sa.Column("author", sa.String),
        sa.Column("language", sa.String),
        sa.Column("unread_reason", sa.Text),
        sa.Column("kept_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
        sa.UniqueConstraint("url", name="uq_report_url"),
    )


def _make_report_address() -> None:
    op.create_table(
        "report_address",
        sa.Column("address", sa.String, nullable=False),
        sa.Column("report_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("address", name="pk_report_address"),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["report.id"],
            name="fk_report_address_report_id_report",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_report_address_report_id", "report_address", ["report_id"])


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _execute(statements: tuple[str, ...]) -> None:
    for statement in statements:
        op.execute(statement)
