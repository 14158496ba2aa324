#!/bin/sh
# Runs once, when PostgreSQL's volume is new: makes the server's role, which owns nothing.
# `migrate --server-role` gives it its rights. The password comes from the environment.
set -eu
psql --set=ON_ERROR_STOP=1 --quiet --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" <<'SQL'
\getenv password SERVER_DATABASE_PASSWORD
CREATE ROLE second_source_server LOGIN PASSWORD :'password';
SQL
