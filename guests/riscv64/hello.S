# Says hello and ends with its number of arguments: the smallest program for tests. hello.txt has it, in base64:
# riscv64-linux-gnu-gcc -nostdlib -static -s -Wl,-N,--build-id=none hello.S
  .globl _start
_start:
  ld s0, 0(sp)
  li a7, 64 # write
  li a0, 1
  la a1, text
  li a2, 19
  ecall
  mv a0, s0
  li a7, 94 # exit_group
  ecall
  .section .rodata
text:
  .ascii "hello from riscv64\n"
