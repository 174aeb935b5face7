#!/usr/bin/env bash
# fetch-debian.sh DIRECTORY PACKAGE…: unpacks Debian's packages for riscv64 into DIRECTORY; of "src:NAME" the source as it
# was released, before Debian's changes, into DIRECTORY/src. From the mirror that the machine's own apt uses; its
# configuration and lists are left alone.
set -euo pipefail
root=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mirror=$(apt-get indextargets --format '$(SITE)' | head -n 1)
mkdir -p state/lists/partial cache/archives/partial
: >state/status
binaries=()
sources=()
for package in "$@"; do
  case $package in
    src:*) sources+=("${package#src:}") ;;
    *) binaries+=("$package") ;;
  esac
done
echo "deb [trusted=yes] $mirror trixie main" >sources.list
[ "${#sources[@]}" -eq 0 ] || echo "deb-src [trusted=yes] $mirror trixie main" >>sources.list
options=(-o Dir::State="$PWD/state" -o Dir::State::status="$PWD/state/status" -o Dir::Cache="$PWD/cache"
  -o Dir::Etc::sourcelist="$PWD/sources.list" -o Dir::Etc::sourceparts=- -o Acquire::Languages=none
  -o APT::Architecture=riscv64 -o APT::Architectures=riscv64 -o APT::Sandbox::User=root)
apt-get "${options[@]}" -qq update
[ "${#binaries[@]}" -eq 0 ] || apt-get "${options[@]}" -qq download "${binaries[@]}"
[ "${#sources[@]}" -eq 0 ] || apt-get "${options[@]}" -qq --download-only source "${sources[@]}"
mkdir root
ln -s usr/bin usr/sbin usr/lib root
shopt -s nullglob
for package in ./*.deb; do dpkg-deb -x "$package" root; done
for source in ./*.orig.tar.*; do
  mkdir -p root/src
  tar -xf "$source" -C root/src
done
mkdir -p "$(dirname "$root")"
mv root "$root" # whole, or not at all
