#!/usr/bin/env bash
# Called by trunk when it has compiled the program: compiles the worker, which answers readers' own questions off the main thread, and
# writes it into a folder of its own.
set -euo pipefail
out=$TRUNK_STAGING_DIR/pivot
cargo build --quiet --offline --package worker --target wasm32-unknown-unknown --profile wasm-worker
program=${CARGO_TARGET_DIR:?}/wasm32-unknown-unknown/wasm-worker/worker.wasm
mkdir -p "$out"
wasm-bindgen --target web --no-typescript --no-demangle --out-dir "$out" --out-name worker "$program"
features="--enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals --enable-reference-types --enable-multivalue"
# shellcheck disable=SC2086
wasm-opt -O3 --strip-producers --strip-target-features $features "$out/worker_bg.wasm" -o "$out/worker_bg.wasm"
terser "$out/worker.js" --module --compress passes=3 --mangle --output "$out/worker.js"
terser app/worker/pivot.js --module --compress passes=3 --mangle --output "$out/pivot.js"
