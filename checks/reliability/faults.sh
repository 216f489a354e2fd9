#!/usr/bin/env bash
# Lets every system call of the study fail once: checks/reliability/faults.sh [CALLS-PER-KIND]
#
# For each kind of call and each error, the n-th call of the study fails, for as many n, evenly spread over all of them, as
# told (4). After each fault the run has to have succeeded, or to have ended with code 1 and one line. What it left has to
# be whole, and the same command, undisturbed, has to end with the bytes of a study that never was. Takes strace.
#
# Of memory (mmap), only that of the mapped ratings is refused, and has to be missed: Swift ends a program that asks for
# other memory in vain.
set -euo pipefail
# shellcheck source=short-study.sh
. "$(dirname "$0")/short-study.sh"
most=${1:-4}
command -v strace >/dev/null || fail "expected strace, found none; apt-get install strace"
chapters=(1 2 3 4 5 6 7 8 9 10 14)

study "${chapters[@]}" --quiet
expected=$(written)
cp -r there whole

# Whether a file that a disturbed run left is whole: that of the undisturbed run, or one that tells of chapters to come.
is_whole() {
    cmp -s "$1" "whole/${1#there/}" && return
    case "$1" in
    there/chapters/README.md | there/book.html) grep -q 'Data: ' "$1" ;;
    there/chapters/results.json) [ "$(head -c 1 "$1")$(tail -c 2 "$1")" = "[]" ] ;;
    there/chapters/*.md) grep -q 'has not been run' "$1" ;;
    *) return 1 ;;
    esac
}

injected=0 refused=0
disturb() {
    local call=$1 error=$2 when=$3 code=0 file
    rm -rf there out
    strace -f -qq -o /dev/null "${about[@]}" -e trace="$call" -e inject="$call:$error:when=$when" \
        "$program" "${chapters[@]}" "${options[@]}" --quiet >output.txt 2>errors.txt || code=$?
    injected=$((injected + 1))
    local fault="$call number $when with $error"
    case $code in
    0) [ "$call" != mmap ] || fail "$fault: the run did without its ratings" ;;
    1)
        refused=$((refused + 1))
        [ "$(wc -l <errors.txt)" = 1 ] && grep -q '^reproduce: ' errors.txt || fail "$fault: $(head -c 300 errors.txt)"
        ;;
    # Before the program's own code runs, the loader says it.
    127) grep -q 'error while loading shared libraries' errors.txt || fail "$fault: $(head -c 300 errors.txt)" ;;
    *) fail "$fault: exit code $code: $(head -c 300 errors.txt)" ;;
    esac
    while read -r file; do is_whole "$file" || fail "$fault: $file is not whole"; done < <(find there -type f 2>/dev/null)
    study "${chapters[@]}" --quiet || fail "$fault: the next run failed"
    [ "$(written)" = "$expected" ] || fail "$fault: the next run ends with other bytes"
}

for kind in openat:EACCES openat:EIO openat:EMFILE read:EIO read:EINTR write:ENOSPC write:EIO write:EINTR \
    pwrite64:ENOSPC pwrite64:EIO rename:EACCES rename:ENOSPC unlink:EACCES mkdir:EACCES mkdir:ENOSPC ftruncate:ENOSPC \
    close:EIO flock:EINTR flock:ENOLCK mmap:ENOMEM mmap:EACCES; do
    call=${kind%:*} error=error=${kind#*:} about=()
    [ "$call" != mmap ] || about=(-P "$PWD/ratings.csv")
    rm -rf there out
    strace -f -qq -o calls.txt "${about[@]}" -e trace="$call" "$program" "${chapters[@]}" "${options[@]}" --quiet
    count=$(grep -c "$call(" calls.txt || true)
    [ "$call" != mmap ] || [ "$count" -gt 0 ] || fail "the study maps no ratings"
    for ((k = 0; k < most && k < count; k++)); do disturb "$call" "$error" $((1 + (2 * k + 1) * count / (2 * most))); done
    printf '%-20s %5d calls\n' "$kind" "$count"
done

# Short counts and interruptions at once, in every call that reads or writes: all of that is no error.
if command -v clang >/dev/null; then
    rm -rf there out
    clang -shared -fPIC -O1 -o short-counts.so "$kit/checks/reliability/short-counts.c"
    LD_PRELOAD=$PWD/short-counts.so study "${chapters[@]}" --quiet || fail "short counts: the run failed"
    [ "$(written)" = "$expected" ] || fail "short counts: other bytes"
    echo "short counts: the same bytes"
fi
echo "$injected faults injected, $refused of them ended the run with one line"
