#!/usr/bin/env bash
# Installs what is missing, builds, and runs the study. './reproduce.sh --help' tells the rest.
[ -n "${BASH_VERSION:-}" ] || exec bash "$0" "$@"
set -euo pipefail
caller=$PWD
# A link to this script stands for it, and CDPATH for nothing.
unset CDPATH
cd -P "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"

# Nothing ends for what cannot be told: a closed or full standard error.
{ true >&2; } 2>/dev/null || exec 2>/dev/null
say() {
    echo "$*" >&2 || true
}

fail() {
    say "reproduce.sh: $*"
    exit 1
}

# The first version that follows some words in a text, as its first two numbers.
version_after() {
    sed -n "s/.*$1\([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p" | head -n 1
}

is_new_enough() {
    [ "${1%%.*}" -ge 6 ] 2>/dev/null
}

apt_has_swift() {
    is_new_enough "$(apt-cache policy swiftlang 2>/dev/null | version_after 'Candidate: ')"
}

# Whether apt has a Swift that will do; its lists are fetched, if they can be, where they do not tell.
can_install_swift() {
    command -v dpkg-query >/dev/null && command -v apt-cache >/dev/null || return 1
    apt_has_swift || { become_root && update_apt && apt_has_swift; }
}

# Swift, like the build and the tests, needs a place for temporary files.
require_temporary_folder() {
    local folder=${TMPDIR:-/tmp} found="one that refuses"
    if [ ! -e "$folder" ]; then found=none; elif [ ! -d "$folder" ]; then found="a file"; fi
    { [ -d "$folder" ] && [ -w "$folder" ] && [ -x "$folder" ]; } ||
        fail "$folder: expected a folder for temporary files, found $found; make it, or set TMPDIR to another"
}

needed=(libcmark-gfm-dev libcmark-gfm-extensions-dev libopenblas-dev libpng-dev)

require_swift() {
    local version=none
    if command -v swift >/dev/null; then
        local said
        said=$(swift --version 2>&1) ||
            fail "expected a Swift that runs, found that 'swift --version' fails; mend that first: ${said%%$'\n'*}"
        version=$(version_after 'Swift version ' <<<"$said")
        if is_new_enough "$version"; then return; fi
    elif can_install_swift; then
        needed+=(swiftlang)
        return
    fi
    fail "expected Swift 6.0 or later, found ${version:-an unknown version}; install it from https://www.swift.org/install/linux/"
}

# The kernels are compiled for AVX2 and FMA; without them the program would die of an illegal instruction.
require_vector_instructions() {
    [ "$(uname -m)" = x86_64 ] && [ -r /proc/cpuinfo ] || return 0
    { grep -qw avx2 /proc/cpuinfo && grep -qw fma /proc/cpuinfo; } ||
        fail "expected a processor with AVX2 and FMA (Intel since 2013, AMD since 2015), found one without"
}

# Whether ratings may have to be downloaded.
may_download() {
    [ -z "${MOVIELENS_1M:-}" ] && [ ! -e data/ml-1m/ratings.dat ] || return 1
    case " $* " in
    " test "?* | *" --offline "* | *" --data"* | *" --help "* | *" -h "* | " list "* | " completions "*) return 1 ;;
    esac
}

as_root=()
become_root() {
    if [ "$(id -u)" = 0 ]; then return; fi
    command -v sudo >/dev/null && as_root=(sudo)
}

update_apt() {
    "${as_root[@]}" apt-get update -qq >&2
}

require_packages() {
    # SwiftPM fetches with git, and git needs certificates.
    command -v git >/dev/null || needed+=(git ca-certificates)
    # The tests try a download, even where the ratings are.
    if may_download "$@" || [ "$*" = test ]; then needed+=(ca-certificates curl unzip); fi
    if ! command -v dpkg-query >/dev/null; then
        [ -x .build/release/reproduce ] ||
            say "Neither Debian nor Ubuntu: install git, curl, unzip, cmark-gfm, OpenBLAS, libpng and zlib, with headers."
        return 0
    fi
    local missing=() package
    for package in "${needed[@]}"; do
        case " ${missing[*]-} " in *" $package "*) continue ;; esac
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    become_root || fail "expected ${missing[*]}, found them missing; run as root:" \
        "apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
    local install=("${as_root[@]}" apt-get install -y --no-install-recommends "${missing[@]}")
    say "Installing ${missing[*]}"
    { update_apt && DEBIAN_FRONTEND=noninteractive "${install[@]}" -qq; } >&2 ||
        fail "could not run: ${install[*]}"
}

# SwiftPM's files name the folder in which they were made, and break a build in any other.
discard_foreign_build() {
    local made_in=
    [ ! -r .build/made-in ] || made_in=$(cat .build/made-in)
    if [ ! -e .build/release.yaml ] || [ "$made_in" = "$PWD" ]; then return; fi
    if [ -z "$made_in" ] && grep -qF "\"$PWD/" .build/release.yaml; then return; fi
    say "This folder was copied or moved after it was built; building anew."
    # What was fetched is as good here.
    find .build/ -mindepth 1 -maxdepth 1 ! -name repositories -exec rm -rf {} + ||
        fail "could not remove what is in $PWD/.build, which was built in another folder; remove it"
}

# Whether every folder of the build can be written to: another user, such as root, may have built some of it.
can_build() {
    if [ ! -e .build ]; then [ -w . ]; else [ -z "$(find .build/ -type d ! -writable -print -quit 2>&1)" ]; fi
}

# Where nothing can be written, what was built before has to do.
use_what_was_built() {
    [ -x .build/release/reproduce ] ||
        fail "expected to write to $PWD/.build, found that it refuses; build as its owner, or in a copy that is yours"
    # A build that finds nothing changed leaves the program as old as it was.
    local built=.build/made-in
    [ -e $built ] || built=.build/release/reproduce
    [ -z "$(find Package*.swift Sources chapters/*.swift -type f -newer $built -print -quit)" ] ||
        say "The sources are newer than what was built in $PWD, which cannot be written to; running what was built."
}

# Runs a build. On a terminal it shows its own progress; elsewhere every tenth part of it is a line, and every warning.
build() {
    discard_foreign_build
    [ -x .build/release/reproduce ] || say "Building; the first time takes a few minutes."
    mkdir -p .build
    printf '%s\n' "$PWD" >.build/made-in
    if [ -t 2 ]; then
        "$@" >&2 || fail "the build failed; see above"
        return
    fi
    local log
    log=$(mktemp)
    "$@" 2>&1 | tee "$log" | { awk -F '[][/]' '
        /^\[[0-9]+\/[0-9]+\]/ && $3 >= 20 && $2 / $3 >= next_part {
            printf "  %d of %d steps\n", $2, $3
            next_part = int($2 / $3 * 10 + 1) / 10
            fflush()
        }
        /^(\/.*: )?warning: / { print; fflush() }' >&2 || cat >/dev/null; } || {
        cat "$log" >&2 || true
        rm -f "$log"
        fail "the build failed; see above"
    }
    rm -f "$log"
}

# Paths are meant from where the caller stands; the program refuses an empty one.
from_caller() {
    case "$1" in
    /* | "") printf '%s\n' "$1" ;;
    *) printf '%s/%s\n' "$caller" "$1" ;;
    esac
}

[ -z "${TMPDIR:-}" ] || { TMPDIR=$(from_caller "$TMPDIR") && export TMPDIR; }
require_temporary_folder
require_swift
require_vector_instructions
require_packages "$@"

# One set of OpenBLAS's kernels an architecture, so that results do not depend on which processor this is.
case "$(uname -m)" in
x86_64) export OPENBLAS_CORETYPE=Haswell ;;
aarch64) export OPENBLAS_CORETYPE=ARMV8 ;;
esac
export OPENBLAS_NUM_THREADS=1
[ -z "${MOVIELENS_1M:-}" ] || MOVIELENS_1M=$(from_caller "$MOVIELENS_1M")
[ -z "${NCF_ML_1M:-}" ] || NCF_ML_1M=$(from_caller "$NCF_ML_1M")
[ -z "${VAE_KEPT:-}" ] || VAE_KEPT=$(from_caller "$VAE_KEPT")

if [ "${1:-}" = test ]; then
    shift
    can_build || fail "expected to write to $PWD/.build, found that it refuses; test as its owner, or in a copy that is yours"
    # All tests come after the study; a choice of them, such as '--filter Weave', does without it.
    if [ $# = 0 ]; then
        build swift build -c release --product reproduce
        .build/release/reproduce
    fi
    # '--build-tests' would compile the plugins of the packages that the kit depends on, too.
    build swift build -c release --product vae-reproductionPackageTests
    # Without --skip-build it would compile everything once more.
    exec swift test -c release --disable-xctest --skip-build "$@"
fi
if can_build; then build swift build -c release --product reproduce; else use_what_was_built; fi

arguments=()
judging=
if [ "${1:-}" = judge ]; then
    judging=yes
    arguments+=("$1")
    shift
fi
while [ $# -gt 0 ]; do
    case "$1" in
    --data | --ncf | --output | --export-splits | --json | --per-user | --kept)
        arguments+=("$1")
        [ $# -lt 2 ] || { arguments+=("$(from_caller "$2")") && shift; }
        ;;
    --data=* | --ncf=* | --output=* | --export-splits=* | --json=* | --per-user=* | --kept=*)
        arguments+=("${1%%=*}" "$(from_caller "${1#*=}")")
        ;;
    -*)
        arguments+=("$1")
        # What stands alone after 'judge' is a path too, and not what follows an option that takes a value.
        case "$judging $1" in
        " "* | *=* | *" --offline" | *" --quiet" | *" --help" | *" -h" | *" --") ;;
        *) [ $# -lt 2 ] || { arguments+=("$2") && shift; } ;;
        esac
        ;;
    *) if [ -n "$judging" ]; then arguments+=("$(from_caller "$1")"); else arguments+=("$1"); fi ;;
    esac
    shift
done
exec .build/release/reproduce "${arguments[@]}"
