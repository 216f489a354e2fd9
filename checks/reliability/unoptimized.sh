#!/usr/bin/env bash
# Builds the program without optimization, and runs the study by it: checks/reliability/unoptimized.sh
#
# Its bytes have to be those of the optimized program, on one thread and on three.
set -euo pipefail
# shellcheck source=short-study.sh
. "$(dirname "$0")/short-study.sh"

study --quiet
expected=$(written)
(cd "$kit" && swift build -c debug --scratch-path .build/unoptimized --product reproduce)
program=$kit/.build/unoptimized/debug/reproduce
for threads in 1 3; do
    rm -rf there out
    options[-1]=$threads
    study --quiet
    [ "$(written)" = "$expected" ] ||
        fail "$threads threads, unoptimized: other bytes: $(diff <(echo "$expected") <(written) | head -3)"
done
echo "a build without optimization gives the same bytes"
