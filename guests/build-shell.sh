#!/usr/bin/env bash
# Builds the shell of the explorer's terminal for riscv64, and its tools: guests/build-shell.sh [FOLDER]. dash as it was
# released and the C library musl come from Debian (trixie); the compiler is Debian's gcc-riscv64-linux-gnu, as in build.sh.
# Nothing in them depends on where or when; a test holds guests/bin to it.
set -euo pipefail
cd "$(dirname "$0")"
out=${1:-bin}
mkdir -p "$out"
out=$(realpath "$out")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bash riscv64/fetch-debian.sh "$work/debian" musl-dev src:dash

# The compiler, with musl in place of the C library it knows.
sed "s#/usr/\(lib\|include\)/riscv64-linux-musl#$work/debian&#g" \
  "$work/debian/usr/lib/riscv64-linux-musl/musl-gcc.specs" >"$work/musl.specs"
compiler="riscv64-linux-gnu-gcc -specs $work/musl.specs"
flags='-Os -fno-ident -ffunction-sections -fdata-sections -fno-stack-protector -fno-asynchronous-unwind-tables'
linking='-static -s -Wl,--gc-sections,--build-id=none,-z,noseparate-code'

# shellcheck disable=SC2086
$compiler $flags $linking -std=gnu17 -D_GNU_SOURCE -Wall -Wextra -Wno-unused-parameter -Werror \
  -o "$out/tools" tools/*.c

cd "$work"/debian/src/dash-*
./configure --quiet --host=riscv64-linux-musl CC="$compiler" CC_FOR_BUILD=gcc CFLAGS="$flags" LDFLAGS="$linking" >/dev/null
make --silent >/dev/null
cp src/dash "$out/dash"

# What their licences want to be told wherever they are.
{
  echo "dash: its licence, and after the line that of musl, the C library of dash and tools. tools is of this repository."
  echo
  cat COPYING
  printf '%s\n\n' ------------------------------------------------------------------------
  cat "$work/debian/usr/share/doc/musl-dev/copyright"
} >"$out/dash.licences.txt"
