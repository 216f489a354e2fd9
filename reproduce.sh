#!/usr/bin/env bash
# Installs what is missing, builds, and runs the study. './reproduce.sh --help' tells the rest.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

fail() {
    echo "reproduce.sh: $*" >&2
    exit 1
}

require_swift() {
    command -v swift >/dev/null ||
        fail "expected Swift 6.0 or later, found none; install it from https://www.swift.org/install/linux/"
    local version
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' | head -n 1)
    [ "${version%%.*}" -ge 6 ] 2>/dev/null ||
        fail "expected Swift 6.0 or later, found ${version:-an unknown version}; install it from https://www.swift.org/install/linux/"
}

# The kernels are compiled for AVX2 and FMA; without them the program would die of an illegal instruction.
require_vector_instructions() {
    [ "$(uname -m)" = x86_64 ] && [ -r /proc/cpuinfo ] || return 0
    grep -qw avx2 /proc/cpuinfo && grep -qw fma /proc/cpuinfo ||
        fail "expected a processor with AVX2 and FMA (Intel since 2013, AMD since 2015), found one without"
}

require_packages() {
    command -v dpkg-query >/dev/null || return 0 # Not Debian: the build names the header that it misses.
    local missing=() package
    for package in libopenblas-dev libpng-dev curl unzip; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    local install="apt-get install -y --no-install-recommends ${missing[*]}"
    if [ "$(id -u)" = 0 ]; then
        echo "Installing ${missing[*]}" >&2
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive $install -qq; } >&2 || fail "could not run: $install"
    elif command -v sudo >/dev/null; then
        echo "Installing ${missing[*]} through sudo" >&2
        { sudo apt-get update -qq && sudo DEBIAN_FRONTEND=noninteractive $install -qq; } >&2 ||
            fail "could not run: sudo $install"
    else
        fail "expected ${missing[*]}, found them missing; run as root: apt-get update && $install"
    fi
}

build() {
    if [ -t 2 ]; then
        swift build -c release --product reproduce >&2
        return
    fi
    local log
    log=$(mktemp)
    if swift build -c release --product reproduce >"$log" 2>&1; then
        rm -f "$log"
    else
        cat "$log" >&2
        rm -f "$log"
        fail "the build failed"
    fi
}

require_swift
require_vector_instructions
require_packages
[ -x .build/release/reproduce ] || echo "Building; the first time takes a few minutes." >&2
build

# One set of OpenBLAS's kernels on every processor, so that results do not depend on which one this is.
[ "$(uname -m)" != x86_64 ] || export OPENBLAS_CORETYPE=Haswell
export OPENBLAS_NUM_THREADS=1

if [ "${1:-}" = test ]; then
    shift
    .build/release/reproduce
    exec swift test -c release --disable-xctest "$@"
fi
exec .build/release/reproduce "$@"
