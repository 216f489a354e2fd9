#!/usr/bin/env bash
# Gives the study less and less memory, and measures whether it grows: checks/reliability/memory.sh
#
# Under each limit of the address space the run has to succeed, or to end with code 1 and one line. Then 200 epochs of a
# training may take at most 4 MB more than 20: their history is kept and shown, and one model an epoch would be 15 MB.
set -euo pipefail
# shellcheck source=short-study.sh
. "$(dirname "$0")/short-study.sh"
chapters=(1 2 3 4 5 6 7 8 9 10 14)

study "${chapters[@]}" --quiet
expected=$(written)
# Below 150 MB the program cannot be loaded.
for megabytes in 2000 1500 1000 900 890 800 600 400 300 200 150; do
    rm -rf there out
    code=0
    (ulimit -v $((megabytes * 1024)) && study "${chapters[@]}" --quiet) 2>errors.txt || code=$?
    printf '%5d MB: exit code %d: %s\n' "$megabytes" "$code" "$(cut -c1-90 errors.txt)"
    case $code in
    0) [ "$(written)" = "$expected" ] || fail "$megabytes MB: other bytes" ;;
    1) [ "$(wc -l <errors.txt)" = 1 ] && [ ! -e there ] || fail "$megabytes MB: expected one line and nothing written" ;;
    *) fail "$megabytes MB: exit code $code" ;;
    esac
done

# The most memory that a training of so many epochs has, in KB.
peak() {
    rm -rf there out
    "$program" 9 "${options[@]}" --quiet --epochs "$1" --patience 100000 &
    local most=0 now
    while now=$(awk '/VmHWM/ { print $2 }' "/proc/$!/status" 2>/dev/null) && [ -n "$now" ]; do
        most=$now
        sleep 0.02
    done
    wait $!
    echo "$most"
}
short=$(peak 20) long=$(peak 200)
echo "peak of 20 epochs: $short KB, of 200 epochs: $long KB"
[ "$long" -le $((short + 4096)) ] || fail "memory grows"
