#!/usr/bin/env bash
# Makes a Debian from nothing in a folder and runs the README's two commands in it, without the ratings and with them.
#
# As root, on a Debian or Ubuntu with a network: checks/systems/fresh-debian.sh [RELEASE [FOLDER [COMMAND …]]]
#
# RELEASE is trixie unless told. A FOLDER that holds a system already is used as it is, with the kit's last commit.
# Whatever the commands need, they install themselves; with ratings, named by $MOVIELENS_1M, '--check' then says which
# bytes differ from the tracked ones. A COMMAND runs instead of all these. $SWIFT_TOOLCHAIN may name the folder of a
# Swift from swift.org, with usr/bin/swift in it, to take instead of apt's.
set -euo pipefail
kit=$(cd "$(dirname "$0")/../.." && pwd)
release=${1:-trixie}
system=$(realpath -m "${2:-$(mktemp -d)}")

[ "$(id -u)" = 0 ] || { echo "fresh-debian.sh: expected to run as root" >&2 && exit 1; }
# Mounts are private to the script and end with it: whoever removes the folder removes nothing else.
[ -n "${FRESH_DEBIAN:-}" ] ||
    FRESH_DEBIAN=1 exec unshare --mount --propagation private "$0" "$release" "$system" "${@:3}"
command -v debootstrap >/dev/null || apt-get install -y --no-install-recommends debootstrap
[ -e "$system/etc/debian_version" ] || { debootstrap --variant=minbase "$release" "$system" && chmod 755 "$system"; }

# Shows a folder in the system, read-only.
lend() {
    mkdir -p "$system$2"
    mount --bind -o ro "$1" "$system$2"
}

# Debian's own few devices do; the machine's stay out of reach.
mount -t proc proc "$system/proc"
mount -t devpts -o newinstance,ptmxmode=666 devpts "$system/dev/pts"
cp /etc/resolv.conf "$system/etc/resolv.conf"
git init -q "$system/kit"
git -C "$system/kit" fetch -q "$kit" HEAD
git -C "$system/kit" reset -q --hard FETCH_HEAD

# Where the caller's git reads addresses from elsewhere, the system's does too.
rm -f "$system/root/.gitconfig"
{ git config --get-regexp '^url\..*\.insteadof$' || true; } | while read -r key address; do
    git config --file "$system/root/.gitconfig" --add "$key" "$address"
    place=${key#url.} && place=${place%.insteadof} && place=${place#file://}
    if [ -d "$place" ] && ! mountpoint -q "$system$place"; then lend "$place" "$place"; fi
done

# Runs a command of the kit in the system, and says how it ended.
inside() {
    local began=$SECONDS code=0
    echo "── $*"
    chroot "$system" env -i HOME=/root PATH=/opt/swift/usr/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        sh -c 'cd /kit && exec env "$@"' sh "$@" || code=$?
    echo "── $*: exit code $code after $((SECONDS - began)) s"
    [ $code = 0 ] || failed=1
}

failed=0
if [ -n "${SWIFT_TOOLCHAIN:-}" ]; then
    lend "$SWIFT_TOOLCHAIN" /opt/swift
    # What swift.org says that it needs.
    inside apt-get update -qq
    inside apt-get install -y -qq --no-install-recommends binutils g++ git libcurl4-openssl-dev libedit-dev \
        libncurses-dev libpython3-dev libsqlite3-dev libxml2-dev tzdata zlib1g-dev
fi
[ -z "${MOVIELENS_1M:-}" ] || lend "$MOVIELENS_1M" /ml-1m

if [ $# -gt 2 ]; then
    inside "${@:3}"
    exit $failed
fi
inside ./reproduce.sh
inside ./reproduce.sh test
if [ -n "${MOVIELENS_1M:-}" ]; then
    inside MOVIELENS_1M=/ml-1m ./reproduce.sh
    inside MOVIELENS_1M=/ml-1m ./reproduce.sh test
    # What the study wrote lies in the place of the tracked files now: the same bytes, or --check says how far they are apart.
    inside git diff --exit-code --stat
    inside git checkout -q .
    inside MOVIELENS_1M=/ml-1m ./reproduce.sh --check 1 2 3 4 5 6 7 8 9 10
fi
exit $failed
