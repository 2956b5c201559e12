# What peers.sh and acceptance.sh both know: the generators, and how each is called. Sourced, with `folder` set to
# where the others are installed.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
others="ploidy@0.15.0 openapi-to-rust@0.23.0 oas3-gen@0.29.0 cargo-progenitor@0.15.1"

# The command of a generator, in the array `command`, for the description `spec` and the directory `out`.
command_of() {
    case $1 in
        "this one") command=("${XTASK:-$root/target/release/xtask}" codegen --spec "$spec" --out "$out" --crate-name bench) ;;
        ploidy) command=("$folder/bin/ploidy" generate rust "$spec" -o "$out") ;;
        openapi-to-rust) command=("$folder/bin/openapi-to-rust" generate "$spec" --quiet) ;;
        oas3-gen) command=("$folder/bin/oas3-gen" generate client-mod -q -i "$spec" -o "$out" --workspace) ;;
        progenitor) command=("$folder/bin/cargo-progenitor" progenitor -i "$spec" -o "$out" -n bench -v 0.1.0 --license-name MIT) ;;
        openapi-generator) command=("$folder/venv/bin/openapi-generator-cli" generate -i "$spec" -g rust -o "$out" --additional-properties=packageName=bench) ;;
    esac
}

# Runs a command in `out`, where openapi-to-rust leaves what it writes. The others are told the directory.
once() { (cd "$out" && "$@") > "${log:-$folder/log}" 2>&1; }
