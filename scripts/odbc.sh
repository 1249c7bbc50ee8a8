#!/usr/bin/env bash
# Finds the ODBC drivers of PostgreSQL, SQLite and SQL Server and the first two databases, or installs them where that is allowed.
set -euo pipefail
found() { [ -n "$(find /usr/lib -name "$1" -print -quit 2>/dev/null)" ]; }
if found psqlodbcw.so && found libsqlite3odbc.so && found libtdsodbc.so && found initdb && command -v sqlite3 >/dev/null; then exit 0; fi
packages="odbc-postgresql libsqliteodbc tdsodbc postgresql sqlite3"
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing $packages."
  apt-get update -qq
  # shellcheck disable=SC2086
  apt-get install -y -qq --no-install-recommends $packages >/dev/null
else
  echo "Install the ODBC drivers and databases first, e.g.: sudo apt install $packages" >&2
  exit 1
fi
