#!/usr/bin/env bash
# Times whole runs of this generator and of others on the same descriptions, in turns.
#
#   tests/benches/peers.sh install FOLDER             installs the others into FOLDER
#   tests/benches/peers.sh run FOLDER DESCRIPTION...  runs whichever are there, and this one
#
# ROUNDS=n sets how many turns each one has (15), COUNT=1 counts instructions as well, with valgrind, and XTASK=program
# measures that program instead of building this generator. Each run reads the description and writes a whole output
# into a new directory: this generator leaves files alone that are what they should be, and would win by that; and where
# files were deleted minutes ago, ext4 takes longer to make new ones. RUNS=directory is where all that goes, instead of
# FOLDER/runs: one in memory, such as /dev/shm/runs, leaves the disk out. The first run is not counted. Printed are the
# medians of wall time and of user and system time, and the most memory of one run. What a generator refuses is said.
set -euo pipefail
. "$(dirname "$0")/generators.sh"
openapi_generator=7.26.0

usage() { sed -n '4,5s/^# *//p' "$0" >&2; exit 2; }

install() {
    for crate in $others; do
        CARGO_TARGET_DIR=$folder/target cargo install --locked --root "$folder" "$crate"
    done
    # The wheel holds the program, for which Java has to be there.
    python3 -m venv "$folder/venv"
    "$folder/venv/bin/pip" install --quiet "openapi-generator-cli==$openapi_generator"
}

# Makes a new `out`, and `command` for it.
prepare() { turn=$((turn + 1)); out=$here/$name.$turn; mkdir -p "$out"; command_of "$name"; }

median() { sort -n | awk '{ all[NR] = $1 } END { printf "%.1f", all[int((NR + 1) / 2)] * 1000 }'; }

# One description: the generators that take it, in turns.
compare() {
    spec=$(realpath "$1")
    local here=${RUNS:-$folder/runs}/$(basename "$spec") able=() name turn=0
    rm -rf "$here"
    printf '\n%s (%s bytes)\n' "$(basename "$spec")" "$(stat -c %s "$spec")"
    for name in "this one" ploidy openapi-to-rust oas3-gen progenitor openapi-generator; do
        prepare
        [ -x "${command[0]}" ] || { echo "$name: not installed"; continue; }
        if once "${command[@]}"; then able+=("$name"); else echo "$name: refuses it: $(grep -m1 -i 'error\|panic' "$folder/log" || head -1 "$folder/log")"; fi
    done
    for _ in $(seq "${ROUNDS:-15}"); do
        for name in "${able[@]}"; do
            prepare
            TIMEFORMAT='%3R %3U %3S'
            { time once "${command[@]}"; } 2>> "$here/$name.times"
        done
    done
    printf '%-18s %10s %12s %10s %14s %7s\n' generator 'wall ms' 'user+sys ms' 'peak MiB' instructions lines
    for name in "${able[@]}"; do
        prepare
        local wall cpu peak count=-
        wall=$(cut -d' ' -f1 "$here/$name.times" | median)
        cpu=$(awk '{ print $2 + $3 }' "$here/$name.times" | median)
        peak=$(cd "$out" && /usr/bin/time -f %M "${command[@]}" 2>&1 > /dev/null | tail -1)
        if [ "${COUNT:-0}" != 0 ] && [ "$name" != openapi-generator ]; then
            prepare
            count=$(cd "$out" && valgrind --tool=callgrind --callgrind-out-file=/dev/null "${command[@]}" 2>&1 | sed -n 's/.*Collected : //p')
        fi
        printf '%-18s %10s %12s %10s %14s %7s\n' "$name" "$wall" "$cpu" "$(awk "BEGIN { printf \"%.1f\", $peak / 1024 }")" "$count" \
            "$(find "$out" -name '*.rs' -exec cat {} + | wc -l)"
        mv "$out" "$here/$name"
    done
    rm -rf "$here"/*.[0-9]*
}

[ $# -ge 2 ] || usage
task=$1; mkdir -p "$2"; folder=$(realpath "$2"); shift 2
# Where standard error goes to a file of times, too.
exec 3>&2
trap '[ $? = 0 ] || echo "stopped; $folder/log has what the last program said" >&3' EXIT
case $task in
    install) install ;;
    run)
        [ -n "${XTASK:-}" ] || (cd "$root" && cargo build --quiet --release --package xtask)
        for description in "$@"; do compare "$description"; done
        ;;
    *) usage ;;
esac
