#!/usr/bin/env bash
# Runs the study in other surroundings, and says whether its bytes stay: checks/reliability/variations.sh
#
# Locale, time zone, clock, user, home, umask, host name, kernels asked for, allocator, threads, build path, folder. What needs
# root is left out without it.
set -euo pipefail
# shellcheck source=short-study.sh
. "$(dirname "$0")/short-study.sh"

study --quiet
expected=$(written)
varied=0 failed=0

# Runs the study after a command that changes its surroundings, and prints a line of the table.
vary() {
    local what=$1 verdict=same
    shift
    rm -rf there out
    if ! "$@" "$program" "${options[@]}" --quiet 2>error.txt; then
        verdict="FAILED: $(head -n 1 error.txt)"
    elif [ "$(written)" != "$expected" ]; then
        verdict="OTHER BYTES: $(diff <(echo "$expected") <(written) | head -n 2 | tail -n 1 || true)"
    fi
    varied=$((varied + 1))
    [ "$verdict" = same ] || failed=$((failed + 1))
    printf '%-44s %s\n' "$what" "$verdict"
}


vary "locale tr_TR.UTF-8, LC_ALL" env LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8
vary "locale de_DE.UTF-8, numbers with a comma" env LC_ALL=de_DE.UTF-8 LC_NUMERIC=de_DE.UTF-8
vary "locale C, no UTF-8" env LC_ALL=C LANG=C
vary "no environment at all" env -i OPENBLAS_NUM_THREADS=1
vary "time zone Pacific/Apia" env TZ=Pacific/Apia
vary "time zone that does not exist" env TZ=Nowhere/Nothing
vary "home that does not exist" env HOME=/nonexistent
vary "TMPDIR elsewhere" env TMPDIR="$scratch"
vary "umask 077" bash -c 'umask 077; exec "$@"' bash
vary "umask 000" bash -c 'umask 000; exec "$@"' bash
vary "OPENBLAS_CORETYPE=Sandybridge" env OPENBLAS_CORETYPE=Sandybridge
vary "OPENBLAS_NUM_THREADS=8" env OPENBLAS_NUM_THREADS=8
vary "OMP_NUM_THREADS=8, GOTO_NUM_THREADS=8" env OMP_NUM_THREADS=8 GOTO_NUM_THREADS=8
vary "MALLOC_PERTURB_=165" env MALLOC_PERTURB_=165
vary "MALLOC_ARENA_MAX=1, MALLOC_TOP_PAD_=0" env MALLOC_ARENA_MAX=1 MALLOC_TOP_PAD_=0
vary "SWIFT_DETERMINISTIC_HASHING=1" env SWIFT_DETERMINISTIC_HASHING=1
vary "NO_COLOR, TERM=dumb" env NO_COLOR=1 TERM=dumb
vary "one core of the machine" taskset -c 0
vary "address layout not randomised" setarch -R
vary "lowest priority" nice -n 19
for threads in 8 3 2 1; do
    options[-1]=$threads
    vary "threads: $threads" env
done
if [ "$(id -u)" = 0 ]; then
    vary "another host name" unshare --uts bash -c 'hostname elsewhere; exec "$@"' bash
    chmod 777 "$scratch"
    vary "user nobody" setpriv --reuid 65534 --regid 65534 --clear-groups
    ! command -v faketime >/dev/null || vary "clock in 2038" faketime '2038-01-19 03:14:07'
fi
# The order of directory entries: the sources, copied file by file in another order.
rm chapters && mkdir chapters && (cd "$kit/chapters" && ls -r) | while read -r file; do
    cp -r "$kit/chapters/$file" chapters/
done
ln -s "$kit/Sources" "$kit/docs" "$kit/README.md" .
vary "another build path, entries in another order" env
echo "$varied variations, $failed with other bytes"
[ $failed = 0 ]
