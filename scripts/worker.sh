#!/usr/bin/env bash
# Called by trunk when it has compiled the program: compiles the two others of the browser, the worker, which answers readers' own questions
# off the main thread, and the writer, which makes files of what they see. Both are written into a folder of their own.
set -euo pipefail
out=$TRUNK_STAGING_DIR/pivot
mkdir -p "$out"
features="--enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals --enable-reference-types --enable-multivalue"
for program in worker writer; do
    cargo build --quiet --offline --package $program --target wasm32-unknown-unknown --profile wasm-worker
    compiled=${CARGO_TARGET_DIR:?}/wasm32-unknown-unknown/wasm-worker/$program.wasm
    wasm-bindgen --target web --no-typescript --no-demangle --out-dir "$out" --out-name $program "$compiled"
    # shellcheck disable=SC2086
    wasm-opt -O3 --strip-producers --strip-target-features $features "$out/${program}_bg.wasm" -o "$out/${program}_bg.wasm"
    terser "$out/$program.js" --module --compress passes=3 --mangle --output "$out/$program.js"
done
terser app/worker/pivot.js --module --compress passes=3 --mangle --output "$out/pivot.js"
terser app/writer/write.js --module --compress passes=3 --mangle --output "$out/write.js"
