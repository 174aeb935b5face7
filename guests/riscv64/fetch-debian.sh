#!/usr/bin/env bash
# fetch-debian.sh DIRECTORY PACKAGE…: unpacks Debian's packages for riscv64 into DIRECTORY. From the mirror that the
# machine's own apt uses; its configuration and lists are left alone.
set -euo pipefail
root=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mirror=$(apt-get indextargets --format '$(SITE)' | head -n 1)
mkdir -p state/lists/partial cache/archives/partial
: >state/status
echo "deb [trusted=yes] $mirror trixie main" >sources.list
options=(-o Dir::State="$PWD/state" -o Dir::State::status="$PWD/state/status" -o Dir::Cache="$PWD/cache"
  -o Dir::Etc::sourcelist="$PWD/sources.list" -o Dir::Etc::sourceparts=- -o Acquire::Languages=none
  -o APT::Architecture=riscv64 -o APT::Architectures=riscv64 -o APT::Sandbox::User=root)
apt-get "${options[@]}" -qq update
apt-get "${options[@]}" -qq download "$@"
mkdir root
ln -s usr/bin usr/sbin usr/lib root
for package in ./*.deb; do dpkg-deb -x "$package" root; done
mkdir -p "$(dirname "$root")"
mv root "$root" # whole, or not at all
