#!/usr/bin/env bash
# Feeds the reader of ratings and titles arbitrary bytes, with libFuzzer, which comes with Swift on Linux:
#
#     Tests/Fuzz/fuzz.sh -runs=10000000
#     CHECKED=1 Tests/Fuzz/fuzz.sh -runs=1000000     # with bounds and addresses checked, several times slower
#
# Arguments are libFuzzer's. What it found goes on from run to run in .build/fuzz/corpus; a crash is written to
# .build/fuzz, and its file is an argument that runs it again.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
folder=.build/fuzz
mkdir -p "$folder/corpus"
if [ -n "${CHECKED:-}" ]; then
    options=(-Onone -sanitize=fuzzer,address)
else
    options=(-O -sanitize=fuzzer)
fi

# The reader needs one declaration of another module, so that is compiled alone.
swiftc -O -parse-as-library -package-name kit -module-name LinearAlgebra -emit-module -emit-object \
    -emit-module-path "$folder/LinearAlgebra.swiftmodule" -o "$folder/LinearAlgebra.o" \
    Sources/LinearAlgebra/PartitioningIndex.swift
swiftc "${options[@]}" -wmo -parse-as-library -package-name kit -module-name Interactions -I "$folder" -I Sources/CZlib \
    -o "$folder/fuzz" "$folder/LinearAlgebra.o" Sources/Interactions/Reading/*.swift \
    Sources/Interactions/Identifiers.swift Tests/Fuzz/Fuzz.swift

# Every form that the tests have, read in every way that a first byte can ask for.
for file in Tests/InteractionsTests/Fixtures/ratings_forms/*; do
    for first in '\000' '\001' '\007' '\013' '\020' '\200' '\201' '\202'; do
        { printf "$first"; cat "$file"; } >"$folder/corpus/$(basename "$file")-${first#?}"
    done
done
exec "$folder/fuzz" -artifact_prefix="$folder/" -max_len=2048 -timeout=10 -rss_limit_mb=1024 \
    -dict=Tests/Fuzz/ratings.dict "$@" "$folder/corpus"
