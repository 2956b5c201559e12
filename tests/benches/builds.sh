#!/usr/bin/env bash
# Measures the build of crates, in turns: each alone, with its dependencies built, and the whole of each from nothing.
#
#   tests/benches/builds.sh FOLDER CRATE...     FOLDER takes the target directories
#
# ROUNDS=n sets how many turns each one has (5); with 0 only the whole of each is built. Alone means after a `touch`, once
# with rustc's incremental cache, as in daily work, and once without it, as for those who depend on the crate. Printed are
# the medians of user and system time, since wall time says little on a busy machine, and wall time as well.
set -euo pipefail
[ $# -ge 2 ] || { sed -n '4s/^# *//p' "$0" >&2; exit 2; }
mkdir -p "$1"; folder=$(realpath "$1"); shift
rounds=${ROUNDS:-5}
crates=(); for crate in "$@"; do crates+=("$(realpath "$crate")"); done
TIMEFORMAT='%3R %3U %3S'
# Where standard error goes to a file of times, too.
exec 3>&2
trap '[ $? = 0 ] || { echo "stopped:"; cat "$folder/log"; } >&3' EXIT

median() { sort -n | awk '{ all[NR] = $1 } END { printf "%.2f", all[int((NR + 1) / 2)] }'; }
target_of() { echo "$folder/$(echo "$1" | tr / _)"; }
build() { (cd "$1" && shift && CARGO_TARGET_DIR=$target cargo --offline --quiet "$@" 2> "$folder/log"); }
report() { printf '%-42s %-34s %8s s wall %8s s CPU\n' "$1" "$2" "$(cut -d' ' -f1 "$3" | median)" "$(awk '{ print $2 + $3 }' "$3" | median)"; }

for crate in "${crates[@]}"; do
    target=$(target_of "$crate"); rm -rf "$target"; mkdir -p "$target"
    # A crate of its own, wherever it stands.
    grep -q 'workspace' "$crate/Cargo.toml" || printf '\n[workspace]\n' >> "$crate/Cargo.toml"
    (cd "$crate" && cargo fetch --quiet)
    packages=$(cd "$crate" && cargo tree --offline -e normal --prefix none --no-dedupe | awk 'NF { print $1, $2 }' | sort -u | wc -l)
    { time build "$crate" check; } 2> "$target/cold"
    report "$crate" "cold check, $packages packages" "$target/cold"
done
[ "$rounds" != 0 ] || exit 0
for crate in "${crates[@]}"; do
    target=$(target_of "$crate")
    build "$crate" build
    build "$crate" build --release
done
for _ in $(seq "$rounds"); do
    for crate in "${crates[@]}"; do
        target=$(target_of "$crate")
        for incremental in 1 0; do
            for mode in check build 'build --release'; do
                touch "$crate/src/lib.rs"
                # shellcheck disable=SC2086
                { time CARGO_INCREMENTAL=$incremental build "$crate" $mode; } 2>> "$target/$incremental $mode.times"
            done
        done
    done
done
for crate in "${crates[@]}"; do
    target=$(target_of "$crate")
    for mode in check build 'build --release'; do
        report "$crate" "$mode, alone, incremental" "$target/1 $mode.times"
        report "$crate" "$mode, alone" "$target/0 $mode.times"
    done
done
