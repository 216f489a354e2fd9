#!/usr/bin/env bash
# Feeds arbitrary bytes to what reads files, with libFuzzer, which comes with Swift on Linux:
#
#     checks/fuzz/fuzz.sh ratings -runs=10000000
#     CHECKED=1 checks/fuzz/fuzz.sh judged -max_total_time=60     # with addresses checked, several times slower
#
# The first word is a target: ratings (and titles), weights (trainings and checkpoints too), recordings (scorecards and
# kept results too), judged (NumPy's scores, and lists), sources (of chapters). The others are libFuzzer's. What it found
# goes on from run to run in .build/fuzz; a crash is written there, and its file is an argument that runs it again.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
case "${1:-}" in
ratings) modules=(LinearAlgebra Random Hashing Interactions) ;;
sources) modules=(Weave) ;;
weights | recordings | judged)
    modules=(Weave Files Hashing LinearAlgebra Random Interactions VariationalAutoencoder Statistics Formatting Cache
        Ranking Training Recommenders Study Comparisons Contest Judging)
    ;;
*) echo "fuzz.sh: expected ratings, weights, recordings, judged or sources, found \"${1:-}\"" >&2 && exit 64 ;;
esac
target=$1
shift
checks=fuzzer${CHECKED:+,address}
folder=.build/fuzz/$checks
corpus=.build/fuzz/$target
mkdir -p "$folder" "$corpus"

common=(-O -wmo -parse-as-library -swift-version 6 -package-name kit -enable-testing -sanitize="$checks" -I "$folder")
for library in COpenBLAS CVector CZlib; do common+=(-I "Sources/$library"); done
[ "$(uname -m)" != x86_64 ] || common+=(-Xcc -mavx2 -Xcc -mfma)
objects=()
for module in "${modules[@]}"; do
    objects+=("$folder/$module.o")
    [ -z "$(find "Sources/$module" -newer "$folder/$module.o" -print -quit 2>&1)" ] ||
        find "Sources/$module" -name '*.swift' -print0 | LC_ALL=C sort -z | xargs -0 swiftc "${common[@]}" \
            -module-name "$module" -emit-module -emit-object \
            -emit-module-path "$folder/$module.swiftmodule" -o "$folder/$module.o"
done
# Without optimization, so that a precondition says what it asks for.
swiftc "${common[@]}" -Onone -module-name Fuzz -o "$folder/$target" "${objects[@]}" "checks/fuzz/${target^}.swift"

cp -r "checks/fuzz/corpus/$target/." "$corpus" 2>/dev/null || true
if [ "$target" = ratings ]; then
    # Every form that the tests have, read in every way that a first byte can ask for.
    for file in Tests/InteractionsTests/Fixtures/ratings_forms/*; do
        for first in '\000' '\001' '\007' '\013' '\020' '\200' '\201' '\202'; do
            { printf "$first"; cat "$file"; } >"$corpus/$(basename "$file")-${first#?}"
        done
    done
fi
# The crash is libFuzzer's to report.
export SWIFT_BACKTRACE=enable=no
exec "$folder/$target" -artifact_prefix=".build/fuzz/$target-" -max_len=4096 -timeout=10 -rss_limit_mb=1024 \
    -dict="checks/fuzz/$target.dict" "$@" "$corpus"
