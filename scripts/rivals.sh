#!/usr/bin/env bash
# Other people's program that answers questions in the browser, to be measured beside ours: DuckDB-WASM (MIT), in the cache.
set -euo pipefail
folder="$1"
[ -f "$folder/dist/duckdb.js" ] && exit 0
mkdir -p "$folder/dist"
cd "$folder"
echo "Installing DuckDB-WASM to measure beside."
npm install --no-audit --no-fund --loglevel=error --prefix "$folder" @duckdb/duckdb-wasm@1.32.0 esbuild@0.28.2
cp node_modules/@duckdb/duckdb-wasm/dist/duckdb-{eh.wasm,browser-eh.worker.js} dist/
# The last file: with it the installation is whole.
node_modules/.bin/esbuild node_modules/@duckdb/duckdb-wasm/dist/duckdb-browser.mjs --bundle --format=esm --minify --outfile=dist/duckdb.js --log-level=error
