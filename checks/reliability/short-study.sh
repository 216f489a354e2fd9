# A study of seconds, for the scripts beside this one to disturb; to be sourced, not run.
#
# Makes a scratch folder with ratings of its own, in which `study` runs the built program: all fifteen chapters on one
# thread, or those told, with pages below `there`. $PROGRAM may name another program, such as one with a planted fault.
kit=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
program=${PROGRAM:-$kit/.build/release/reproduce}
[ -x "$program" ] || { echo "${0##*/}: expected $program, found none; run ./reproduce.sh first" >&2 && exit 1; }
export OPENBLAS_CORETYPE=Haswell OPENBLAS_NUM_THREADS=1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
ln -s "$kit/chapters" "$kit/recordings" .

# 300 users of 60 movies, some of them popular.
awk 'BEGIN {
    print "userId,movieId,rating"
    for (user = 1; user <= 300; user++)
        for (movie = 1; movie <= 60; movie++) {
            state = (state * 1103515245 + 12345) % 2147483648
            if (int(state / 65536) % 60 > movie / 2 + 12) print user "," movie "," 1 + int(state / 4096) % 5
        }
}' >ratings.csv

options=(--data ratings.csv --threshold 3 --validation-users 40 --test-users 40 --hidden 16 --latent 4 --batch-size 64
    --epochs 2 --paper-epochs 2 --seeds 0-1 --output there --threads 1)
study() {
    "$program" "$@" "${options[@]}"
}

# What a study wrote, as a hash a file: pages, figures, numbers, weights; and what is kept.
written() {
    find there out -type f 2>/dev/null | LC_ALL=C sort | xargs -r sha256sum
}

fail() {
    echo "${0##*/}: $*" >&2
    exit 1
}
