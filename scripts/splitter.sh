#!/usr/bin/env bash
# Installs wasm-split-cli with splitter.patch, which keeps small shared parts in the main file: splitter.sh [version] [folder of tools].
set -euo pipefail
version=$1 tools=$2
command -v patch >/dev/null || { echo "Install patch first, e.g.: sudo apt install patch" >&2; exit 1; }
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Cargo knows how to get its source; a patched one it cannot install by name.
mkdir -p "$work/fetch/src"
touch "$work/fetch/src/lib.rs"
cat > "$work/fetch/Cargo.toml" <<TOML
[package]
name = "fetch"
version = "0.0.0"
edition = "2024"
[dependencies]
wasm_split_cli_support = "=$version"
[workspace]
TOML
manifest=$(cd "$work/fetch" && cargo metadata --quiet --format-version 1 |
  node -e 'const all = JSON.parse(require("fs").readFileSync(0)); console.log(all.packages.find(p => p.name === "wasm_split_cli_support").manifest_path)')
cp -r "$(dirname "$manifest")" "$work/splitter"
patch --quiet --directory "$work/splitter" --strip 1 < "$here/splitter.patch"
cargo install --quiet --locked --path "$work/splitter" --features build-binary --root "$tools"
