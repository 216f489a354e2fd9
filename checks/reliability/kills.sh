#!/usr/bin/env bash
# Kills the study at random moments, again and again, until one run comes to its end: checks/reliability/kills.sh [KILLS [SEED]]
#
# All fifteen chapters, shortened. What the last run leaves has to be what a run leaves that nobody disturbed, byte for byte.
set -euo pipefail
# shellcheck source=short-study.sh
. "$(dirname "$0")/short-study.sh"
kills=${1:-100}
RANDOM=${2:-1}

began=$(date +%s%N)
study --quiet
milliseconds=$((($(date +%s%N) - began) / 1000000))
whole=$(written)
rounds=0 done=0
while [ $done -lt "$kills" ]; do
    rm -rf there out
    rounds=$((rounds + 1))
    # At any moment of the study, up to its end, where nothing was left to kill.
    while :; do
        # The program itself, not a shell that runs it.
        "$program" "${options[@]}" --quiet 2>/dev/null &
        sleep "$(awk -v r=$RANDOM -v ms=$milliseconds 'BEGIN { printf "%.3f", r / 32768 * ms / 1000 * 1.05 }')"
        if kill -KILL $! 2>/dev/null; then done=$((done + 1)); fi
        wait $! 2>/dev/null && break
        [ $done -lt "$kills" ] || { study --quiet && break; }
    done
    [ "$(written)" = "$whole" ] || fail "round $rounds: other bytes than of an undisturbed run: $(diff <(echo "$whole") <(written) | head -3)"
    [ -z "$(find there out -name '*.tmp' -o -name '*.checkpoint')" ] || fail "round $rounds: found leftovers"
done
echo "$done kills in $rounds rounds of a study of $milliseconds ms: the same bytes each time"
