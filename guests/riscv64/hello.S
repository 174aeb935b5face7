# Says hello and ends with its number of arguments: the smallest program for tests. guests/bin/hello;
# guests/build.sh makes it.
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
