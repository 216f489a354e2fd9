#!/usr/bin/env bash
# Makes a Debian from nothing in a folder and runs the README's two commands in it, without the ratings and with them.
#
# As root, on a Debian or Ubuntu with a network: Tests/Systems/fresh-debian.sh [RELEASE [FOLDER]]
#
# RELEASE is trixie unless told. A FOLDER that holds a system already is used as it is. Whatever the commands need, they
# install themselves; with ratings, named by $MOVIELENS_1M, '--check' then says which bytes differ from the tracked ones.
set -euo pipefail
kit=$(cd "$(dirname "$0")/../.." && pwd)
release=${1:-trixie}
system=${2:-$(mktemp -d)}

[ "$(id -u)" = 0 ] || { echo "fresh-debian.sh: expected to run as root" >&2 && exit 1; }
# Mounts of its own, which end with the script: whoever removes the folder removes nothing else.
[ -n "${FRESH_DEBIAN:-}" ] || FRESH_DEBIAN=1 exec unshare --mount "$0" "$release" "$system"
command -v debootstrap >/dev/null || apt-get install -y --no-install-recommends debootstrap
[ -e "$system/etc/debian_version" ] || debootstrap --variant=minbase "$release" "$system"

mkdir -p "$system/kit" "$system/ml-1m"
mount -t proc proc "$system/proc"
mount --rbind /dev "$system/dev"
cp /etc/resolv.conf "$system/etc/resolv.conf"
git -C "$kit" archive HEAD | tar -x -C "$system/kit"

# Runs a command of the kit in the system, and says how it ended.
inside() {
    local began=$SECONDS code=0
    echo "── $*"
    chroot "$system" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin \
        sh -c 'cd /kit && exec env "$@"' sh "$@" || code=$?
    echo "── $*: exit code $code after $((SECONDS - began)) s"
    [ $code = 0 ] || failed=1
}

failed=0
inside ./reproduce.sh
inside ./reproduce.sh test
if [ -n "${MOVIELENS_1M:-}" ]; then
    mount --bind -o ro "$MOVIELENS_1M" "$system/ml-1m"
    inside MOVIELENS_1M=/ml-1m ./reproduce.sh
    inside MOVIELENS_1M=/ml-1m ./reproduce.sh test
    inside MOVIELENS_1M=/ml-1m ./reproduce.sh --check
fi
exit $failed
