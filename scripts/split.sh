#!/usr/bin/env bash
# Called by trunk when it has compiled the program: splits it into its pieces (app/src/browser/pieces.rs), writes them into one
# folder whose name has a digest of all, and pieces.json, which says what files each piece is from. What trunk made of the whole goes.
set -euo pipefail
out=$TRUNK_STAGING_DIR
program=${CARGO_TARGET_DIR:?}/wasm32-unknown-unknown/wasm-release/portal.wasm
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rm -f "$out"/portal-*.js "$out"/portal-*.wasm

# What pieces share and is little goes to the main file (splitter.patch).
RUST_LOG=warn wasm-split-cli "$program" "$work/split" --out-name portal
wasm-bindgen --target web --no-typescript --keep-lld-exports --no-demangle --out-dir "$work/app" --out-name portal "$work/split/portal.wasm"
rm "$work/split/portal.wasm"
mv "$work"/split/* "$work/app/"
cd "$work/app"
features="--enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals --enable-reference-types --enable-multivalue"
# shellcheck disable=SC2086
printf '%s\n' *.wasm | xargs -P "$(nproc)" -I {} wasm-opt --flatten --rereloop -Oz --converge --strip-producers --strip-target-features $features {} -o {}
# Read before it is made small.
node "$OLDPWD/scripts/pieces.mjs" __wasm_split.js > "$work/pieces.json"
for script in *.js; do terser "$script" --module --compress passes=3 --mangle --output "$script"; done
digest=$(cat -- * | sha256sum | cut -c 1-16)
mv "$work/app" "$out/app-$digest"
mv "$work/pieces.json" "$out/pieces.json"
