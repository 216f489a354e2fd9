#!/usr/bin/env bash
# Runs the suites under a sanitizer: checks/reliability/sanitizers.sh thread|address|undefined [FILTER]
#
# Swift's own for threads and addresses, in a build of its own below .build; 'undefined' lets the C code trap where its
# behaviour is undefined. Suites that run the built program, and look at the book, are left out unless FILTER says.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export OPENBLAS_CORETYPE=Haswell OPENBLAS_NUM_THREADS=1
case "${1:-}" in
thread | address) checks=(--sanitize="$1") ;;
undefined) checks=(-Xcc -fsanitize=undefined -Xcc -fsanitize-trap=undefined) ;;
*) echo "sanitizers.sh: expected thread, address or undefined, found \"${1:-}\"" >&2 && exit 64 ;;
esac
# Swift keeps what lives as long as the program; OpenBLAS never gives back its buffers.
export TSAN_OPTIONS="halt_on_error=0 suppressions=$PWD/checks/reliability/thread.supp" ASAN_OPTIONS=detect_leaks=0
flags=(-c release "${checks[@]}" --scratch-path ".build/$1")
swift build "${flags[@]}" --build-tests
log=$(mktemp)
trap 'rm -f "$log"' EXIT
choice=(--skip 'ReproduceTests|BookTests')
[ $# -lt 2 ] || choice=(--filter "$2")
swift test "${flags[@]}" --disable-xctest --skip-build "${choice[@]}" 2>&1 | tee "$log"
reports=$(grep -c 'WARNING: ThreadSanitizer\|ERROR: AddressSanitizer' "$log" || true)
echo "$1: $reports reports"
[ "$reports" = 0 ]
