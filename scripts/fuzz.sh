#!/usr/bin/env bash
# Gives every reader of builder/source hostile bytes for a bounded time: fuzz.sh [executions of each target].
# Needs cargo-fuzz in the path; what it finds stands in builder/source/fuzz/artifacts, to be made a case of tests/fixtures/malformed.
set -euo pipefail
cd "$(dirname "$0")/../builder/source"

runs=${1:-20000}
seconds=10
target=${CARGO_TARGET_DIR:?}/fuzz
cases=../../tests/fixtures/malformed
host=$(rustc -vV | sed -n 's/^host: //p')

# Coverage marks need a flag that stable Rust keeps behind this variable. There is no unsafe code of ours to sanitise.
RUSTC_BOOTSTRAP=1 cargo fuzz build --sanitizer none --target-dir "$target"

seeds() {
    case $1 in
        delimited) echo {delimited,encoding,count,decimal,date,code,period,unpivot} ;;
        fixed_width) echo fixed-width ;;
        json) echo json-map json-rows ;;
        json_stat) echo json-stat ;;
        sdmx) echo sdmx-csv sdmx-json ;;
        spreadsheet) echo workbook ;;
        declaration) echo declaration ../../../data/sources ;;
        *) echo "$1" ;;
    esac
}

fuzz() {
    local name=$1 folders=() log="$target/$1.log"
    # A new corpus each time and the same start of chance: what is found once is found again, unless time runs out before.
    rm -rf "$target/corpus/$name" && mkdir -p "$target/corpus/$name" "artifacts/$name"
    for folder in $(seeds "$name"); do folders+=("$cases/$folder"); done
    if "$target/$host/release/$name" -runs="$runs" -seed=1 -max_len=8192 -timeout=10 -rss_limit_mb=2048 \
        -max_total_time="$seconds" -artifact_prefix="artifacts/$name/" "$target/corpus/$name" "${folders[@]}" > "$log" 2>&1
    then
        echo "$name: $(grep -E '^Done|^#.*DONE' "$log" | tail -1)"
    else
        tail -30 "$log"
        echo "$name: found something; see builder/source/fuzz/artifacts/$name and $log"
        return 1
    fi
}

export runs seconds target cases host
export -f fuzz seeds
cd fuzz && cases=../$cases
printf '%s\n' archive columnar dbf declaration delimited fixed_width json json_stat sdmx spreadsheet |
    xargs -P "$(nproc)" -I {} bash -c 'fuzz {}'
