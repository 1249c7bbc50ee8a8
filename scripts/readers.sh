#!/usr/bin/env bash
# Other people's programs, to open our files with: in an environment of their own, in the cache.
set -euo pipefail
folder="$1"
packages=(duckdb==2.0.1 polars==2.1.0 pandas==3.1.1 frictionless==5.21.0 pyarrow==26.0.1 openpyxl==3.1.5)
[ -x "$folder/bin/python" ] && [ -f "$folder/installed" ] && exit 0
command -v python3 >/dev/null || { echo "Install Python 3.11 or later first: https://www.python.org"; exit 1; }
echo "Installing duckdb, polars, pandas, frictionless, pyarrow and openpyxl for tests."
python3 -m venv "$folder" || { echo "Install the module venv of Python, on Debian python3-venv."; exit 1; }
"$folder/bin/pip" install --quiet --disable-pip-version-check "${packages[@]}"
touch "$folder/installed"
