#!/usr/bin/env bash
# Builds the programs for riscv64 that are committed, with Debian's gcc-riscv64-linux-gnu (bookworm: gcc 12): guests/build.sh
# [FOLDER]. Nothing in them depends on where or when; a test holds guests/bin to it.
set -euo pipefail
cd "$(dirname "$0")"
out=${1:-bin}
mkdir -p "$out"
for source in riscv64/hello.S riscv64/scatter-cat.c; do
  name=$(basename "${source%.*}")
  riscv64-linux-gnu-gcc -Os -nostdlib -static -s -ffreestanding -fno-stack-protector -fno-asynchronous-unwind-tables \
    -fno-ident -fno-tree-loop-distribute-patterns -Wl,-z,noseparate-code,--build-id=none -o "$out/$name" "$source"
done
