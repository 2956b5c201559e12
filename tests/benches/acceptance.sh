#!/usr/bin/env bash
# Counts what this generator and others take of a folder of descriptions, and how many of the crates compile.
#
#   tests/benches/acceptance.sh take FOLDER DESCRIPTIONS             generates from each of them
#   tests/benches/acceptance.sh compile FOLDER DESCRIPTIONS N SEED   checks the crates of those that are drawn
#   tests/benches/acceptance.sh table FOLDER                         prints what there is so far
#
# The others are installed into FOLDER by peers.sh. Which descriptions there are, and which are drawn, is what
# `cargo xtask corpus --list` says. A row of FOLDER/taken/NAME.tsv or FOLDER/compiled/NAME.tsv tells what came of one:
# `ok`, `warned`, `refused` (or for a crate `failed`), `panicked` or `slow`, and why; what has a row is not tried again.
# JOBS=n is how many run at the same time (2), SLOW=s how many seconds a generator has (60; the compiler ten times as
# many), ONLY=generator leaves the others out, and RUNS=directory takes what is generated.
set -euo pipefail
self=$(realpath "$0")
. "$(dirname "$self")/generators.sh"
slow=${SLOW:-60}

usage() { sed -n '4,6s/^# *//p' "$0" >&2; exit 2; }

names() { if [ -n "${ONLY:-}" ]; then echo "$ONLY"; else printf '%s\n' "this one" ploidy openapi-to-rust oas3-gen progenitor; fi; }

# Generates from the description `path` into a new `out`, and says in `result` and `reason` what came of it.
generate() {
    spec=$descriptions/$path; log=$out.log
    rm -rf "$out"; mkdir -p "$out"
    command_of "$name"
    # Alone it would be a module.
    [ "$name" != "this one" ] || [ "$task" = take ] || command=("${command[0]}" new --spec "$spec" --out "$out" --name bench)
    local code=0
    once timeout --kill-after=5 "$slow" "${command[@]}" || code=$?
    case $code in
        0) [ -n "$(find "$out" -name '*.rs' -print -quit)" ] && result=ok || result=refused ;;
        124 | 137) result=slow ;;
        # A panic, and signals: a stack that overflows ends by one.
        101 | 13?) result=panicked ;;
        *) if grep -aq 'panicked at' "$log"; then result=panicked; else result=refused; fi ;;
    esac
    if [ "$result" = ok ]; then reason=""; else reason=$(grep -a -m1 -i 'error\|panicked\|overflow' "$log" || head -1 "$log"); fi
}

# openapi-to-rust makes a module and a list of what it needs; a crate in a folder of another must say that it is alone.
complete() {
    local needs=$out/src/generated/REQUIRED_DEPS.toml
    if [ ! -f "$out/Cargo.toml" ] && [ -f "$needs" ]; then
        { printf '[package]\nname = "bench"\nversion = "0.1.0"\nedition = "2024"\n\n'; cat "$needs"; } > "$out/Cargo.toml"
        echo 'pub mod generated;' > "$out/src/lib.rs"
    fi
    grep -q '^\[workspace' "$out/Cargo.toml" || printf '\n[workspace]\n' >> "$out/Cargo.toml"
}

# Checks the crate in `out`, with the versions that the crates before it had, in a target directory that they share.
check() {
    local lock=$folder/compiled/$name.lock code=0
    complete
    [ ! -f "$lock" ] || cp "$lock" "$out/Cargo.lock"
    export CARGO_TARGET_DIR=$folder/target/$name CARGO_INCREMENTAL=0 CARGO_PROFILE_DEV_DEBUG=0
    once timeout $((slow * 10)) cargo check || code=$?
    cp "$out/Cargo.lock" "$lock" 2> "$log.lock" || true
    case $code in
        0) if grep -q '^warning: .* generated [0-9]* warning' "$log"; then result=warned; else result=ok; fi ;;
        124) result=slow ;;
        *) result=failed ;;
    esac
    reason=$(grep -m1 '^error\|^warning' "$log" || true)
}

# One description and one generator: a row.
one() {
    # Some name the crate after the directory.
    name=$1 path=$2 out=$runs/${1// /-}/c-$(tr -cs 'A-Za-z0-9\n' - <<< "$2" | tr A-Z a-z)
    generate
    if [ "$task" = compile ] && [ "$result" = ok ]; then check; fi
    printf '%s\t%s\t%s\n' "$path" "$result" "$(printf '%s' "$reason" | tr -d '\t\033' | cut -c1-200)" >> "$rows/$name.tsv"
    rm -rf "$out" "$out".log*
}

# All of the descriptions on standard input that have no row yet.
all() {
    local name list; list=$(cat)
    [ -n "$list" ] || exit 1
    mkdir -p "$rows"
    names | while IFS= read -r name; do
        touch "$rows/$name.tsv"
        { grep -vxFf <(cut -f1 "$rows/$name.tsv") <<< "$list" || true; } \
            | tr '\n' '\0' | xargs -0 -r -P "${JOBS:-2}" -I{} "$self" one "$task" "$folder" "$descriptions" "$name" {}
    done
}

table() {
    local kind file
    for kind in taken compiled; do
        printf '%-20s %6s %6s %8s %8s %9s %7s %6s\n' "$kind" all ok warned failed refused panicked slow
        for file in "$folder/$kind"/*.tsv; do
            [ -f "$file" ] || continue
            awk -F'\t' -v name="$(basename "$file" .tsv)" '{ count[$2]++ } END { printf "%-20s %6d %6d %8d %8d %9d %7d %6d\n", name, NR,
                count["ok"], count["warned"], count["failed"], count["refused"], count["panicked"], count["slow"] }' "$file"
        done
    done
}

corpus() { "${XTASK:-$root/target/release/xtask}" corpus "$descriptions" --list "$@"; }

[ $# -ge 2 ] || usage
task=$1
[ "$task" != one ] || { shift; task=$1 called=one; }
folder=$(realpath "$2"); descriptions=${3:+$(realpath "$3")}
runs=${RUNS:-$folder/runs}/$task
case $task in take) rows=$folder/taken ;; compile) rows=$folder/compiled ;; esac
case ${called:-$task}:$# in
    one:5) one "$4" "$5" ;;
    take:3) corpus | all ;;
    compile:5) corpus --sample "$4" --seed "$5" | all ;;
    table:2) table ;;
    *) usage ;;
esac
