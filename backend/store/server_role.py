"""On PostgreSQL: a role for the server that can do all that it needs, and not rewrite the log.

The role that owns the tables could drop the triggers which keep the audit log append-only. A server
that signs in as this other role cannot: it owns nothing, and on the log it may only read and add.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, text

from backend.errors import BadInput

_RIGHTS = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "REVOKE ALL ON audit, alembic_version FROM {role}",
    "GRANT SELECT, INSERT ON audit TO {role}",
    "GRANT SELECT ON alembic_version TO {role}",
)


def grant_to(engine: Engine, role: str) -> bool:
    """Give a role what the server needs; True if it had to be made. The schema is migrated.

    Raises `BadInput` on SQLite, which has no roles, and for a role that owns the tables or is a
    superuser, since nothing can be kept from either.
    """
    if engine.dialect.name != "postgresql":
        raise BadInput("Only PostgreSQL has roles. On SQLite whoever has the file has all of it.")
    with engine.begin() as connection:
        made = _make(connection, role)
        _refuse_all_powerful(connection, role)
        give_rights(connection, role)
    return made


def give_rights(connection: Connection, role: str) -> None:
    """Give a role that is there what the server needs."""
    quoted = connection.dialect.identifier_preparer.quote_identifier(role)
    for statement in _RIGHTS:
        connection.exec_driver_sql(statement.format(role=quoted))


def server_roles(connection: Connection) -> Sequence[str]:
    """Return the roles that may add to the log and do not own it; none where there is no log."""
    found = text(
        "SELECT DISTINCT rolname FROM pg_class, aclexplode(relacl) AS granted, pg_roles"
        " WHERE pg_class.oid = to_regclass('public.audit') AND granted.privilege_type = 'INSERT'"
        " AND granted.grantee = pg_roles.oid AND granted.grantee <> relowner ORDER BY rolname"
    )
    return list(connection.execute(found).scalars())


def _make(connection: Connection, role: str) -> bool:
    known = text("SELECT 1 FROM pg_roles WHERE rolname = :role")
    if connection.execute(known, {"role": role}).first():
        return False
    quoted = connection.dialect.identifier_preparer.quote_identifier(role)
    connection.exec_driver_sql(f"CREATE ROLE {quoted} LOGIN")
    return True


def _refuse_all_powerful(connection: Connection, role: str) -> None:
    # Whoever is a member of the owner can do as the owner does.
    powers = text(
        "SELECT rolsuper OR pg_has_role(rolname, (SELECT relowner FROM pg_class"
        " WHERE oid = 'audit'::regclass), 'MEMBER') FROM pg_roles WHERE rolname = :role"
    )
    if connection.execute(powers, {"role": role}).scalar_one():
        raise BadInput(f"{role} is a superuser or owns the tables: name a role that is neither.")
