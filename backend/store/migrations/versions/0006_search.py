"""Search at a million reports: dates at hand, an index that is written only when words change."""

from __future__ import annotations

from alembic import op

from backend.store import online

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_INDEXED = "title, summary, text"

_SQLITE_UPDATE = """CREATE TRIGGER report_index_update AFTER UPDATE {columns} ON report BEGIN
        INSERT INTO report_index(report_index, rowid, title, summary, text)
        VALUES ('delete', old.id, old.title, old.summary, old.text);
        INSERT INTO report_index(rowid, title, summary, text)
        VALUES (new.id, new.title, new.summary, new.text);
    END"""
_POSTGRESQL_UPDATE = """CREATE TRIGGER report_index_keep AFTER INSERT OR UPDATE {columns} ON report
        FOR EACH ROW EXECUTE FUNCTION report_index_keep()"""


def upgrade() -> None:
    # A report's date stands behind its text, and its row fills several pages: without this index
    # the dates of a thousand candidates cost more than finding them.
    online.create_index("ix_report_dated", "report", ["id", "published"])
    _update_on(f"OF {_INDEXED}")
    if not _on_sqlite():
        # How often a word stands in the archive is read from the server's own statistics; 1000
        # keeps the 10,000 commonest words instead of 1,000.
        op.execute("ALTER TABLE report_index ALTER words SET STATISTICS 1000")
        # Every search reads the whole list of what is not merged in yet.
        op.execute("ALTER INDEX ix_report_index_words SET (gin_pending_list_limit = 1024)")


def downgrade() -> None:
    if not _on_sqlite():
        op.execute("ALTER INDEX ix_report_index_words RESET (gin_pending_list_limit)")
        op.execute("ALTER TABLE report_index ALTER words SET STATISTICS -1")
    _update_on("")
    op.drop_index("ix_report_dated", "report")


def _update_on(columns: str) -> None:
    if _on_sqlite():
        op.execute("DROP TRIGGER report_index_update")
        op.execute(_SQLITE_UPDATE.format(columns=columns))
    else:
        op.execute("DROP TRIGGER report_index_keep ON report")
        op.execute(_POSTGRESQL_UPDATE.format(columns=columns))


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
