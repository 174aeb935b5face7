#!/usr/bin/env bash
# fetch-busybox.sh DIRECTORY: unpacks Debian's busybox-static for riscv64 into DIRECTORY/root. From the mirror that the
# machine's own apt uses; its configuration and lists are left alone.
set -euo pipefail
cd "$1"
mirror=$(apt-get indextargets --format '$(SITE)' | head -n 1)
mkdir -p state/lists/partial cache/archives/partial
: >state/status
echo "deb [trusted=yes] $mirror trixie main" >sources.list
options=(-o Dir::State="$PWD/state" -o Dir::State::status="$PWD/state/status" -o Dir::Cache="$PWD/cache"
  -o Dir::Etc::sourcelist="$PWD/sources.list" -o Dir::Etc::sourceparts=-
  -o APT::Architecture=riscv64 -o APT::Architectures=riscv64)
apt-get "${options[@]}" -qq update
apt-get "${options[@]}" -qq download busybox-static
dpkg-deb -x busybox-static_*.deb root
