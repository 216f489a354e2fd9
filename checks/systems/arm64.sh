#!/usr/bin/env bash
# Compiles the kit for ARM and runs it in an emulator: chapters 1 to 6, a training of two epochs, and the tests of draws,
# products and gradients. As root, on Debian 13; elsewhere, in one that fresh-debian.sh makes:
#
#     checks/systems/fresh-debian.sh trixie FOLDER checks/systems/arm64.sh
#
# It installs what it needs, and puts what is ARM's into /arm64. With the ratings, named by $MOVIELENS_1M, chapters 1 to 6
# are compared with the tracked ones.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=/arm64
libraries=(libcmark-gfm-dev libcmark-gfm-extensions-dev libopenblas-pthread-dev libpng-dev)

apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends debootstrap qemu-user swiftlang git \
    ca-certificates "${libraries[@]}"

# ARM's packages are unpacked, not installed: nothing of theirs has to run.
if [ ! -e $root/unpacked ]; then
    debootstrap --arch=arm64 --foreign --variant=minbase \
        --include="swiftlang,$(IFS=,; echo "${libraries[*]}")" trixie $root
    for package in $root/var/cache/apt/archives/*.deb; do dpkg-deb -x "$package" $root; done
    # The links that OpenBLAS's packages would make.
    for file in $root/usr/{lib,include}/aarch64-linux-gnu/openblas-pthread/*.{h,so,so.0}; do
        [ ! -e "$file" ] || ln -sf "openblas-pthread/${file##*/}" "${file%/*/*}/"
    done
    touch $root/unpacked
fi

mkdir -p .build
cat >.build/arm64.json <<JSON
{
  "version": 1, "target": "aarch64-unknown-linux-gnu", "sdk": "$root", "dynamic-library-extension": "so",
  "toolchain-bin-dir": "/usr/libexec/swift/bin", "extra-cc-flags": ["-fPIC"], "extra-cpp-flags": [],
  "extra-swiftc-flags": [
    "-sdk", "$root", "-resource-dir", "$root/usr/libexec/swift/lib/swift", "-use-ld=lld", "-Xclang-linker", "-fuse-ld=lld"
  ]
}
JSON
flags=(-c release --destination .build/arm64.json)
swift build "${flags[@]}" --product reproduce
swift build "${flags[@]}" --product vae-reproductionPackageTests

export OPENBLAS_CORETYPE=ARMV8 OPENBLAS_NUM_THREADS=1
emulated() {
    local program=.build/aarch64-unknown-linux-gnu/release/$1
    qemu-aarch64 -L $root -E LD_LIBRARY_PATH=$root/usr/libexec/swift/lib/swift/linux "$program" "${@:2}"
}
output=$(mktemp -d)
if [ -n "${MOVIELENS_1M:-}" ]; then emulated reproduce --check 1 2 3 4 5 6; fi
emulated reproduce --offline 1 2 3 4 5 6 9 --epochs 2 --output "$output"
# Finite differences and whole trainings take the emulator too long.
emulated vae-reproductionPackageTests.xctest --testing-library swift-testing \
    --filter 'RandomTests|LinearAlgebraTests|VariationalAutoencoderTests' --skip 'EngineTests/gradients|TrainerTests'
