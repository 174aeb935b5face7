// What Linux 6.18.44 (x86-64) answered to memory calls, a process and an empty arena of its own for each entry. Made by
// scripts/record-memory/record.js: first sequences that go for the edges, then random ones, so that nobody's idea of
// the rules is in it. Read by memory-linux.test.ts only. A clause is a call = what it returned, and after a bar the
// lines of /proc/self/maps if the call changed them. Places and lengths are in pages from the arena's start, 4+1 is a
// byte more, #n is n itself. Mappings are "4-6rw-p", with @f2: of file f, from its page 2; @s0.1: page 1 of the first
// piece of shared memory that was seen; @z0: /dev/zero. Files: f has 8 pages of A, B, ...; r is f opened for reading,
// w for writing; g has 3 pages of a, b, c and 100 bytes of d; z is /dev/zero, d a folder, b no file.
//
//   mmap 4 2 rw pfa - 0 = @4        flags: private shared v(alidate) fixed n(oreplace) anonymous g(rowsdown)
//                                   r(noreserve) u(populate) locked k(stack) b(nonblock)
//   mprotect 4 2 rD, mremap 4 2 3 mf 9, msync 4 2 as
//                                   D, U: PROT_GROWSDOWN, UP; mayMove fixed dontunmap; async invalidate sync
//   mincore 4 2 = 0 01              what was written to the vector, a digit a byte
//   poke 4+1 #2 77 = 2              read(2) from a pipe into memory, as many bytes 0x77
//   fill 4 2 77 = 2                 a poke of a whole page with 0x77, one with 0x78, ... = how many succeeded
//   peek 4 1 = 4096                 write(2) from memory to a pipe
//   bytes = 4:77,78*2,-- 9:1a2b     every mapped page: the byte that it is full of, a hash of it, or a fault
//   smaps = 4-6rw-p a1 mw ac        with the count of anonymous pages, and VmFlags but for those that say little
//   fork 4 1 77 = .. / .. / 4096    smaps and bytes of a child, and what a poke in it returned
//   file f = 8192:41,42             its size and pages
//   rlimit as 8, nobody, brk 2      a limit, from what is in use; no privileges from now on; from the break as it was
//
// The hash is FNV-1a, its halves xored.

export const RECORDED: readonly string[] = [
  `mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; fill 4 4 41 = 4; mremap 4 4 2 m = @4 | 4-6rw-p; mremap 4 2 3 - = @4 |
   4-7rw-p; mremap 4 2 3 m = elsewhere | 6-7rw-p; bytes = 6:00`,
  `mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; fill 4 4 41 = 4; mremap 4+1 4 4 - = EINVAL; mremap 4 4 0 - = EINVAL;
   mremap 4 4 #0 mf 20 = EINVAL; mremap 4 4 4 f 20 = EINVAL; mremap 4 4 4 d 20 = EINVAL; mremap 4 4 4 fd 20 =
   EINVAL; mremap 4 4 4 mfd 20+1 = EINVAL; mremap 4 4 4 mf 20+1 = EINVAL; mremap 4 4 4 #8 = EINVAL; mremap 4
   4 4 #9 = EINVAL; mremap 4 4 5 md 20 = EINVAL; mremap 4 4 3 md 20 = EINVAL; mremap 4 4 4 mf 7 = EINVAL;
   mremap 4 4 4 mf 1 = EINVAL; mremap 4 4 4 mf 4 = EINVAL; mremap 4 4 2 mf 7 = EINVAL; mremap 4 4 2 mf 8 = @8
   | 8-10rw-p; bytes = 8:41,42`,
  `mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; mremap 4 #0 4 m = EINVAL; mremap 4 #0 4 mf 20 = EINVAL; mremap 4 #0 4
   - = EINVAL; mremap 4 #0 #0 - = EINVAL; mremap 4 #0 4 md 20 = EINVAL`,
  `mmap 4 4 rw sfa - 0 = @4 | 4-8rw-s@s0.0; fill 4 4 41 = 4; mremap 4 #0 4 m = elsewhere; mremap 4 #0 4 - =
   ENOMEM; mremap 4 #0 4 mf 20 = @20 | 4-8rw-s@s0.0 20-24rw-s@s0.0; mremap 5 #0 2 mf 30 = @30 | 4-8rw-s@s0.0
   20-24rw-s@s0.0 30-32rw-s@s0.1; mremap 5 #0 8 mf 40 = @40 | 4-8rw-s@s0.0 20-24rw-s@s0.0 30-32rw-s@s0.1
   40-48rw-s@s0.1; mremap 6 #0 1 mf 7 = @7 | 4-7rw-s@s0.0 7-8rw-s@s0.2 20-24rw-s@s0.0 30-32rw-s@s0.1
   40-48rw-s@s0.1; bytes = 4:41,42,43*2 20:41,42,43,44 30:42,43 40:42,43,44,--*5; munmap 7 1 = 0 |
   4-7rw-s@s0.0 20-24rw-s@s0.0 30-32rw-s@s0.1 40-48rw-s@s0.1; mremap 6 #0 1 - = ENOMEM; mremap 7 #0 1 m =
   EFAULT; mremap 4 #0 #0 mf 50 = EINVAL`,
  `mmap 4 4 rw sf f 6 = @4 | 4-8rw-s@f6; mremap 4 4 4 mfd 20 = @20 | 4-8rw-s@f6 20-24rw-s@f6; bytes =
   4:47,48,--*2 20:47,48,--*2; mremap 4 #0 4 mf 30 = @30 | 4-8rw-s@f6 20-24rw-s@f6 30-34rw-s@f6; mremap 30 4
   6 m = @30 | 4-8rw-s@f6 20-24rw-s@f6 30-36rw-s@f6; mremap 20 4 6 - = @20 | 4-8rw-s@f6 20-26rw-s@f6
   30-36rw-s@f6`,
  `mmap 4 4 rw pf f 1 = @4 | 4-8rw-p@f1; fill 4 2 61 = 2; mremap 4 #0 4 mf 20 = EINVAL; mremap 4 4 4 mfd 20 =
   @20 | 4-8rw-p@f1 20-24rw-p@f1; bytes = 4:42,43,44,45 20:61,62,44,45; fill 4 1 11 = 1; bytes =
   4:11,43,44,45 20:61,62,44,45`,
  `mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; fill 4 4 41 = 4; mremap 5 2 2 mfd 20 = @20 | 4-8rw-p 20-22rw-p; bytes
   = 4:41,00*2,44 20:42,43; mremap 4 4 4 md 60 = @60 | 4-8rw-p 20-22rw-p 60-64rw-p; bytes = 4:00*4 20:42,43
   60:41,00*2,44`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; mmap 6 2 r pfa - 0 = @6 | 4-6rw-p 6-8r--p; fill 4 2 41 = 2; mremap 4 4
   4 m = @4; mremap 4 4 4 - = @4; mremap 4 4 5 m = EFAULT; mremap 4 4 3 - = @4 | 4-6rw-p 6-7r--p; mremap 4 3
   4 - = EFAULT; mremap 4 3 4 m = EFAULT; mremap 4 3 4 mf 20 = EFAULT; mremap 4 3 2 mf 20 = @20 | 20-22rw-p;
   mremap 20 2 2 mf 30 = @30 | 30-32rw-p`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; mmap 6 2 r pfa - 0 = @6 | 4-6rw-p 6-8r--p; mmap 10 1 rw sf f 3 = @10 |
   4-6rw-p 6-8r--p 10-11rw-s@f3; fill 4 2 41 = 2; mremap 4 8 8 mf 30 = @30 | 30-32rw-p 32-34r--p
   36-37rw-s@f3; mremap 30 12 12 mf 50 = @50 | 50-52rw-p 52-54r--p 56-57rw-s@f3; mremap 29 2 2 mf 60 =
   EFAULT; bytes = 50:41,42,00*2 56:44`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; mmap 6 2 r pfa - 0 = @6 | 4-6rw-p 6-8r--p; mremap 4 8 6 mf 20 =
   EFAULT; mremap 4 4 3 mf 20 = EFAULT; mremap 4 4 5 mf 20 = EFAULT`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; mmap 7 2 r pfa - 0 = @7 | 4-6rw-p 7-9r--p; fill 4 2 41 = 2; mremap 4 5
   5 mfd 20 = @20 | 4-6rw-p 7-9r--p 20-22rw-p 23-25r--p; bytes = 4:00*2 7:00*2 20:41,42 23:00*2`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; mmap 7 2 rw sfa - 0 = @7 | 4-6rw-p 7-9rw-s@s0.0; fill 4 2 41 = 2;
   mremap 4 5 5 mfd 20 = @20 | 4-6rw-p 7-9rw-s@s0.0 20-22rw-p 23-25rw-s@s0.0; bytes = 4:00*2 7:00*2 20:41,42
   23:00*2`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; mremap 2 2 2 mf 20 = EFAULT; mremap 2 3 3 mf 20 = EFAULT; mremap 2 2 2
   m = EFAULT; mremap 6 2 2 - = EFAULT; mremap 2 3 3 - = EFAULT; mremap 20 #0 1 m = EFAULT; mremap 20 #0 1 mf
   40 = EFAULT`,
  `mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; mmap 20 4 r sf f 0 = @20 | 4-8rw-p 20-24r--s@f0; mremap 4 4 6 mf 21 =
   @21 | 20-21r--s@f0 21-27rw-p; mremap 4 4 4 mf 21 = EFAULT; mremap 21 2 6 mf 30 = @30 | 20-21r--s@f0
   23-27rw-p 30-36rw-p; mremap 21 4 2 mf 30 = EFAULT; mremap 21 2 2 mf #0x7ffffffff000 = EINVAL; mremap 21 2
   2 mf #-4096 = EINVAL; mremap 21 2 2 mf #0 = EFAULT; mremap 21 2 #0x7ffffffff001 m = EINVAL; mremap 21 2
   #0x7ffffffff000 m = EFAULT; mremap 21 2 #-4096 m = EINVAL; mremap 21 #-4096 1 m = EFAULT; mremap 21 #-1 1
   m = EFAULT; mremap 21 #0x800000000000 2 - = EFAULT`,
  `mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; mlock 4 4 = 0; mremap 4 4 6 - = @4 | 4-10rw-p; smaps = 4-10rw-p a6 mw
   lo ac; mremap 4 6 6 mf 20 = @20 | 20-26rw-p; mremap 20 6 6 mfd 30 = @30 | 20-26rw-p 30-36rw-p; smaps =
   20-26rw-p a0 mw ac, 30-36rw-p a6 mw lo ac; mremap 30 6 3 - = @30 | 20-26rw-p 30-33rw-p; mremap 30 3 5 mf
   40 = @40 | 20-26rw-p 40-45rw-p; smaps = 20-26rw-p a0 mw ac, 40-45rw-p a5 mw lo ac`,
  `mmap 4000 4 rw pfag - 0 = @4000 | 4000-4004rw-p; fill 4000 1 41 = 1; mremap 4000 4 6 - = @4000 |
   4000-4006rw-p; mremap 4000 6 6 mf 4020 = @4020 | 4020-4026rw-p; poke 4019 1 55 = 4096 | 4019-4026rw-p;
   smaps = 4019-4026rw-p a2 mw gd ac; mremap 4019 7 2 - = @4019 | 4019-4021rw-p; mremap 4019 1 1 mfd 4040 =
   @4040 | 4019-4021rw-p 4040-4041rw-p; smaps = 4019-4021rw-p a1 mw gd ac, 4040-4041rw-p a1 mw gd ac`,
  `mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; mremap 4 4 4+1 - = @4 | 4-9rw-p; mremap 4 4-1 4+1 - = ENOMEM; mremap 4
   4+1 4 - = @4 | 4-8rw-p; mremap 4 5+1 4 - = @4; mremap 6 1+1 3 - = @6 | 4-9rw-p; mremap 6 2 3+1 - = ENOMEM`,
  `mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; fill 4 4 41 = 4; mmap 12 1 rw pfa - 0 = @12 | 4-8rw-p 12-13rw-p;
   mremap 4 4 9 - = ENOMEM; mremap 4 4 8 - = @4 | 4-13rw-p; mremap 4 8 9 - = ENOMEM; mremap 4 9 9 - = @4;
   smaps = 4-13rw-p a4 mw ac; bytes = 4:41,42,43,44,00*5`,
  `mmap 4 4 rw sf f 0 = @4 | 4-8rw-s@f0; mremap 4 4 20 - = @4 | 4-24rw-s@f0; bytes =
   4:41,42,43,44,45,46,47,48,--*12; mremap 4 20 #0x7fffffffe000 m = ENOMEM; mmap 40 1 r sf f
   #0x7ffffffffffff000 = EOVERFLOW`,
  `mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; fill 4 4 41 = 4; madvise 4+1 1 dontneed = EINVAL; madvise 4+1 1 #99 =
   EINVAL; madvise 4 1 #99 = EINVAL; madvise 4 #0 #99 = EINVAL; madvise 4 #0 dontneed = 0; madvise 4+1 #0
   dontneed = EINVAL; madvise 100 #0 dontneed = 0; madvise 4 #-1 dontneed = EINVAL; madvise 4 #-4095 dontneed
   = EINVAL; madvise 4 #-4096 dontneed = EINVAL; madvise 4 #0x7ffff0000000 normal = ENOMEM; madvise 4
   #0x7fffffffffffffff normal = ENOMEM; madvise 4 #0x8000000000000000 normal = ENOMEM; madvise
   #0x7ffffffff000 1 normal = ENOMEM; madvise #0x800000000000 1 normal = ENOMEM; madvise #-4096 1 normal =
   EINVAL; madvise #-8192 1 normal = ENOMEM; madvise #0 1 normal = ENOMEM; bytes = 4:41,42,43,44`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; mmap 8 2 rw pfa - 0 = @8 | 4-6rw-p 8-10rw-p; fill 4 2 41 = 2; fill 8 2
   51 = 2; madvise 4 6 dontneed = ENOMEM; bytes = 4:00*2 8:00*2; madvise 3 2 normal = ENOMEM; madvise 2 1
   normal = ENOMEM; madvise 4 3 dontfork = ENOMEM; madvise 4 8 dofork = ENOMEM`,
  `mmap 4 6 rw pfa - 0 = @4 | 4-10rw-p; fill 4 6 41 = 6; mlock 6 2 = 0 | 4-6rw-p 6-8rw-p 8-10rw-p; madvise 4
   6 dontneed = EINVAL; bytes = 4:00*2,43,44,45,46; madvise 4 6 dontneedlocked = 0; bytes = 4:00*6; madvise 4
   6 free = EINVAL; madvise 4 6 cold = EINVAL; madvise 4 6 pageout = EINVAL; madvise 4 6 willneed = 0;
   madvise 4 6 remove = EINVAL; madvise 6 1 remove = EINVAL; madvise 4 6 dontfork = 0; madvise 4 6 wipeonfork
   = 0; smaps = 4-6rw-p a0 mw dc ac wf, 6-8rw-p a0 mw lo dc ac wf, 8-10rw-p a0 mw dc ac wf`,
  `mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; fill 4 4 41 = 4; madvise 4 2 free = 0; bytes = 4:41,42,43,44; smaps =
   4-8rw-p a4 mw ac; madvise 4 4 remove = EINVAL; madvise 4 4 willneed = 0; madvise 4 4 populateread = 0`,
  `mmap 4 4 rw sfa - 0 = @4 | 4-8rw-s@s0.0; fill 4 4 41 = 4; madvise 4 2 free = EINVAL; madvise 4 1 dontneed
   = 0; madvise 5 1 remove = 0; bytes = 4:41,00,43,44; madvise 4 4 willneed = 0; madvise 4 1 wipeonfork =
   EINVAL; madvise 4 4 cold = 0; madvise 4 4 pageout = 0; madvise 4 1 mergeable = 0; madvise 4 1 unmergeable
   = 0; madvise 4 1 hugepage = 0 | 4-5rw-s@s0.0 5-8rw-s@s0.1; madvise 5 1 nohugepage = 0 | 4-5rw-s@s0.0
   5-6rw-s@s0.1 6-8rw-s@s0.2`,
  `mmap 4 4 rw sf f 0 = @4 | 4-8rw-s@f0; madvise 4 2 free = EINVAL; madvise 4 1 dontneed = 0; madvise 5 1
   remove = 0; bytes = 4:41,00,43,44; file f = 32768:41,00,43,44,45,46,47,48; madvise 4 4 willneed = 0;
   madvise 4 1 wipeonfork = EINVAL; madvise 4 1 mergeable = 0; smaps = 4-8rw-s@f0 a0 sh mw; madvise 6 1
   dontneedlocked = 0; mlock 7 1 = 0 | 4-7rw-s@f0 7-8rw-s@f3; madvise 7 1 remove = EINVAL; madvise 7 1
   dontneed = EINVAL; madvise 6 2 remove = EINVAL; file f = 32768:41,00,00,44,45,46,47,48`,
  `mmap 4 4 r sf f 0 = @4 | 4-8r--s@f0; mmap 8 4 r sf r 0 = @8 | 4-8r--s@f0 8-12r--s@f0; mmap 12 4 rw pf f 0
   = @12 | 4-8r--s@f0 8-12r--s@f0 12-16rw-p@f0; fill 12 1 71 = 1; madvise 4 1 remove = 0; madvise 8 1 remove
   = EACCES; madvise 12 1 remove = EACCES; madvise 12 1 dontneed = 0; bytes =
   4:00,42,43,44,00,42,43,44,00,42,43,44; madvise 12 1 free = EINVAL; madvise 12 1 wipeonfork = EINVAL;
   madvise 4 12 willneed = 0; madvise 4 12 cold = 0; madvise 12 1 mergeable = 0 | 4-8r--s@f0 8-12r--s@f0
   12-13rw-p@f0 13-16rw-p@f1; mprotect 4 1 - = 0 | 4-5---s@f0 5-8r--s@f1 8-12r--s@f0 12-13rw-p@f0
   13-16rw-p@f1; madvise 4 1 remove = 0; file f = 32768:00,42,43,44,45,46,47,48`,
  `mmap 4 3 - pfa - 0 = @4 | 4-7---p; mmap 7 1 r pfa - 0 = @7 | 4-7---p 7-8r--p; mmap 8 1 w pfa - 0 = @8 |
   4-7---p 7-8r--p 8-9-w-p; mmap 9 1 x pfa - 0 = @9 | 4-7---p 7-8r--p 8-9-w-p 9-10--xp; madvise 4 1
   populateread = EINVAL; madvise 4 1 populatewrite = EINVAL; madvise 7 1 populateread = 0; madvise 7 1
   populatewrite = EINVAL; madvise 8 1 populateread = EINVAL; madvise 8 1 populatewrite = 0; madvise 9 1
   populateread = EINVAL; madvise 9 1 populatewrite = EINVAL; madvise 9 2 populateread = EINVAL; madvise 12 1
   populateread = ENOMEM; madvise 6 2 populateread = EINVAL; madvise 7 1+1 populatewrite = EINVAL; mincore 4
   6 = 0 000110; smaps = 4-7---p a0 mw, 7-8r--p a0 mw, 8-9-w-p a1 mw ac, 9-10--xp a0 mw`,
  `mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; madvise 4 2 populateread = 0; mincore 4 4 = 0 1100; smaps = 4-8rw-p a0
   mw ac; madvise 4 2 populatewrite = 0; mincore 4 4 = 0 1100; smaps = 4-8rw-p a2 mw ac; madvise 4 5
   populatewrite = ENOMEM; smaps = 4-8rw-p a4 mw ac; madvise 3 2 populatewrite = ENOMEM; madvise 4 #0
   populatewrite = 0; madvise 100 #0 populatewrite = 0`,
  `mmap 4 10 rw sf f 4 = @4 | 4-14rw-s@f4; madvise 4 10 populateread = EFAULT; madvise 8 1 populatewrite =
   EFAULT; madvise 4 4 populatewrite = 0; mmap 20 4 rw pf f 6 = @20 | 4-14rw-s@f4 20-24rw-p@f6; madvise 20 4
   populatewrite = EFAULT; bytes = 4:45,46,47,48,--*6 20:47,48,--*2; madvise 20 4 willneed = 0; madvise 20 4
   dontneed = 0; bytes = 4:45,46,47,48,--*6 20:47,48,--*2`,
  `mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; fill 4 4 41 = 4; madvise 5 1 wipeonfork = 0 | 4-5rw-p 5-6rw-p 6-8rw-p;
   fork 5 1 77 = 4-5rw-p a1 mw ac, 5-6rw-p a0 mw ac wf, 6-8rw-p a2 mw ac / 4:41,00,43,44 / 4096; madvise 5 1
   keeponfork = 0 | 4-8rw-p; fork 5 1 77 = 4-8rw-p a4 mw ac / 4:41,42,43,44 / 4096; madvise 6 1 dontfork = 0
   | 4-6rw-p 6-7rw-p 7-8rw-p; fork 6 1 77 = 4-6rw-p a2 mw ac, 7-8rw-p a1 mw ac / 4:41,42 7:44 / EFAULT;
   madvise 6 1 dofork = 0 | 4-8rw-p; madvise 4 4 sequential = 0; madvise 5 1 random = 0 | 4-5rw-p 5-6rw-p
   6-8rw-p; madvise 4 4 normal = 0 | 4-8rw-p; madvise 4 2 dontdump = 0 | 4-6rw-p 6-8rw-p; madvise 4 4 dodump
   = 0 | 4-8rw-p; madvise 4 4 hugepage = 0; madvise 4 4 nohugepage = 0; madvise 4 4 mergeable = 0; madvise 4
   4 unmergeable = 0; madvise 4 4 collapse = EINVAL; smaps = 4-8rw-p a4 mw ac nh`,
  `mmap 4 4 rw pfal - 0 = @4 | 4-8rw-p; smaps = 4-8rw-p a4 mw lo ac; mlock2 4 4 1 = 0; smaps = 4-8rw-p a4 mw
   lo lf ac; munlock 5 1 = 0 | 4-5rw-p 5-6rw-p 6-8rw-p; smaps = 4-5rw-p a1 mw lo lf ac, 5-6rw-p a1 mw ac,
   6-8rw-p a2 mw lo lf ac; munlock 4 4 = 0 | 4-8rw-p; madvise 4 4 free = 0; mlock 4 #0 = 0; mlock 4+1 1 = 0 |
   4-6rw-p 6-8rw-p; smaps = 4-6rw-p a2 mw lo ac, 6-8rw-p a2 mw ac; mlock 8 1 = ENOMEM; mlock 7 2 = ENOMEM |
   4-6rw-p 6-7rw-p 7-8rw-p; smaps = 4-6rw-p a2 mw lo ac, 6-7rw-p a1 mw ac, 7-8rw-p a1 mw lo ac; mlock 3 2 =
   ENOMEM; mlock2 4 1 2 = EINVAL; mlock2 4 1 3 = EINVAL; munlock 7 2 = ENOMEM | 4-6rw-p 6-8rw-p; munlock 2 1
   = ENOMEM; mlock 4 #-1 = 0; mlock #-4096 1 = EINVAL; mlock #-4096 2 = EINVAL; munlock 4 #-1 = 0; mlock
   #-4095 #0 = EINVAL; mlock 4 #-4096 = EINVAL; mlock2 4 #0 2 = EINVAL`,
  `mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; mmap 8 4 - pfa - 0 = @8 | 4-8rw-p 8-12---p; mmap 14 1 r pfa - 0 = @14
   | 4-8rw-p 8-12---p 14-15r--p; mlock 4 11 = ENOMEM; smaps = 4-8rw-p a0 mw lo ac, 8-12---p a0 mw lo,
   14-15r--p a0 mw; mlock 4 8 = ENOMEM; smaps = 4-8rw-p a4 mw lo ac, 8-12---p a0 mw lo, 14-15r--p a0 mw;
   mlockall 0 = EINVAL; mlockall 4 = EINVAL; mlockall 8 = EINVAL; mlockall 5 = 0; smaps = 4-8rw-p a4 mw lo lf
   ac, 8-12---p a0 mw lo lf, 14-15r--p a0 mw lo lf; mlockall 1 = 0; smaps = 4-8rw-p a4 mw lo ac, 8-12---p a0
   mw lo, 14-15r--p a0 mw lo; munlockall = 0; smaps = 4-8rw-p a4 mw ac, 8-12---p a0 mw, 14-15r--p a0 mw;
   mlockall 2 = 0; mmap 20 2 rw pfa - 0 = @20 | 4-8rw-p 8-12---p 14-15r--p 20-22rw-p; mmap 24 2 - pfa - 0 =
   @24 | 4-8rw-p 8-12---p 14-15r--p 20-22rw-p 24-26---p; smaps = 4-8rw-p a4 mw ac, 8-12---p a0 mw, 14-15r--p
   a0 mw, 20-22rw-p a2 mw lo ac, 24-26---p a0 mw lo; mlockall 6 = 0; mmap 30 2 rw pfa - 0 = @30 | 4-8rw-p
   8-12---p 14-15r--p 20-22rw-p 24-26---p 30-32rw-p; smaps = 4-8rw-p a4 mw ac, 8-12---p a0 mw, 14-15r--p a0
   mw, 20-22rw-p a2 mw lo ac, 24-26---p a0 mw lo, 30-32rw-p a0 mw lo lf ac; munlockall = 0; mmap 34 2 rw pfa
   - 0 = @34 | 4-8rw-p 8-12---p 14-15r--p 20-22rw-p 24-26---p 30-32rw-p 34-36rw-p`,
  `mmap 4 2 rw sf f 7 = @4 | 4-6rw-s@f7; mlock 4 2 = ENOMEM; smaps = 4-6rw-s@f7 a0 sh mw lo; mmap 10 2 r pf f
   0 = @10 | 4-6rw-s@f7 10-12r--p@f0; mlock 10 2 = 0; smaps = 4-6rw-s@f7 a0 sh mw lo, 10-12r--p@f0 a0 mw lo;
   mmap 14 2 rw pf f 0 = @14 | 4-6rw-s@f7 10-12r--p@f0 14-16rw-p@f0; mlock 14 2 = 0; smaps = 4-6rw-s@f7 a0 sh
   mw lo, 10-12r--p@f0 a0 mw lo, 14-16rw-p@f0 a2 mw lo ac; mmap 20 2 rw pfal - 0 = @20 | 4-6rw-s@f7
   10-12r--p@f0 14-16rw-p@f0 20-22rw-p; mmap 24 2 rw sfl f 7 = @24 | 4-6rw-s@f7 10-12r--p@f0 14-16rw-p@f0
   20-22rw-p 24-26rw-s@f7; smaps = 4-6rw-s@f7 a0 sh mw lo, 10-12r--p@f0 a0 mw lo, 14-16rw-p@f0 a2 mw lo ac,
   20-22rw-p a2 mw lo ac, 24-26rw-s@f7 a0 sh mw lo; mmap 28 1 - pfal - 0 = @28 | 4-6rw-s@f7 10-12r--p@f0
   14-16rw-p@f0 20-22rw-p 24-26rw-s@f7 28-29---p; smaps = 4-6rw-s@f7 a0 sh mw lo, 10-12r--p@f0 a0 mw lo,
   14-16rw-p@f0 a2 mw lo ac, 20-22rw-p a2 mw lo ac, 24-26rw-s@f7 a0 sh mw lo, 28-29---p a0 mw lo`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; fill 4 1 41 = 1; mmap 8 2 rw pfa - 0 = @8 | 4-6rw-p 8-10rw-p; fill 8 1
   51 = 1; mmap 6 2 rw pfa - 0 = @6 | 4-8rw-p 8-10rw-p`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; fill 4 1 41 = 1; mmap 8 2 rw pfa - 0 = @8 | 4-6rw-p 8-10rw-p; fill 8 1
   51 = 1; mmap 6 2 r pfa - 0 = @6 | 4-6rw-p 6-8r--p 8-10rw-p; mprotect 6 2 rw = 0 | 4-8rw-p 8-10rw-p`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; fill 4 1 41 = 1; mmap 6 2 r pfa - 0 = @6 | 4-6rw-p 6-8r--p; fill 6 1
   51 = 0; mprotect 6 2 rw = 0 | 4-8rw-p; fill 7 1 51 = 1; mprotect 6 2 r = 0 | 4-6rw-p 6-8r--p; mprotect 6 2
   rw = 0 | 4-8rw-p`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; fill 4 1 41 = 1; mmap 8 2 rw pfa - 0 = @8 | 4-6rw-p 8-10rw-p; fill 8 1
   51 = 1; mmap 6 2 r pfa - 0 = @6 | 4-6rw-p 6-8r--p 8-10rw-p; mprotect 6 2 rw = 0 | 4-8rw-p 8-10rw-p; munmap
   6 2 = 0 | 4-6rw-p 8-10rw-p; mmap 6 2 rw pfa - 0 = @6 | 4-8rw-p 8-10rw-p; fill 6 2 11 = 2; munmap 4 1 = 0 |
   5-8rw-p 8-10rw-p`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; mmap 20 2 rw pfa - 0 = @20 | 4-6rw-p 20-22rw-p; mremap 20 2 2 mf 6 =
   @6 | 4-8rw-p`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; mmap 20 2 rw pfa - 0 = @20 | 4-6rw-p 20-22rw-p; fill 20 1 41 = 1;
   mremap 20 2 2 mf 6 = @6 | 4-6rw-p 6-8rw-p`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; mmap 20 2 rw pfa - 0 = @20 | 4-6rw-p 20-22rw-p; fill 4 1 41 = 1;
   mremap 20 2 2 mf 6 = @6 | 4-8rw-p`,
  `mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; fill 4 1 41 = 1; mremap 6 2 2 mf 20 = @20 | 4-6rw-p 20-22rw-p; mremap
   20 2 2 mf 6 = @6 | 4-8rw-p`,
  `mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; fill 4 1 41 = 1; mremap 6 2 2 mf 20 = @20 | 4-6rw-p 20-22rw-p; mmap 6
   2 rw pfa - 0 = @6 | 4-8rw-p 20-22rw-p; mmap 22 2 rw pfa - 0 = @22 | 4-8rw-p 20-22rw-p 22-24rw-p; fill 6 1
   11 = 1; mremap 20 2 2 mf 8 = @8 | 4-8rw-p 8-10rw-p 22-24rw-p`,
  `mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; mremap 6 2 2 mf 20 = @20 | 4-6rw-p 20-22rw-p; mmap 6 2 rw pfa - 0 = @6
   | 4-8rw-p 20-22rw-p; mmap 22 2 rw pfa - 0 = @22 | 4-8rw-p 20-24rw-p`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; madvise 4 2 populateread = 0; mremap 4 2 2 mf 20 = @20 | 20-22rw-p;
   mmap 22 2 rw pfa - 0 = @22 | 20-24rw-p`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; fill 4 2 41 = 2; madvise 4 2 dontneed = 0; mremap 4 2 2 mf 20 = @20 |
   20-22rw-p; mmap 22 2 rw pfa - 0 = @22 | 20-22rw-p 22-24rw-p`,
  `mmap 4 2 - pfa - 0 = @4 | 4-6---p; mremap 4 2 2 mf 20 = @20 | 20-22---p; mmap 22 2 - pfa - 0 = @22 |
   20-24---p`,
  `mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; fill 4 4 41 = 4; mremap 4 2 2 mfd 20 = @20 | 4-8rw-p 20-22rw-p; fill 4
   2 51 = 2; mmap 8 2 rw pfa - 0 = @8 | 4-10rw-p 20-22rw-p; munmap 20 2 = 0 | 4-10rw-p; mmap 2 2 rw pfa - 0 =
   @2 | 2-10rw-p`,
  `mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; fill 4 4 41 = 4; mremap 4 4 4 mfd 20 = @20 | 4-8rw-p 20-24rw-p; fill 4
   2 51 = 2; mmap 8 2 rw pfa - 0 = @8 | 4-10rw-p 20-24rw-p; mremap 20 2 2 mf 2 = @2 | 2-4rw-p 4-10rw-p
   22-24rw-p`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; fill 4 2 41 = 2; fork 4 1 77 = 4-6rw-p a2 mw ac / 4:41,42 / 4096; mmap
   6 2 rw pfa - 0 = @6 | 4-8rw-p; fill 6 1 41 = 1; mprotect 5 2 r = 0 | 4-5rw-p 5-7r--p 7-8rw-p; mprotect 5 2
   rw = 0 | 4-8rw-p`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; fork 4 1 77 = 4-6rw-p a0 mw ac / 4:00*2 / 4096; fill 4 2 41 = 2; mmap
   6 2 rw pfa - 0 = @6 | 4-8rw-p`,
  `mmap 4 2 rw pf f 0 = @4 | 4-6rw-p@f0; mmap 6 2 rw pf f 2 = @6 | 4-8rw-p@f0; mmap 10 1 rw pf f 6 = @10 |
   4-8rw-p@f0 10-11rw-p@f6; mmap 8 2 rw pf f 4 = @8 | 4-11rw-p@f0; mmap 11 1 rw pf f 6 = @11 | 4-11rw-p@f0
   11-12rw-p@f6`,
  `mmap 4 2 rw pf f 0 = @4 | 4-6rw-p@f0; fill 4 1 41 = 1; mmap 8 2 rw pf f 4 = @8 | 4-6rw-p@f0 8-10rw-p@f4;
   fill 8 1 41 = 1; mmap 6 2 rw pf f 2 = @6 | 4-8rw-p@f0 8-10rw-p@f4`,
  `mmap 4 2 rw pf f 0 = @4 | 4-6rw-p@f0; fill 4 1 41 = 1; mremap 4 2 2 mf 20 = @20 | 20-22rw-p@f0; mmap 22 2
   rw pf f 2 = @22 | 20-24rw-p@f0`,
  `mmap 4 2 rw sf f 0 = @4 | 4-6rw-s@f0; mmap 6 2 rw sf f 2 = @6 | 4-8rw-s@f0; mremap 6 2 2 mf 20 = @20 |
   4-6rw-s@f0 20-22rw-s@f2; mmap 22 1 rw sf f 4 = @22 | 4-6rw-s@f0 20-23rw-s@f2; mmap 18 2 rw sf f 0 = @18 |
   4-6rw-s@f0 18-23rw-s@f0; mmap 30 2 rw sfa - 0 = @30 | 4-6rw-s@f0 18-23rw-s@f0 30-32rw-s@s0.0; mmap 32 2 rw
   sfa - 0 = @32 | 4-6rw-s@f0 18-23rw-s@f0 30-32rw-s@s0.0 32-34rw-s@s1.0; mremap 30 2 2 mf 40 = @40 |
   4-6rw-s@f0 18-23rw-s@f0 32-34rw-s@s1.0 40-42rw-s@s0.0; mremap 40 1 1 mf 30 = @30 | 4-6rw-s@f0 18-23rw-s@f0
   30-31rw-s@s0.0 32-34rw-s@s1.0 41-42rw-s@s0.1; mremap 30 1 1 mf 40 = @40 | 4-6rw-s@f0 18-23rw-s@f0
   32-34rw-s@s1.0 40-42rw-s@s0.0`,
  `mmap 4 2 r sf f 0 = @4 | 4-6r--s@f0; mmap 6 2 r sf r 2 = @6 | 4-6r--s@f0 6-8r--s@f2; mmap 10 2 r sf r 0 =
   @10 | 4-6r--s@f0 6-8r--s@f2 10-12r--s@f0; mmap 12 2 r sf r 2 = @12 | 4-6r--s@f0 6-8r--s@f2 10-14r--s@f0;
   mmap 20 2 r pf f 0 = @20 | 4-6r--s@f0 6-8r--s@f2 10-14r--s@f0 20-22r--p@f0; mmap 22 2 r pf r 2 = @22 |
   4-6r--s@f0 6-8r--s@f2 10-14r--s@f0 20-22r--p@f0 22-24r--p@f2`,
  `mmap 4 2 rw pf z 0 = @4 | 4-6rw-p@z0; mmap 6 2 rw pf z 0 = @6 | 4-6rw-p@z0 6-8rw-p@z0; mmap 8 2 rw pf z 4
   = @8 | 4-6rw-p@z0 6-8rw-p@z0 8-10rw-p@z4; fill 4 2 44 = 2; bytes = 4:44,45,00*4; mmap 20 2 rw sf z 0 = @20
   | 4-6rw-p@z0 6-8rw-p@z0 8-10rw-p@z4 20-22rw-s@s0.0; mmap 22 2 rw sf z 0 = @22 | 4-6rw-p@z0 6-8rw-p@z0
   8-10rw-p@z4 20-22rw-s@s0.0 22-24rw-s@s1.0; mmap 24 2 rw sf z 3 = @24 | 4-6rw-p@z0 6-8rw-p@z0 8-10rw-p@z4
   20-22rw-s@s0.0 22-24rw-s@s1.0 24-26rw-s@s2.3; mremap 4 2 2 mf 40 = @40 | 6-8rw-p@z0 8-10rw-p@z4
   20-22rw-s@s0.0 22-24rw-s@s1.0 24-26rw-s@s2.3 40-42rw-p@z0; madvise 40 2 free = 0; madvise 40 2 wipeonfork
   = EINVAL`,
  `mmap 4 4 r pfa - 0 = @4 | 4-8r--p; mprotect 4 2 rw = 0 | 4-6rw-p 6-8r--p; mprotect 4 2 r = 0 | 4-8r--p;
   mmap 8 2 rw pfa - 0 = @8 | 4-8r--p 8-10rw-p; mprotect 8 2 r = 0 | 4-10r--p; mprotect 4 6 rw = 0 | 4-10rw-p`,
  `mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; mprotect 5 1 r = 0 | 4-5rw-p 5-6r--p 6-8rw-p; mprotect 5 1 - = 0 |
   4-5rw-p 5-6---p 6-8rw-p; mprotect 5 1 rw = 0 | 4-8rw-p; fill 4 4 11 = 4; mprotect 5 1 r = 0 | 4-5rw-p
   5-6r--p 6-8rw-p; mprotect 4 4 r = 0 | 4-8r--p`,
  `mmap 4 4 rw pfar - 0 = @4 | 4-8rw-p; mmap 8 2 rw pfa - 0 = @8 | 4-8rw-p 8-10rw-p; mmap 12 2 r pfar - 0 =
   @12 | 4-8rw-p 8-10rw-p 12-14r--p; mprotect 12 2 rw = 0 | 4-8rw-p 8-10rw-p 12-14rw-p; mmap 16 2 rw sfar - 0
   = @16 | 4-8rw-p 8-10rw-p 12-14rw-p 16-18rw-s@s0.0; mmap 20 2 rw pfak - 0 = @20 | 4-8rw-p 8-10rw-p
   12-14rw-p 16-18rw-s@s0.0 20-22rw-p`,
  `mmap 4 4 r pf f 0 = @4 | 4-8r--p@f0; mprotect 5 1 rw = 0 | 4-5r--p@f0 5-6rw-p@f1 6-8r--p@f2; mprotect 5 1
   r = 0 | 4-5r--p@f0 5-6r--p@f1 6-8r--p@f2; fill 5 1 11 = 0; mmap 12 4 rw pfr f 0 = @12 | 4-5r--p@f0
   5-6r--p@f1 6-8r--p@f2 12-16rw-p@f0; mmap 20 2 rw sfr f 0 = @20 | 4-5r--p@f0 5-6r--p@f1 6-8r--p@f2
   12-16rw-p@f0 20-22rw-s@f0`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; fill 4 1 41 = 1; mmap 10 2 rw pfa - 0 = @10 | 4-6rw-p 10-12rw-p; fill
   10 1 41 = 1; mremap 4 2 6 - = @4 | 4-10rw-p 10-12rw-p; mremap 4 6 5 - = @4 | 4-9rw-p 10-12rw-p; mprotect 9
   1 rw = ENOMEM; mmap 9 1 rw pfa - 0 = @9 | 4-10rw-p 10-12rw-p`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; fill 4 1 41 = 1; mmap 10 2 rw pfa - 0 = @10 | 4-6rw-p 10-12rw-p;
   mremap 4 2 6 - = @4 | 4-12rw-p`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; fill 4 2 41 = 2; mmap 20 2 rw pfa - 0 = @20 | 4-6rw-p 20-22rw-p; fill
   20 2 51 = 2; mremap 4 1 1 mf 30 = @30 | 5-6rw-p 20-22rw-p 30-31rw-p; mremap 30 1 1 mf 4 = @4 | 4-6rw-p
   20-22rw-p; mremap 20 2 2 mf 6 = @6 | 4-6rw-p 6-8rw-p; mremap 4 2 2 mf 18 = @18 | 6-8rw-p 18-20rw-p; bytes
   = 6:51,52 18:41,42`,
  `mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; mmap 10 2 rw sf f 0 = @10 | 4-8rw-p 10-12rw-s@f0; msync 4 4 as =
   EINVAL; msync 4+1 1 s = EINVAL; msync 4 1 #8 = EINVAL; msync 4 1 - = 0; msync 4 1 i = 0; msync 4 1 ai = 0;
   msync 4 1 si = 0; msync 4 6 s = ENOMEM; msync 4 8 s = ENOMEM; msync 4 8 a = ENOMEM; msync 4 8 - = ENOMEM;
   msync 4 8 ai = ENOMEM; mlock 10 2 = 0; msync 10 2 i = EBUSY; msync 10 2 s = 0; msync 10 2 ai = EBUSY;
   msync 4 8 i = EBUSY; msync 4 #0 s = 0; msync 4+1 #0 s = EINVAL; msync 100 #0 s = 0; msync 100 1 s =
   ENOMEM; msync 4 #-1 s = 0; msync 4 #-4096 s = ENOMEM; msync 4 #-4095 s = 0; msync #-4096 1 s = ENOMEM;
   msync #-8192 1 s = ENOMEM; msync 4+1 1 as = EINVAL; msync 4 #-8192 a = ENOMEM`,
  `mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; mincore 4+1 1 = EINVAL; mincore 4 5 = ENOMEM 0000; mincore 3 2 =
   ENOMEM; mincore 4 1 60 = EFAULT; mincore 4+1 1 60 = EINVAL; mincore 4 #0 = 0; mincore 4 #0 60 = 0; mincore
   100 1 60 = ENOMEM; mincore 100 1 = ENOMEM; mincore 4 #-4096 = ENOMEM; mincore 4 #0x7ffff0000000 = ENOMEM;
   mincore 4 #0x800000000000 = ENOMEM; mincore #0x800000000000 1 = ENOMEM; mincore #0x7ffffffff000 1 =
   ENOMEM; mincore 4 2+1 = 0 000; mincore 4 4 #0 = EFAULT; fill 4 1 1 = 1; peek 5 1 = 4096; mincore 4 4 = 0
   1100; madvise 4 1 dontneed = 0; mincore 4 4 = 0 0100`,
  `mmap 4 4 rw sfa - 0 = @4 | 4-8rw-s@s0.0; mincore 4 4 = 0 0000; peek 4 1 = 4096; mincore 4 4 = 0 1000; poke
   5 1 1 = 4096; mincore 4 4 = 0 1100; madvise 4 2 dontneed = 0; mincore 4 4 = 0 1100; madvise 4 1 remove =
   0; mincore 4 4 = 0 0100; mmap 20 10 r pf f 0 = @20 | 4-8rw-s@s0.0 20-30r--p@f0; mincore 20 10 = 0
   1111111100; truncate f 2 = 0; mincore 20 10 = 0 1100000000; truncate f 5 = 0; mincore 20 10 = 0
   1100000000; peek 23 1 = 4096; mincore 20 10 = 0 1101000000; mmap 40 4 rw pf f 0 = @40 | 4-8rw-s@s0.0
   20-30r--p@f0 40-44rw-p@f0; poke 42 1 33 = 4096; mincore 40 4 = 0 1111; mincore 20 10 = 0 1111000000; file
   f = 20480:41,42,00,00,00; mincore 20 10 = 0 1111000000; mmap 50 4 - pfa - 0 = @50 | 4-8rw-s@s0.0
   20-30r--p@f0 40-44rw-p@f0 50-54---p; mincore 50 4 = 0 0000`,
  `mmap 4000 2 rw pfag - 0 = @4000 | 4000-4002rw-p; poke 3999 1 41 = 4096 | 3999-4002rw-p; poke 3990 1 42 =
   4096 | 3990-4002rw-p; poke 3000 1 43 = 4096 | 3000-4002rw-p; poke 1000 1 44 = EFAULT; bytes =
   3000:43,00*989,42,00*8,41,00*2`,
  `mmap 4000 2 rw pfag - 0 = @4000 | 4000-4002rw-p; mmap 3900 1 rw pfa - 0 = @3900 | 3900-3901rw-p
   4000-4002rw-p; poke 3999 1 41 = EFAULT; munmap 3900 1 = 0 | 4000-4002rw-p; mmap 3740 1 rw pfa - 0 = @3740
   | 3740-3741rw-p 4000-4002rw-p; poke 3997 1 41 = 4096 | 3740-3741rw-p 3997-4002rw-p; poke 3996 1 41 =
   EFAULT; munmap 3740 1 = 0 | 3997-4002rw-p; mmap 3739 1 - pfa - 0 = @3739 | 3739-3740---p 3997-4002rw-p;
   poke 3900 1 41 = 4096 | 3739-3740---p 3900-4002rw-p; poke 3745 1 41 = 4096 | 3739-3740---p 3745-4002rw-p;
   poke 3740 1 33 = 4096 | 3739-3740---p 3740-4002rw-p; poke 3739 1 44 = EFAULT`,
  `mmap 4000 2 rw pfag - 0 = @4000 | 4000-4002rw-p; mmap 3996 1 rw pfag - 0 = @3996 | 3996-3997rw-p
   4000-4002rw-p; poke 3999 1 41 = 4096 | 3996-3997rw-p 3999-4002rw-p; poke 3998 1 41 = 4096 | 3996-3997rw-p
   3998-4002rw-p; poke 3997 1 41 = 4096 | 3996-3997rw-p 3997-4002rw-p; poke 3997-1 #1 33 = 1`,
  `mmap 4000 2 r pfag - 0 = @4000 | 4000-4002r--p; poke 3999 1 41 = EFAULT | 3999-4002r--p; peek 3999 1 =
   4096; peek 3998 #1 = 1 | 3998-4002r--p; mprotect 4000 2 rw = 0 | 3998-4000r--p 4000-4002rw-p; mprotect
   4000 2 - = 0 | 3998-4000r--p 4000-4002---p; peek 3990 1 = 4096 | 3990-4000r--p 4000-4002---p; mmap 2000 2
   rw sfag - 0 = EINVAL; mmap 2000 2 rw pfg f 2 = EINVAL; poke 1999 1 44 = EFAULT | 1999-4000r--p
   4000-4002---p; mmap 1000 2 rw sfg f 2 = EINVAL; smaps = 1999-4000r--p a0 mw gd, 4000-4002---p a0 mw gd ac`,
  `mmap 4000 4 rw pfag - 0 = @4000 | 4000-4004rw-p; fill 4000 4 41 = 4; mprotect 4002 1 rD = 0 |
   4000-4003r--p 4003-4004rw-p; mprotect 4002 2 r = 0 | 4000-4004r--p; mprotect 4003 1 rwD = 0 |
   4000-4004rw-p; mprotect 4000 4 rw = 0; mprotect 4001 1 rU = EINVAL; mprotect 4001 1 rDU = EINVAL; munmap
   4000 4 = 0 | nothing; mmap 4000 4 rw pfa - 0 = @4000 | 4000-4004rw-p; mprotect 4001 1 rD = EINVAL;
   mprotect 3999 1 rD = ENOMEM; mprotect 3990 1+1 rU = ENOMEM; mmap 4010 2 rw pfag - 0 = @4010 |
   4000-4004rw-p 4010-4012rw-p; mprotect 4009 1 rD = ENOMEM; mprotect 4008 3 rD = 0 | 4000-4004rw-p
   4010-4011r--p 4011-4012rw-p; mprotect 4005 6 rD = 0`,
  `mmap 4000 2 rw pfag - 0 = @4000 | 4000-4002rw-p; mprotect 3999 1 rw = ENOMEM; mlock 4000 2 = 0; poke 3998
   1 1 = 4096 | 3998-4002rw-p; smaps = 3998-4002rw-p a3 mw gd lo ac; mremap 4000 2 1 - = @4000 |
   3998-4001rw-p; madvise 3990 1 normal = ENOMEM; mlock 3990 1 = ENOMEM; mincore 3990 1 = ENOMEM; mprotect
   3990 1 r = ENOMEM; mremap 3990 1 2 m = EFAULT; msync 3990 1 s = ENOMEM`,
  `rlimit stack 5 = 0; mmap 4000 2 rw pfag - 0 = @4000 | 4000-4002rw-p; poke 3998 1 1 = 4096 | 3998-4002rw-p;
   poke 3997 1 1 = 4096 | 3997-4002rw-p; poke 3996 1 1 = EFAULT; poke 3995 1 1 = EFAULT; smaps =
   3997-4002rw-p a2 mw gd ac`,
  `mmap 300 2 rw pfa - 0 = @300 | 300-302rw-p; mmap 310 2 rw pag - 0 = @310 | 300-302rw-p 310-312rw-p; mmap
   557 2 rw pag - 0 = @557 | 300-302rw-p 310-312rw-p 557-559rw-p; mmap 558 2 rw pag - 0 = elsewhere; mmap 800
   2 rw pag - 0 = @800 | 300-302rw-p 310-312rw-p 557-559rw-p 800-802rw-p; munmap 300 2 = 0 | 310-312rw-p
   557-559rw-p 800-802rw-p; mmap 301 2 rw pa - 0 = elsewhere; mmap 556 2 rw pa - 0 = elsewhere; mmap 555 1 rw
   pfa - 0 = @555 | 310-312rw-p 555-556rw-p 557-559rw-p 800-802rw-p; mmap 299 1 rw pna - 0 = @299 |
   299-300rw-p 310-312rw-p 555-556rw-p 557-559rw-p 800-802rw-p`,
  `rlimit memlock 2 = 0; nobody = 0; mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; mlock 4 3 = ENOMEM; mlock 4 2 = 0 |
   4-6rw-p 6-8rw-p; mlock 4 2 = 0; mlock 4 3 = ENOMEM; mlock 6 1 = ENOMEM; mmap 10 1 rw pfal - 0 = EAGAIN;
   munlock 4 1 = 0 | 4-5rw-p 5-6rw-p 6-8rw-p; mmap 10 1 rw pfal - 0 = @10 | 4-5rw-p 5-6rw-p 6-8rw-p
   10-11rw-p; mmap 14 1 rw pfal - 0 = EAGAIN; mmap 16 3 rw pfal - 0 = EAGAIN; mlockall 1 = ENOMEM; mlockall 2
   = 0; mlockall 3 = ENOMEM; mlockall 4 = EINVAL; mlockall 0 = EINVAL; munlockall = 0 | 4-8rw-p 10-11rw-p;
   mlockall 1 = ENOMEM; mlockall 2 = 0; mmap 20 2 rw pfa - 0 = @20 | 4-8rw-p 10-11rw-p 20-22rw-p; mmap 22 2
   rw pfa - 0 = EAGAIN; mremap 20 2 3 - = EAGAIN; mremap 20 2 3 mf 40 = EAGAIN; brk 1 = 0; brk 10 = 0; smaps
   = 4-8rw-p a2 mw ac, 10-11rw-p a1 mw ac, 20-22rw-p a2 mw lo ac`,
  `rlimit memlock 0 = 0; nobody = 0; mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; mlock 4 1 = EPERM; mlock 4 #0 =
   EPERM; munlock 4 1 = 0; mlock 100 1 = EPERM; mlock2 4 1 2 = EINVAL; mlock 100 #0 = EPERM; mlockall 1 =
   EPERM; mlockall 8 = EINVAL; mlockall 2 = EPERM; mmap 8 1 rw pfal - 0 = EPERM; mremap 4 4 5 - = @4 |
   4-9rw-p; munlockall = 0`,
  `rlimit memlock 3 = 0; nobody = 0; mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; mlock 4 2 = 0 | 4-6rw-p 6-8rw-p;
   mremap 4 2 4 mf 20 = EAGAIN; mremap 4 2 3 mf 20 = @20 | 6-8rw-p 20-23rw-p; smaps = 6-8rw-p a0 mw ac,
   20-23rw-p a3 mw lo ac; mremap 20 3 3 mfd 30 = @30 | 6-8rw-p 20-23rw-p 30-33rw-p; mlock 20 1 = ENOMEM;
   smaps = 6-8rw-p a0 mw ac, 20-23rw-p a0 mw ac, 30-33rw-p a3 mw lo ac; mlock 30 4 = ENOMEM; mremap 30 3 4 m
   = EAGAIN; mremap 30 3 4 - = EAGAIN; mlock 6 1 = ENOMEM; mlock 6 1+1 = ENOMEM; mlock 3 1 = ENOMEM; mlock 2
   2 = ENOMEM; mlock 2 1 = ENOMEM; mlock 2 4 = ENOMEM`,
  `rlimit memlock 3 = 0; nobody = 0; mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; mlock 4 2 = 0 | 4-6rw-p 6-8rw-p;
   mlock 5 3 = ENOMEM; mlock 4 4 = ENOMEM; mlock2 4 3 1 = 0 | 4-7rw-p 7-8rw-p; munlock 4 4 = 0 | 4-8rw-p;
   mlock 4 4 = ENOMEM; mlock 3 2 = ENOMEM; mmap 20 4 rw pfl f 0 = EAGAIN; mmap 20 3 rw pfl f 0 = @20 |
   4-8rw-p 20-23rw-p@f0`,
  `rlimit as 8 = 0; mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; mmap 8 5 rw pfa - 0 = ENOMEM; mmap 8 4 - pfa - 0 = @8
   | 4-8rw-p 8-12---p; mmap 12 1 - pfa - 0 = ENOMEM; mmap 6 4 rw pfa - 0 = @6 | 4-10rw-p 10-12---p; mremap 4
   2 3 mf 40 = ENOMEM; mremap 4 2 3 - = ENOMEM; munmap 10 2 = 0 | 4-10rw-p; mremap 4 2 3 mf 40 = @40 |
   6-10rw-p 40-43rw-p; mremap 40 3 3 mfd 50 = ENOMEM; mremap 40 3 3 mf 60 = @60 | 6-10rw-p 60-63rw-p; brk 1 =
   4096; brk 3 = 4096; mmap 60 1 r sf f 0 = @60 | 6-10rw-p 60-61r--s@f0 61-63rw-p; mmap 62 1 r sf f 0 = @62 |
   6-10rw-p 60-61r--s@f0 61-62rw-p 62-63r--s@f0; poke 63 1 1 = EFAULT`,
  `rlimit data 4 = 0; mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; mmap 8 1 rw pfa - 0 = ENOMEM; mmap 8 4 r pfa - 0 =
   @8 | 4-8rw-p 8-12r--p; mmap 12 4 rw sfa - 0 = @12 | 4-8rw-p 8-12r--p 12-16rw-s@s0.0; mprotect 8 1 rw =
   ENOMEM; mprotect 4 1 r = 0 | 4-5r--p 5-8rw-p 8-12r--p 12-16rw-s@s0.0; mprotect 8 1 rw = 0 | 4-5r--p
   5-9rw-p 9-12r--p 12-16rw-s@s0.0; mprotect 8 2 rw = ENOMEM; mmap 20 1 rw pf f 0 = ENOMEM; mmap 20 1 r pf f
   0 = @20 | 4-5r--p 5-9rw-p 9-12r--p 12-16rw-s@s0.0 20-21r--p@f0; mprotect 20 1 rw = ENOMEM; brk 1 = 0;
   munmap 4 4 = 0 | 8-9rw-p 9-12r--p 12-16rw-s@s0.0 20-21r--p@f0; brk 1 = 4096; brk 8 = 4096; mremap 8 2 3 mf
   40 = EFAULT; smaps = 8-9rw-p a0 mw ac, 9-12r--p a0 mw, 12-16rw-s@s0.0 a0 sh mw, 20-21r--p@f0 a0 mw; mremap
   40 1 8 m = EFAULT; mremap 40 3 3 mfd 50 = EFAULT; mmap 1000 2 rw pfag - 0 = @1000 | 8-9rw-p 9-12r--p
   12-16rw-s@s0.0 20-21r--p@f0 1000-1002rw-p; poke 999 1 1 = 4096 | 8-9rw-p 9-12r--p 12-16rw-s@s0.0
   20-21r--p@f0 999-1002rw-p`,
  `rlimit as 8 = 0; mmap 1000 4 rw pfag - 0 = @1000 | 1000-1004rw-p; poke 999 1 1 = 4096 | 999-1004rw-p; poke
   990 1 1 = EFAULT`,
  `rlimit as 4 = 0; mmap 4 2 rw pfal - 0 = @4 | 4-6rw-p; mmap 6 4 rw pfal - 0 = ENOMEM; mmap 4 4 rw pfa - 0 =
   @4 | 4-8rw-p; mmap 4 4 rw pna - 0 = EEXIST; mmap 4 6 r pfa - 0 = ENOMEM; mmap 4 3 rw pfal - 0 = @4 |
   4-7rw-p 7-8rw-p`,
  `rlimit memlock 6 = 0; nobody = 0; mmap 1000 2 rw pfagl - 0 = @1000 | 1000-1002rw-p; poke 999 1 1 = 4096 |
   999-1002rw-p; poke 997 1 1 = 4096 | 997-1002rw-p; poke 994 1 1 = EFAULT; poke 993 1 1 = EFAULT; smaps =
   997-1002rw-p a4 mw gd lo ac`,
  `rlimit memlock 6 = 0; nobody = 0; mlockall 2 = 0; brk 3 = 12288; brk 8 = 12288; smaps = nothing`,
  `brk 1 = 4096; brk 0 = 0; brk 5 = 20480; brk 5+100 = 20580; brk 0 = 0; brk 100 = 409600`,
  `munmap 4 #0 = EINVAL; munmap 4+1 1 = EINVAL; munmap 4 #-1 = EINVAL; munmap 4 #-4096 = EINVAL; munmap 4
   #0x7fffffffffff = EINVAL; munmap #-4096 1 = EINVAL; munmap #0x7ffffffff000 1 = EINVAL; munmap
   #0x7fffffffe000 1+1 = EINVAL; mprotect 4+1 1 r = EINVAL; mprotect 4 #0 r = 0; mprotect 4+1 #0 r = EINVAL;
   mprotect 4 #-1 r = ENOMEM; mprotect 4 #-4096 r = ENOMEM; mprotect #-4096 1 r = ENOMEM; mprotect 4 1 r =
   ENOMEM; mprotect 4 1 #8 = ENOMEM; mprotect 4 1 #16 = EINVAL; mprotect 4+1 1 #16 = EINVAL; mprotect 4 #0
   #16 = 0; mprotect 4 #0 rDU = EINVAL; mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; mprotect 4 4 #8 = 0 | 4-8---p;
   mprotect 4 4 #15 = 0 | 4-8rwxp; mprotect 3 4 r = ENOMEM; mprotect 6 4 r = ENOMEM | 4-6rwxp 6-8r--p; mmap
   12 2 r sf r 0 = @12 | 4-6rwxp 6-8r--p 12-14r--s@f0; mprotect 10 4 rw = ENOMEM; mprotect 12 1 rw = EACCES;
   mprotect 4 10 rw = ENOMEM | 4-8rw-p 12-14r--s@f0`,
  `nobody = 0; mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; mremap 4 1 1 mf #0 = EPERM; mmap #0 1 rw pfa - 0 = EPERM;
   mmap 4 4 rw pfa - 0 = @4; mremap 4 2 2 mf #0 = EPERM; mincore 4 2 = 0 00; mmap 8 8 r sf f 0 = @8 | 4-8rw-p
   8-16r--s@f0; mincore 8 8 = 0 11111111; mmap 20 4 r pf r 0 = @20 | 4-8rw-p 8-16r--s@f0 20-24r--p@f0;
   mincore 20 4 = 0 1111; madvise 4 4 populatewrite = 0; madvise 4 1 mergeable = 0 | 4-5rw-p 5-8rw-p
   8-16r--s@f0 20-24r--p@f0`,
  `mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; fill 4 4 1 = 4; mmap 20 2 rw sf f 0 = @20 | 4-8rw-p 20-22rw-s@f0;
   mremap 4 2 3 mf 20 = @20 | 6-8rw-p 20-23rw-p; mremap 6 2 3 mf 21 = @21 | 20-21rw-p 21-24rw-p; bytes =
   20:01,03,04,00; mremap 20 1 4 mf 40 = @40 | 21-24rw-p 40-44rw-p; bytes = 21:03,04,00 40:01,00*3`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; mmap 6 2 rw pfal - 0 = @6 | 4-6rw-p 6-8rw-p; mmap 9 1 rw pfag - 0 = @9
   | 4-6rw-p 6-8rw-p 9-10rw-p; fill 4 4 1 = 4; mremap 4 6 6 mfd 30 = @30 | 4-6rw-p 6-8rw-p 9-10rw-p 30-32rw-p
   32-34rw-p 35-36rw-p; mremap 4 6 6 mf 50 = @50 | 30-32rw-p 32-34rw-p 35-36rw-p 50-54rw-p 55-56rw-p; mremap
   50 5 5 mf 54 = EINVAL; mremap 50 5 5 mf 45 = @45 | 30-32rw-p 32-34rw-p 35-36rw-p 45-49rw-p 55-56rw-p;
   mremap 50 6 7 mf 70 = EFAULT; mremap 52 1 4 mf 70 = EFAULT; mremap 53 1 1 mf 71 = EFAULT`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; mmap 6 2 rw sf f 0 = @6 | 4-6rw-p 6-8rw-s@f0; mmap 8 2 r sf r 0 = @8 |
   4-6rw-p 6-8rw-s@f0 8-10r--s@f0; mmap 10 2 - pfa - 0 = @10 | 4-6rw-p 6-8rw-s@f0 8-10r--s@f0 10-12---p;
   mremap 5 6 6 mf 30 = @30 | 4-5rw-p 11-12---p 30-31rw-p 31-33rw-s@f0 33-35r--s@f0 35-36---p; mremap 5 7 7
   mf 60 = EFAULT; bytes = 4:00 11:-- 30:00,41,42,41,42,--; mremap 30 6 6 mfd 80 = @80 | 4-5rw-p 11-12---p
   30-31rw-p 31-33rw-s@f0 33-35r--s@f0 35-36---p 80-81rw-p 81-83rw-s@f0 83-85r--s@f0 85-86---p; bytes = 4:00
   11:-- 30:00,41,42,41,42,-- 80:00,41,42,41,42,--`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; fill 4 2 1 = 2; fork 4 1 9 = 4-6rw-p a2 mw ac / 4:01,02 / 4096; mremap
   4 2 2 mf 20 = @20 | 20-22rw-p; bytes = 20:01,02; mremap 20 2 2 mfd 4 = @4 | 4-6rw-p 20-22rw-p; bytes =
   4:01,02 20:00*2; fork 4 2 9 = 4-6rw-p a2 mw ac, 20-22rw-p a0 mw ac / 4:01,02 20:00*2 / 8192; bytes =
   4:01,02 20:00*2`,
  `mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; fill 4 4 1 = 4; madvise 5 1 wipeonfork = 0 | 4-5rw-p 5-6rw-p 6-8rw-p;
   mremap 4 4 4 mf 20 = @20 | 20-21rw-p 21-22rw-p 22-24rw-p; smaps = 20-21rw-p a1 mw ac, 21-22rw-p a1 mw ac
   wf, 22-24rw-p a2 mw ac; madvise 21 1 dontfork = 0; mremap 21 1 3 m = elsewhere | 20-21rw-p 22-24rw-p;
   mremap 21 1 3 mf 40 = EFAULT; smaps = 20-21rw-p a1 mw ac, 22-24rw-p a2 mw ac`,
  `mmap 4 4 rw pf f 0 = @4 | 4-8rw-p@f0; fill 4 4 1 = 4; truncate f 2 = 0; bytes = 4:01,02,--*2; smaps =
   4-8rw-p@f0 a2 mw ac; truncate f 8 = 0; bytes = 4:01,02,00*2; mmap 10 4 rw sf f 0 = @10 | 4-8rw-p@f0
   10-14rw-s@f0; madvise 10 2 remove = 0; bytes = 4:01,02,00*2 10:00*4; pwrite f 1 1 77 = 4096; bytes =
   4:01,02,00*2 10:00,77,00*2`,
  `mmap 4 4 r pf f 0 = @4 | 4-8r--p@f0; mmap 10 4 rw pf f 0 = @10 | 4-8r--p@f0 10-14rw-p@f0; mmap 20 4 rw sf
   f 0 = @20 | 4-8r--p@f0 10-14rw-p@f0 20-24rw-s@f0; fill 10 1 1 = 1; pwrite f 0 2 55 = 8192; bytes =
   4:55*2,43,44 10:01,55,43,44 20:55*2,43,44; truncate f 1+100 = 0; bytes = 4:55,d413,--*2 10:01,d413,--*2
   20:55,d413,--*2; mincore 4 4 = 0 1100; poke 21 1 66 = 4096; file f = 4196:55,66; poke 22 #1 1 = EFAULT;
   peek 21 1 = 4096; madvise 20 4 dontneed = 0; file f = 4196:55,66; truncate f 3 = 0; bytes = 4:55,66,00,--
   10:01,66,00,-- 20:55,66,00,--`,
  `mmap 16 4 rw pfa - 0 = @16 | 16-20rw-p; mlock2 16 4 1 = 0; mremap 17 2 2 mfd 30 = @30 | 16-20rw-p
   30-32rw-p; smaps = 16-20rw-p a0 mw ac, 30-32rw-p a0 mw lo lf ac`,
  `mmap 16 2 rw sfa - 0 = @16 | 16-18rw-s@s0.0; mlock 16 2 = 0; mremap 16 2 2 mfd 14 = @14 | 14-16rw-s@s0.0
   16-18rw-s@s0.0; smaps = 14-16rw-s@s0.0 a0 sh mw lo, 16-18rw-s@s0.0 a0 sh mw`,
  `mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; mlockall 5 = 0; smaps = 4-8rw-p a0 mw lo lf ac; mlockall 6 = 0; mmap
   10 2 rw pfa - 0 = @10 | 4-8rw-p 10-12rw-p; mremap 10 2 3 - = @10 | 4-8rw-p 10-13rw-p; smaps = 4-8rw-p a0
   mw lo lf ac, 10-13rw-p a0 mw lo lf ac; mlockall 1 = 0; smaps = 4-8rw-p a4 mw lo ac, 10-13rw-p a3 mw lo ac`,
  `mmap 4 2 - pfa - 0 = @4 | 4-6---p; mmap 8 2 rw pfa - 0 = @8 | 4-6---p 8-10rw-p; mlock 8 2 = 0; mlockall 1
   = 0; mlockall 5 = 0; smaps = 4-6---p a0 mw lo lf, 8-10rw-p a2 mw lo lf ac`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; mmap 8 2 - pfa - 0 = @8 | 4-6rw-p 8-10---p; mmap 12 2 rw pfau - 0 =
   @12 | 4-6rw-p 8-10---p 12-14rw-p; mlock 12 2 = 0; mlock 8 2 = ENOMEM; smaps = 4-6rw-p a0 mw ac, 8-10---p
   a0 mw lo, 12-14rw-p a2 mw lo ac`,
  `mmap 5 5 rw pf f 5 = @5 | 5-10rw-p@f5; mprotect 8 1 rx = 0 | 5-8rw-p@f5 8-9r-xp@f8 9-10rw-p@f9; poke 9 1
   11 = EFAULT; poke 6 1 12 = 4096; mprotect 7 3 w = 0 | 5-7rw-p@f5 7-9-w-p@f7 9-10-w-p@f9`,
  `rlimit stack 3 = 0; mmap 4000 2 rw pfag - 0 = @4000 | 4000-4002rw-p; poke 3990 1 1 = EFAULT; mprotect 4000
   2 r = 0 | 4000-4002r--p; smaps = 4000-4002r--p a0 mw gd ac; poke 3999 1 1 = EFAULT | 3999-4002r--p; smaps
   = 3999-4002r--p a0 mw gd ac`,
  `mmap 4 2 rw pf z 0 = @4 | 4-6rw-p@z0; mmap 6 2 rw pfa - 0 = @6 | 4-6rw-p@z0 6-8rw-p; mremap 4 4 4 mf 20 =
   EFAULT; mremap 6 2 2 mf 30 = @30 | 4-6rw-p@z0 30-32rw-p; mmap 6 2 rw pf z 2 = @6 | 4-8rw-p@z0 30-32rw-p;
   mmap 3 1 rw pfa - 0 = @3 | 3-4rw-p 4-8rw-p@z0 30-32rw-p; mremap 3 2 2 mf 40 = EFAULT | 4-8rw-p@z0
   30-32rw-p 40-41rw-p; mremap 4 4 4 mf 50 = @50 | 30-32rw-p 40-41rw-p 50-54rw-p@z2097202; mremap 6 1 1 mf 60
   = EFAULT`,
  `rlimit as 4 = 0; mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; mmap 6 4 rw pfa - 0 = ENOMEM | 4-6rw-p 6-8rw-p;
   mprotect 5 2 rw = 0; mprotect 5 2 r = 0 | 4-5rw-p 5-7r--p 7-8rw-p; mprotect 5 2 rw = 0 | 4-8rw-p`,
  `mmap 6 6 rw pfa - 0 = @6 | 6-12rw-p; mremap 5 1 1 mf 3 = EFAULT; mprotect 6 2 r = 0 | 6-8r--p 8-12rw-p;
   munmap 8 3 = 0 | 6-8r--p 11-12rw-p; smaps = 6-8r--p a0 mw, 11-12rw-p a0 mw ac; bytes = 6:00*2 11:00`,
  `mmap 4 1 r pfa - 0 = @4 | 4-5r--p; bytes = 4:00; munlock 4 3 = ENOMEM; pwrite f 1 1 11 = 4096; mmap 5 6 rw
   sf f 3 = @5 | 4-5r--p 5-11rw-s@f3; mprotect 7 1 rw = 0; mprotect 6 5 rw = 0; smaps = 4-5r--p a0 mw,
   5-11rw-s@f3 a0 sh mw; bytes = 4:00,44,45,46,47,48,--; file f = 32768:41,11,43,44,45,46,47,48`,
  `mmap 2 4 rw pf z 2 = @2 | 2-6rw-p@z2; mremap 5 2 2 mf 8 = EFAULT; madvise 3 2 remove = EACCES; mprotect 8
   1 - = ENOMEM; mremap 2 1 1 mfd 5 = @5 | 2-5rw-p@z2 5-6rw-p@z2097157; poke 2 1 11 = 4096; poke 3 1 12 =
   4096; madvise 2 1 populateread = 0; mprotect 8 1 r = ENOMEM; mremap 2 4 4 mf 13 = EFAULT; mremap 8 7 7 mfd
   1 = EFAULT; smaps = 2-5rw-p@z2 a2 mw ac, 5-6rw-p@z2097157 a0 mw ac; bytes = 2:11,12,00*2; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 0 3 rw pfa - 0 = @0 | 0-3rw-p; mincore 0 3 = 0 000; mprotect 0 2 r = 0 | 0-2r--p 2-3rw-p; poke 1 1 11
   = EFAULT; smaps = 0-2r--p a0 mw, 2-3rw-p a0 mw ac; bytes = 0:00*3`,
  `rlimit memlock 1 = 0; nobody = 0; mmap 0 5 rx pf f 2 = @0 | 0-5r-xp@f2; mlock 0 5 = ENOMEM; mmap 0 5 rx pf
   f 1 = @0 | 0-5r-xp@f1; munlock 0 2 = 0; munlock 3 1 = 0; mlock2 1 3 1 = ENOMEM; smaps = 0-5r-xp@f1 a0 mw;
   bytes = 0:42,43,44,45,46; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 13 3 rw sf f 3 = @13 | 13-16rw-s@f3; mremap 0 13 13 - = EFAULT; mprotect 15 1 rwx = 0 | 13-15rw-s@f3
   15-16rwxs@f5; mincore 13 3 = 0 111; madvise 13 1 dontneed = 0; mremap 15 #0 1 mf 23 = @23 | 13-15rw-s@f3
   15-16rwxs@f5 23-24rwxs@f5; mremap 15 1 1 mf 2 = @2 | 2-3rwxs@f5 13-15rw-s@f3 23-24rwxs@f5; msync 15 8 s =
   ENOMEM; mremap 23 1 1 mf 11 = @11 | 2-3rwxs@f5 11-12rwxs@f5 13-15rw-s@f3; madvise 13 2 dofork = 0; madvise
   14 2 dontfork = ENOMEM | 2-3rwxs@f5 11-12rwxs@f5 13-14rw-s@f3 14-15rw-s@f4; smaps = 2-3rwxs@f5 a0 sh mw,
   11-12rwxs@f5 a0 sh mw, 13-14rw-s@f3 a0 sh mw, 14-15rw-s@f4 a0 sh mw dc; bytes = 2:46 11:46 13:44,45; file
   f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 7 4 rw pf g 1 = @7 | 7-11rw-p@g1; madvise 10 1 dontfork = 0 | 7-10rw-p@g1 10-11rw-p@g4; madvise 8 1
   dontneed = 0; mincore 10 1 = 0 0; mincore 8 3 = 0 110; poke 8+997 #2517 11 = 2517; madvise 9 1
   dontneedlocked = 0; smaps = 7-10rw-p@g1 a1 mw ac, 10-11rw-p@g4 a0 mw dc ac; bytes = 7:62,0b4a,022d,--;
   file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 7 1 rw pfa - 0 = @7 | 7-8rw-p; mprotect 7 5 rx = ENOMEM | 7-8r-xp; mmap 1 4 rw pf f 0 = @1 |
   1-5rw-p@f0 7-8r-xp; mremap 4 1 1 mf 18 = @18 | 1-4rw-p@f0 7-8r-xp 18-19rw-p@f3; mincore 2 2 = 0 11;
   munlock 3 2 = ENOMEM; munlock 4 1 = ENOMEM; mmap 2 1 rw sfa - 0 = @2 | 1-2rw-p@f0 2-3rw-s@s0.0 3-4rw-p@f2
   7-8r-xp 18-19rw-p@f3; poke 3 1 11 = 4096; madvise 1 2 keeponfork = 0; fork 18 1 12 = 1-2rw-p@f0 a0 mw ac,
   2-3rw-s@s0.0 a0 sh mw, 3-4rw-p@f2 a1 mw ac, 7-8r-xp a0 mw, 18-19rw-p@f3 a0 mw ac / 1:41,00,11 7:00 18:44 /
   4096; fill 2 2 13 = 2; mmap 9 3 rw sf f 0 = @9 | 1-2rw-p@f0 2-3rw-s@s0.0 3-4rw-p@f2 7-8r-xp 9-12rw-s@f0
   18-19rw-p@f3; smaps = 1-2rw-p@f0 a0 mw ac, 2-3rw-s@s0.0 a0 sh mw, 3-4rw-p@f2 a1 mw ac, 7-8r-xp a0 mw,
   9-12rw-s@f0 a0 sh mw, 18-19rw-p@f3 a0 mw ac; bytes = 1:41,13,14 7:00 9:41,42,43 18:44; file f =
   32768:41,42,43,44,45,46,47,48`,
  `rlimit data 9 = 0; mmap 8 3 rx pfa - 0 = @8 | 8-11r-xp; mremap 8 1 1 mf 6 = @6 | 6-7r-xp 9-11r-xp; mremap
   9 2 2 mfd 2 = @2 | 2-4r-xp 6-7r-xp 9-11r-xp; mremap 10 1 1 - = @10; truncate f 2 = 0; brk 6+1055 = 25631;
   mprotect 2 5 r = ENOMEM | 2-4r--p 6-7r-xp 9-11r-xp; mmap 3 3 rw pf f 1 = @3 | 2-3r--p 3-6rw-p@f1 6-7r-xp
   9-11r-xp; mmap 7 1 rw pfal - 0 = ENOMEM; smaps = 2-3r--p a0 mw, 3-6rw-p@f1 a0 mw ac, 6-7r-xp a0 mw,
   9-11r-xp a0 mw; brk 3 = 12288; smaps = 2-3r--p a0 mw, 3-6rw-p@f1 a0 mw ac, 6-7r-xp a0 mw, 9-11r-xp a0 mw;
   bytes = 2:00,42,--*2,00 9:00*2; file f = 8192:41,42`,
  `mmap 14 4 r pfa - 0 = @14 | 14-18r--p; poke 14 1 11 = EFAULT; poke 17+1779 #1399 12 = EFAULT; mprotect 14
   1 rw = 0 | 14-15rw-p 15-18r--p; mprotect 15 2 w = 0 | 14-15rw-p 15-17-w-p 17-18r--p; mremap 17 1 1 mf 20 =
   @20 | 14-15rw-p 15-17-w-p 20-21r--p; mmap 11 1 - pfa - 0 = @11 | 11-12---p 14-15rw-p 15-17-w-p 20-21r--p;
   mmap 13 2 r pf z 2 = @13 | 11-12---p 13-15r--p@z2 15-17-w-p 20-21r--p; poke 15 1 13 = 4096; madvise 16 1
   free = 0; bytes = 11:-- 13:00*2,13,00 20:00; mremap 12 1 1 mf 23 = EFAULT; smaps = 11-12---p a0 mw,
   13-15r--p@z2 a0 mw, 15-17-w-p a1 mw ac, 20-21r--p a0 mw; bytes = 11:-- 13:00*2,13,00 20:00; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 1 1 - pfb f 2 = @1 | 1-2---p@f2; fill 1 1 11 = 0; mremap 1 1 1 mf 9 = @9 | 9-10---p@f2; poke 9+1729
   #1436 12 = EFAULT; smaps = 9-10---p@f2 a0 mw; bytes = 9:--; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 1 6 rw pfa - 0 = @1 | 1-7rw-p; pwrite f 2 1 11 = 4096; mmap 19 5 rw pfa - 0 = @19 | 1-7rw-p
   19-24rw-p; mremap 19 3 5 mf 7 = @7 | 1-12rw-p 22-24rw-p; poke 3+1077 #1487 12 = 1487; mremap 7 2 2 mf 20 =
   @20 | 1-7rw-p 9-12rw-p 20-22rw-p 22-24rw-p; mremap 20 4 4 mf 12 = @12 | 1-7rw-p 9-12rw-p 12-14rw-p
   14-16rw-p; madvise 2 3 dontfork = 0 | 1-2rw-p 2-5rw-p 5-7rw-p 9-12rw-p 12-14rw-p 14-16rw-p; peek 14 1 =
   4096; madvise 10 1 populatewrite = 0; mlock2 2 2 1 = 0 | 1-2rw-p 2-4rw-p 4-5rw-p 5-7rw-p 9-12rw-p
   12-14rw-p 14-16rw-p; mprotect 6 5 rw = ENOMEM; madvise 9 7-3143 dontneed = 0; smaps = 1-2rw-p a0 mw ac,
   2-4rw-p a1 mw lo dc lf ac, 4-5rw-p a0 mw dc ac, 5-7rw-p a0 mw ac, 9-12rw-p a0 mw ac, 12-14rw-p a0 mw ac,
   14-16rw-p a0 mw ac; bytes = 1:00*2,1fee,00*3 9:00*7`,
  `mmap 1 4 rw pfa - 0 = @1 | 1-5rw-p; fill 13 1 11 = 0; mremap 1 4 4 mf 8 = @8 | 8-12rw-p; mremap 8 3 4 mf 1
   = @1 | 1-5rw-p 11-12rw-p; smaps = 1-5rw-p a0 mw ac, 11-12rw-p a0 mw ac; bytes = 1:00*4 11:00`,
  `mmap 35 1 rw pfu f 1 = @35 | 35-36rw-p@f1; poke 25 1 11 = EFAULT; munlock 35 1 = 0; poke 22 1 12 = EFAULT;
   munmap 300 1 = 0; mprotect 303 2 rwD = ENOMEM; mincore 35 1 = 0 1; poke 603 1 13 = EFAULT; poke 295 1 14 =
   EFAULT; poke 594 1 15 = EFAULT; mprotect 31 3 rwD = ENOMEM; munmap 600 1 = 0; poke 26 1 16 = EFAULT; smaps
   = 35-36rw-p@f1 a1 mw ac; bytes = 35:42; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 0 2 rw pfa - 0 = @0 | 0-2rw-p; mprotect 0 1 rw = 0; mmap 1 4 rw pfa - 0 = @1 | 0-5rw-p; poke 3 1 11 =
   4096; mlock 3 3 = ENOMEM | 0-3rw-p 3-5rw-p; smaps = 0-3rw-p a0 mw ac, 3-5rw-p a1 mw lo ac; bytes =
   0:00*3,11,00`,
  `rlimit as 1 = 0; mmap 0 6 rx pfa - 0 = ENOMEM; mremap 0 6 6 - = EFAULT; munlock 2 1 = ENOMEM; brk 1 =
   4096; munlock 3 1 = ENOMEM; mlock 2 3 = ENOMEM; mremap 8 1 1 m = EFAULT; munlock 0 6 = ENOMEM; peek 0 1 =
   EFAULT; mremap 1 3 3 mf 6 = EFAULT; mmap 5 1 rw pf f 0 = ENOMEM; poke 9+370 #2526 11 = EFAULT; mprotect 0
   1 - = ENOMEM; mremap 6 1 1 - = EFAULT; smaps = nothing; bytes = nothing; file f =
   32768:41,42,43,44,45,46,47,48`,
  `rlimit memlock 0 = 0; nobody = 0; mmap 5 3 - pfau - 0 = @5 | 5-8---p; poke 5+894 #563 11 = EFAULT; brk 3 =
   12288; msync 5 3 a = 0; smaps = 5-8---p a0 mw; bytes = 5:--*3`,
  `mmap 3 4 rw sfb f 0 = @3 | 3-7rw-s@f0; poke 5+1285 #290 11 = 290; mremap 3 4 4 mf 14 = @14 | 14-18rw-s@f0;
   poke 16 1 12 = 4096; mmap 3 1 - sfak - 0 = @3 | 3-4---s@s0.0 14-18rw-s@f0; mprotect 14 4 r = 0 |
   3-4---s@s0.0 14-18r--s@f0; madvise 16 2 willneed = 0; mremap 15 1 1 mf 0 = @0 | 0-1r--s@f1 3-4---s@s0.0
   14-15r--s@f0 16-18r--s@f2; mincore 16 2 = 0 11; smaps = 0-1r--s@f1 a0 sh mw, 3-4---s@s0.0 a0 sh mw nh,
   14-15r--s@f0 a0 sh mw, 16-18r--s@f2 a0 sh mw; bytes = 0:42 3:-- 14:41 16:12,44; file f =
   32768:41,42,12,44,45,46,47,48`,
  `mmap 5 3 rw pfa - 0 = @5 | 5-8rw-p; madvise 5 3 wipeonfork = 0; poke 6 1 11 = 4096; mprotect 7 1 rw = 0;
   mmap 12 6 rw sf f 6 = @12 | 5-8rw-p 12-18rw-s@f6; smaps = 5-8rw-p a1 mw ac wf, 12-18rw-s@f6 a0 sh mw;
   bytes = 5:00,11,00 12:47,48,--*4; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 11 4 r pf f 2 = @11 | 11-15r--p@f2; fill 12 3 11 = 0; mprotect 0 11 r = ENOMEM; mprotect 13 2 r = 0;
   munmap 13 2 = 0 | 11-13r--p@f2; truncate f 5 = 0; mmap 17 2 r sf f 0 = @17 | 11-13r--p@f2 17-19r--s@f0;
   smaps = 11-13r--p@f2 a0 mw, 17-19r--s@f0 a0 sh mw; bytes = 11:43,44 17:41,42; file f =
   20480:41,42,43,44,45`,
  `mmap 7 5 rw sf f 2 = @7 | 7-12rw-s@f2; mprotect 1 1 rw = ENOMEM; mincore 7 5 = 0 11111; mprotect 10 1 - =
   0 | 7-10rw-s@f2 10-11---s@f5 11-12rw-s@f6; mprotect 13 2 rx = ENOMEM; munmap 7 3 = 0 | 10-11---s@f5
   11-12rw-s@f6; mlock 11 1 = 0; fork 11 1 11 = 10-11---s@f5 a0 sh mw, 11-12rw-s@f6 a0 sh mw / 10:--,47 /
   4096; madvise 10+407 1 random = EINVAL; mprotect 10 1 rx = 0 | 10-11r-xs@f5 11-12rw-s@f6; madvise 10 2
   keeponfork = 0; mmap 14 2 rw pf f 1 = @14 | 10-11r-xs@f5 11-12rw-s@f6 14-16rw-p@f1; mmap 16 3 rw pfa - 0 =
   @16 | 10-11r-xs@f5 11-12rw-s@f6 14-16rw-p@f1 16-19rw-p; mremap 10 1 1 - = @10; smaps = 10-11r-xs@f5 a0 sh
   mw, 11-12rw-s@f6 a0 sh mw lo, 14-16rw-p@f1 a0 mw ac, 16-19rw-p a0 mw ac; bytes = 10:46,11 14:42,43,00*3;
   file f = 32768:41,42,43,44,45,46,11,48`,
  `mmap 3 3 rw sfa - 0 = @3 | 3-6rw-s@s0.0; mmap 2 6 rw pfa - 0 = @2 | 2-8rw-p; fork 7 1 11 = 2-8rw-p a0 mw
   ac / 2:00*6 / 4096; poke 5 1 12 = 4096; mincore 2+3526 1 = EINVAL; mprotect 6+432 3 rw = EINVAL; poke 7 1
   13 = 4096; smaps = 2-8rw-p a2 mw ac; bytes = 2:00*3,12,00,13`,
  `mmap 5 4 r sf f 0 = @5 | 5-9r--s@f0; peek 8 1 = 4096; mremap 7 2 2 mf 17 = @17 | 5-7r--s@f0 17-19r--s@f2;
   mincore 5 2 = 0 11; peek 17 1 = 4096; munlock 17 2 = 0; smaps = 5-7r--s@f0 a0 sh mw, 17-19r--s@f2 a0 sh
   mw; bytes = 5:41,42 17:43,44; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 11 2 rw pfab - 0 = @11 | 11-13rw-p; mremap 12 1 1 mf 17 = @17 | 11-12rw-p 17-18rw-p; msync 11 1 s =
   0; mprotect 17 1 rw = 0; munmap 17 1 = 0 | 11-12rw-p; mprotect 11 1 - = 0 | 11-12---p; smaps = 11-12---p
   a0 mw; bytes = 11:--`,
  `mmap 0 4 - pf r 2 = @0 | 0-4---p@f2; mmap 2 5 rw pfa - 0 = @2 | 0-2---p@f2 2-7rw-p; mprotect 5 1 r = 0 |
   0-2---p@f2 2-5rw-p 5-6r--p 6-7rw-p; mprotect 2 1 rw = 0; mremap 2 3 2 mf 7 = @7 | 0-2---p@f2 5-6r--p
   6-9rw-p; madvise 0 2 dontneed = 0; mremap 7 2 2 mfd 4 = @4 | 0-2---p@f2 4-9rw-p; mprotect 4 3 r = 0 |
   0-2---p@f2 4-7r--p 7-9rw-p; msync 5 2 i = 0; mremap 8 1 1 mf 10 = @10 | 0-2---p@f2 4-7r--p 7-8rw-p
   10-11rw-p; mremap 1 1 2 m = @1 | 0-3---p@f2 4-7r--p 7-8rw-p 10-11rw-p; mremap 10 1 1 mf 3 = @3 |
   0-3---p@f2 3-4rw-p 4-7r--p 7-8rw-p; poke 4 1 11 = EFAULT; smaps = 0-3---p@f2 a0 mw, 3-4rw-p a0 mw ac,
   4-7r--p a0 mw, 7-8rw-p a0 mw ac; bytes = 0:--*3,00*5; file f = 32768:41,42,43,44,45,46,47,48`,
  `rlimit memlock 3 = 0; nobody = 0; mmap 2 4 rw pf r 6 = @2 | 2-6rw-p@f6; munlock 2 3 = 0; mlockall 2 = 0;
   fork 2 1 11 = 2-6rw-p@f6 a0 mw ac / 2:47,48,--*2 / 4096; munlock 5 2 = ENOMEM; munlock 4 1 = 0; mlock 3 2
   = ENOMEM | 2-3rw-p@f6 3-5rw-p@f7 5-6rw-p@f9; madvise 5 1 dontfork = 0; smaps = 2-3rw-p@f6 a0 mw ac,
   3-5rw-p@f7 a1 mw lo ac, 5-6rw-p@f9 a0 mw dc ac; bytes = 2:47,48,--*2; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 0 2 rw pfa - 0 = @0 | 0-2rw-p; mprotect 1 1 rw = 0; mmap 4 2 rw pfa - 0 = @4 | 0-2rw-p 4-6rw-p;
   mremap 0 2 2 - = @0; mprotect 8 3 r = ENOMEM; mprotect 0 2 r = 0 | 0-2r--p 4-6rw-p; mprotect 1 3 rw =
   ENOMEM | 0-1r--p 1-2rw-p 4-6rw-p; smaps = 0-1r--p a0 mw, 1-2rw-p a0 mw ac, 4-6rw-p a0 mw ac; bytes =
   0:00*2 4:00*2`,
  `mmap 15 1 rw pfk f 3 = @15 | 15-16rw-p@f3; poke 15+543 #219 11 = 219; madvise 15 3 dontneed = ENOMEM;
   mlock 15 1 = 0; madvise 15 1 populatewrite = 0; mprotect 15 1 r = 0 | 15-16r--p@f3; mmap 9 4 rw sf f 1 =
   @9 | 9-13rw-s@f1 15-16r--p@f3; mmap 19 6 - sf f 0 = @19 | 9-13rw-s@f1 15-16r--p@f3 19-25---s@f0; smaps =
   9-13rw-s@f1 a0 sh mw, 15-16r--p@f3 a1 mw lo ac nh, 19-25---s@f0 a0 sh mw; bytes = 9:42,43,44,45 15:44
   19:--*6; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 6 6 rw pfa - 0 = @6 | 6-12rw-p; mprotect 9 2 rw = 0; madvise 8 1 free = 0; mmap 1 1 rw pfauk - 0 = @1
   | 1-2rw-p 6-12rw-p; poke 1 1 11 = 4096; smaps = 1-2rw-p a1 mw ac nh, 6-12rw-p a0 mw ac; bytes = 1:11
   6:00*6`,
  `mmap 0 2 rw pfa - 0 = @0 | 0-2rw-p; mmap 16 1 r pfb f 1 = @16 | 0-2rw-p 16-17r--p@f1; smaps = 0-2rw-p a0
   mw ac, 16-17r--p@f1 a0 mw; mremap 0 5 5 mfd 14 = @14 | 0-2rw-p 14-16rw-p 16-17r--p@f1; mremap 0 1 1 m =
   @0; poke 1 1 11 = 4096; mmap 4 3 rw pfa - 0 = @4 | 0-2rw-p 4-7rw-p 14-16rw-p 16-17r--p@f1; mprotect 0 2 rw
   = 0; mprotect 15 1 r = 0 | 0-2rw-p 4-7rw-p 14-15rw-p 15-16r--p 16-17r--p@f1; mprotect 15 1 rx = 0 |
   0-2rw-p 4-7rw-p 14-15rw-p 15-16r-xp 16-17r--p@f1; smaps = 0-2rw-p a1 mw ac, 4-7rw-p a0 mw ac, 14-15rw-p a0
   mw ac, 15-16r-xp a0 mw, 16-17r--p@f1 a0 mw; bytes = 0:00,11 4:00*3 14:00*2,42; file f =
   32768:41,42,43,44,45,46,47,48`,
  `rlimit memlock 7 = 0; nobody = 0; mmap 3 3 r sfu g 3 = @3 | 3-6r--s@g3; madvise 5+145 1 mergeable =
   EINVAL; mremap 3 3 4 m = @3 | 3-7r--s@g3; mremap 4 1 1 mf 11 = @11 | 3-4r--s@g3 5-7r--s@g5 11-12r--s@g4;
   mlock2 3 1 1 = 0; mlock 11 5 = ENOMEM; mremap 11 1 1 m = @11; brk 8 = 32768; mlockall 3 = ENOMEM; mlock2 3
   1 1 = 0; fork 5 1 11 = 3-4r--s@g3 a0 sh mw, 5-7r--s@g5 a0 sh mw, 11-12r--s@g4 a0 sh mw / 3:022d 5:--*2
   11:-- / EFAULT; mremap 11 1 1 mf 13 = @13 | 3-4r--s@g3 5-7r--s@g5 13-14r--s@g4; smaps = 3-4r--s@g3 a0 sh
   mw lo lf, 5-7r--s@g5 a0 sh mw, 13-14r--s@g4 a0 sh mw lo; munmap 3 3 = 0 | 6-7r--s@g6 13-14r--s@g4; smaps =
   6-7r--s@g6 a0 sh mw, 13-14r--s@g4 a0 sh mw lo; bytes = 6:-- 13:--; file f = 32768:41,42,43,44,45,46,47,48`,
  `rlimit data 5 = 0; mmap 10 1 rw pf f 3 = @10 | 10-11rw-p@f3; mremap 10 1 1 mfd 10 = EINVAL; mremap 10 1 1
   m = @10; mremap 10 1 1 mfd 0 = @0 | 0-1rw-p@f3 10-11rw-p@f3; mlockall 1 = 0; mlock 10 1 = 0; madvise 0 1
   wipeonfork = EINVAL; smaps = 0-1rw-p@f3 a1 mw lo ac, 10-11rw-p@f3 a1 mw lo ac; bytes = 0:44 10:44; file f
   = 32768:41,42,43,44,45,46,47,48`,
  `rlimit as 12 = 0; mmap 4 1 rw pf f 2 = @4 | 4-5rw-p@f2; mprotect 4 1 rw = 0; mlock 4 1 = 0; madvise 12 1
   populatewrite = ENOMEM; poke 4 1 11 = 4096; mmap 8 1 rw pfar - 0 = @8 | 4-5rw-p@f2 8-9rw-p; mmap 7 3 rw
   pna - 0 = EEXIST; mmap 1 1 rw pfl f 5 = @1 | 1-2rw-p@f5 4-5rw-p@f2 8-9rw-p; smaps = 1-2rw-p@f5 a1 mw lo
   ac, 4-5rw-p@f2 a1 mw lo ac, 8-9rw-p a0 mw nr; bytes = 1:46 4:11 8:00; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 4 4 rw sfa - 0 = @4 | 4-8rw-s@s0.0; mmap 25 1 rw pfa - 0 = @25 | 4-8rw-s@s0.0 25-26rw-p; mmap 24 1 -
   pfa - 0 = @24 | 4-8rw-s@s0.0 24-25---p 25-26rw-p; mlock 20 3 = ENOMEM; poke 575 1 11 = EFAULT; peek 28 #1
   = EFAULT; madvise 7 1 populateread = 0; mlock2 6 2 0 = 0 | 4-6rw-s@s0.0 6-8rw-s@s0.2 24-25---p 25-26rw-p;
   smaps = 4-6rw-s@s0.0 a0 sh mw, 6-8rw-s@s0.2 a0 sh mw lo, 24-25---p a0 mw, 25-26rw-p a0 mw ac; bytes =
   4:00*4 24:--,00`,
  `mmap 0 1 r pfa - 0 = @0 | 0-1r--p; fork 0 1 11 = 0-1r--p a0 mw / 0:00 / EFAULT; mremap 0 1 1 mfd 1 = @1 |
   0-2r--p; poke 1 1 12 = EFAULT; smaps = 0-2r--p a0 mw; smaps = 0-2r--p a0 mw; bytes = 0:00*2`,
  `mmap 6 1 rw pfa - 0 = @6 | 6-7rw-p; mremap 7 3 3 mf 2 = EFAULT; mprotect 6 1 r = 0 | 6-7r--p; mremap 6 1 3
   - = @6 | 6-9r--p; poke 6 1 11 = EFAULT; poke 10 1 12 = EFAULT; smaps = 6-9r--p a0 mw; bytes = 6:00*3`,
  `mmap 1 3 rw pfab - 0 = @1 | 1-4rw-p; poke 597 1 11 = EFAULT; madvise 1 3 populatewrite = 0; mremap 2 2 2
   mf 37 = @37 | 1-2rw-p 37-39rw-p; poke 1 1 12 = 4096; madvise 1 1 dontneed = 0; poke 31 1 13 = EFAULT;
   madvise 38+1043 1 remove = EINVAL; mmap 600 4 rw pfag - 0 = @600 | 1-2rw-p 37-39rw-p 600-604rw-p; bytes =
   1:00 37:00*2 600:00*4; madvise 1 1 dontfork = 0; mmap 600 2 r pfag - 0 = @600 | 1-2rw-p 37-39rw-p
   600-602r--p 602-604rw-p; mmap 25 1 - pfa - 0 = @25 | 1-2rw-p 25-26---p 37-39rw-p 600-602r--p 602-604rw-p;
   smaps = 1-2rw-p a0 mw dc ac, 25-26---p a0 mw, 37-39rw-p a2 mw ac, 600-602r--p a0 mw gd, 602-604rw-p a0 mw
   gd ac; bytes = 1:00 25:-- 37:00*2 600:00*4`,
  `mmap 1 1 rw pfa - 0 = @1 | 1-2rw-p; mmap 2 4 rw pfa - 0 = @2 | 1-6rw-p; mprotect 1 1 r = 0 | 1-2r--p
   2-6rw-p; mmap 5 6 rw pfa - 0 = @5 | 1-2r--p 2-11rw-p; poke 7 1 11 = 4096; mremap 1 1 2 m = elsewhere |
   2-11rw-p; smaps = 2-11rw-p a1 mw ac; bytes = 2:00*5,11,00*3`,
  `rlimit data 4 = 0; mmap 9 3 rw pna - 0 = @9 | 9-12rw-p; mmap 10 1 rw sfk g 0 = @10 | 9-10rw-p 10-11rw-s@g0
   11-12rw-p; mmap 3 2 r pfa - 0 = @3 | 3-5r--p 9-10rw-p 10-11rw-s@g0 11-12rw-p; mmap 4 5 rx pn g 7 = EEXIST;
   mprotect 9 1 rw = 0; fork 10 1 11 = 3-5r--p a0 mw, 9-10rw-p a0 mw ac, 10-11rw-s@g0 a0 sh mw nh, 11-12rw-p
   a0 mw ac / 3:00*2 9:00,61,00 / 4096; mmap 4 4 r pfa - 0 = @4 | 3-8r--p 9-10rw-p 10-11rw-s@g0 11-12rw-p;
   mlock2 4 1 1 = 0 | 3-4r--p 4-5r--p 5-8r--p 9-10rw-p 10-11rw-s@g0 11-12rw-p; munmap 14 1 = 0; smaps =
   3-4r--p a0 mw, 4-5r--p a0 mw lo lf, 5-8r--p a0 mw, 9-10rw-p a0 mw ac, 10-11rw-s@g0 a0 sh mw nh, 11-12rw-p
   a0 mw ac; bytes = 3:00*5 9:00,11,00; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 18 1 rw pfa - 0 = @18 | 18-19rw-p; mremap 18 1 2 mf 21 = @21 | 21-23rw-p; mremap 22 2 1 m = @22; mmap
   12 2 rw sf f 0 = @12 | 12-14rw-s@f0 21-23rw-p; poke 13 1 11 = 4096; madvise 13 1 remove = 0; poke 13 1 12
   = 4096; mmap 13 5 - pfa - 0 = @13 | 12-13rw-s@f0 13-18---p 21-23rw-p; mprotect 13 5-2614 rw = 0 |
   12-13rw-s@f0 13-18rw-p 21-23rw-p; peek 12 1 = 4096; mmap 8 3 rw sfa - 0 = @8 | 8-11rw-s@s0.0 12-13rw-s@f0
   13-18rw-p 21-23rw-p; smaps = 8-11rw-s@s0.0 a0 sh mw, 12-13rw-s@f0 a0 sh mw, 13-18rw-p a0 mw ac, 21-23rw-p
   a0 mw ac; bytes = 8:00*3 12:41,00*5 21:00*2; file f = 32768:41,12,43,44,45,46,47,48`,
  `mmap 6 2 r pfa - 0 = @6 | 6-8r--p; mmap 9 2 rw sfa - 0 = @9 | 6-8r--p 9-11rw-s@s0.0; mremap 7 1 1 mfd 5 =
   @5 | 5-8r--p 9-11rw-s@s0.0; poke 7 1 11 = EFAULT; poke 6 1 12 = EFAULT; madvise 7 1 dontneed = 0; poke 7 1
   13 = EFAULT; poke 18 1 14 = EFAULT; mlock 9 2 = 0; poke 5 1 15 = EFAULT; madvise 5 6 populatewrite =
   EINVAL; smaps = 5-8r--p a0 mw, 9-11rw-s@s0.0 a0 sh mw lo; bytes = 5:00*3 9:00*2`,
  `mmap 12 5 rw sfr f 0 = @12 | 12-17rw-s@f0; fork 12 1 11 = 12-17rw-s@f0 a0 sh mw nr / 12:41,42,43,44,45 /
   4096; fill 12 5 12 = 5; madvise 12 3 free = EINVAL; msync 16 1 i = 0; munlock 12 5 = 0; bytes =
   12:12,13,14,15,16; madvise 13 3 dodump = 0; madvise 15 1 free = EINVAL; smaps = 12-17rw-s@f0 a0 sh mw nr;
   bytes = 12:12,13,14,15,16; file f = 32768:12,13,14,15,16,46,47,48`,
  `mmap 23 5 r pf f 1 = @23 | 23-28r--p@f1; mlock 27 2 = ENOMEM | 23-27r--p@f1 27-28r--p@f5; poke 588 1 11 =
   EFAULT; munmap 600 1 = 0; mprotect 24 3 - = 0 | 23-24r--p@f1 24-27---p@f2 27-28r--p@f5; poke 27 1 12 =
   EFAULT; poke 25 1 13 = EFAULT; mprotect 25 2 rwD = EINVAL; mlock 31 1 = ENOMEM; mprotect 27 1 rw = 0 |
   23-24r--p@f1 24-27---p@f2 27-28rw-p@f5; mlock 32 2 = ENOMEM; madvise 23 5 dontneed = EINVAL; smaps =
   23-24r--p@f1 a0 mw, 24-27---p@f2 a0 mw, 27-28rw-p@f5 a1 mw lo ac; bytes = 23:42,--*3,46; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 5 4 r pna - 0 = @5 | 5-9r--p; mmap 40 1 - pfa - 0 = @40 | 5-9r--p 40-41---p; fork 32 1 11 = 5-9r--p
   a0 mw, 40-41---p a0 mw / 5:00*4 40:-- / EFAULT; madvise 8 4 populateread = ENOMEM; poke 591 1 12 = EFAULT;
   mmap 30 3 rw pfag - 0 = @30 | 5-9r--p 30-33rw-p 40-41---p; mmap 300 2 rw pfag - 0 = @300 | 5-9r--p
   30-33rw-p 40-41---p 300-302rw-p; mlock2 6 3 1 = 0 | 5-6r--p 6-9r--p 30-33rw-p 40-41---p 300-302rw-p; poke
   587 1 13 = EFAULT; mmap 300 1 r pfag - 0 = @300 | 5-6r--p 6-9r--p 30-33rw-p 40-41---p 300-301r--p
   301-302rw-p; mmap 300 1 r pfag - 0 = @300; smaps = 5-6r--p a0 mw, 6-9r--p a0 mw lo lf, 30-33rw-p a0 mw gd
   ac, 40-41---p a0 mw, 300-301r--p a0 mw gd, 301-302rw-p a0 mw gd ac; bytes = 5:00*4 30:00*3 40:-- 300:00*2`,
  `mmap 12 3 r pfa - 0 = @12 | 12-15r--p; madvise 13 3 dontneed = ENOMEM; madvise 12 3 wipeonfork = 0; poke
   12 1 11 = EFAULT; poke 14 1 12 = EFAULT; mlock 14 1 = 0 | 12-14r--p 14-15r--p; mlock 14 1 = 0; mmap 10 5 r
   pfa - 0 = @10 | 10-15r--p; mprotect 10 5 rw = 0 | 10-15rw-p; smaps = 10-15rw-p a0 mw ac; bytes = 10:00*5`,
  `rlimit data 7 = 0; mmap 2 1 rw pfa - 0 = @2 | 2-3rw-p; truncate f 0+4029 = 0; mremap 2 3 1 mf 12 = @12 |
   12-13rw-p; madvise 12 1 keeponfork = 0; madvise 12 1 wipeonfork = 0; munmap 12 1 = 0 | nothing; mmap 8 4
   rw pna - 0 = @8 | 8-12rw-p; mprotect 8 3 rw = 0; mprotect 10 6 r = ENOMEM | 8-10rw-p 10-12r--p; mlock2 13
   1 0 = ENOMEM; madvise 15 1 remove = ENOMEM; mlock 9 1 = 0 | 8-9rw-p 9-10rw-p 10-12r--p; mmap 10 4 rw pfa -
   0 = @10 | 8-9rw-p 9-10rw-p 10-14rw-p; poke 3 1 11 = EFAULT; smaps = 8-9rw-p a0 mw ac, 9-10rw-p a1 mw lo
   ac, 10-14rw-p a0 mw ac; bytes = 8:00*6; file f = 4029:41`,
  `mmap 6 4 rw pfa - 0 = @6 | 6-10rw-p; madvise 8 3 dontfork = ENOMEM | 6-8rw-p 8-10rw-p; mmap 1 6 rw pfa - 0
   = @1 | 1-8rw-p 8-10rw-p; mremap 2 #0 1 mf 10 = EINVAL; mprotect 1 4 rw = 0; smaps = 1-8rw-p a0 mw ac,
   8-10rw-p a0 mw dc ac; bytes = 1:00*9`,
  `mmap 31 6 r pfa - 0 = @31 | 31-37r--p; poke 31 1 11 = EFAULT; poke 22 1 12 = EFAULT; mmap 300 1 rw pfag -
   0 = @300 | 31-37r--p 300-301rw-p; mremap 36 4 4 mf 5 = @5 | 5-6r--p 31-36r--p 300-301rw-p; poke 27 1 13 =
   EFAULT; mprotect 298 2 rD = ENOMEM; mremap 600 2 1 - = EFAULT; mmap 13 1 r sfab - 0 = @13 | 5-6r--p
   13-14r--s@s0.0 31-36r--p 300-301rw-p; mmap 29 2 rw pna - 0 = @29 | 5-6r--p 13-14r--s@s0.0 29-31rw-p
   31-36r--p 300-301rw-p; poke 596 1 14 = EFAULT; mprotect 296 3 rD = ENOMEM; poke 570 1 15 = EFAULT; poke
   297 1 16 = 4096 | 5-6r--p 13-14r--s@s0.0 29-31rw-p 31-36r--p 297-301rw-p; smaps = 5-6r--p a0 mw,
   13-14r--s@s0.0 a0 sh mw, 29-31rw-p a0 mw ac, 31-36r--p a0 mw, 297-301rw-p a1 mw gd ac; bytes = 5:00 13:00
   29:00*7 297:16,00*3`,
  `mmap 2 2 rw pfa - 0 = @2 | 2-4rw-p; madvise 2 1 remove = EINVAL; mremap 3 1 1 m = @3; mremap 2 2 2 mf 0 =
   @0 | 0-2rw-p; munmap 1 1 = 0 | 0-1rw-p; poke 0 1 11 = 4096; fork 0 1 12 = 0-1rw-p a1 mw ac / 0:11 / 4096;
   poke 0 1 13 = 4096; madvise 0 1 dofork = 0; mmap 5 1 rw pfa - 0 = @5 | 0-1rw-p 5-6rw-p; smaps = 0-1rw-p a1
   mw ac, 5-6rw-p a0 mw ac; bytes = 0:13 5:00`,
  `mmap 19 5 rw pfa - 0 = @19 | 19-24rw-p; truncate f 3 = 0; madvise 23 1 remove = EINVAL; mprotect 21 2 rx =
   0 | 19-21rw-p 21-23r-xp 23-24rw-p; smaps = 19-21rw-p a0 mw ac, 21-23r-xp a0 mw, 23-24rw-p a0 mw ac; bytes
   = 19:00*5; file f = 12288:41,42,43`,
  `mmap 14 1 rx pfa - 0 = @14 | 14-15r-xp; madvise 2 1 mergeable = ENOMEM; madvise 14 6 dontdump = ENOMEM;
   madvise 0 14 keeponfork = ENOMEM; munmap 14 1 = 0 | nothing; mmap 14 6 r pfa - 0 = @14 | 14-20r--p; mremap
   16 1 1 - = @16; mmap 15 1 rw pfb f 2 = @15 | 14-15r--p 15-16rw-p@f2 16-20r--p; madvise 17 4 populatewrite
   = EINVAL; mlock 15 2-4063 = 0 | 14-15r--p 15-16rw-p@f2 16-17r--p 17-20r--p; mmap 19 6 rw pf g 0 = @19 |
   14-15r--p 15-16rw-p@f2 16-17r--p 17-19r--p 19-25rw-p@g0; poke 16 1 11 = EFAULT; mremap 6 1 1 mf 2 =
   EFAULT; mincore 18 1 = 0 0; smaps = 14-15r--p a0 mw, 15-16rw-p@f2 a1 mw lo ac, 16-17r--p a0 mw lo,
   17-19r--p a0 mw, 19-25rw-p@g0 a0 mw ac; bytes = 14:00,43,00*3,61,62,63,022d,--*2; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 31 6 rw pfa - 0 = @31 | 31-37rw-p; poke 31 1 11 = 4096; peek 596 #1 = EFAULT; mremap 600 3 4 mf 321 =
   EFAULT; mmap 344 1 - pfa - 0 = @344 | 31-37rw-p 344-345---p; fill 33 3 12 = 3; poke 26 1 13 = EFAULT;
   smaps = 31-37rw-p a4 mw ac, 344-345---p a0 mw; bytes = 31:11,00,12,13,14,00 344:--`,
  `mmap 3 2 rw pfa - 0 = @3 | 3-5rw-p; mremap 4 1 1 mf 8 = @8 | 3-4rw-p 8-9rw-p; fork 3 1 11 = 3-4rw-p a0 mw
   ac, 8-9rw-p a0 mw ac / 3:00 8:00 / 4096; poke 3 1 12 = 4096; poke 3 1 13 = 4096; poke 8 1 14 = 4096; poke
   8 1 15 = 4096; mremap 8 1 2 - = @8 | 3-4rw-p 8-10rw-p; smaps = 3-4rw-p a1 mw ac, 8-10rw-p a1 mw ac; bytes
   = 3:13 8:15,00`,
  `mmap 16 4 rw pf r 0 = @16 | 16-20rw-p@f0; mmap 16 5 - pf f 2 = @16 | 16-21---p@f2; smaps = 16-21---p@f2 a0
   mw; poke 16 1 11 = EFAULT; poke 19 1 12 = EFAULT; poke 20 1 13 = EFAULT; madvise 16 2 free = EINVAL;
   munmap 16 1 = 0 | 17-21---p@f3; mprotect 17 1 r = 0 | 17-18r--p@f3 18-21---p@f4; fill 17 1 14 = 0; mremap
   17 6 6 mf 0 = @0 | 0-1r--p@f3 1-4---p@f4; mprotect 20 2 w = ENOMEM; mmap 10 6 rw pfa - 0 = @10 |
   0-1r--p@f3 1-4---p@f4 10-16rw-p; mremap 10 6 6 mfd 18 = @18 | 0-1r--p@f3 1-4---p@f4 10-16rw-p 18-24rw-p;
   smaps = 0-1r--p@f3 a0 mw, 1-4---p@f4 a0 mw, 10-16rw-p a0 mw ac, 18-24rw-p a0 mw ac; bytes = 0:44,--*3
   10:00*6 18:00*6; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 10 4 r pfa - 0 = @10 | 10-14r--p; munmap 10 4 = 0 | nothing; mmap 7 5 rw pfa - 0 = @7 | 7-12rw-p;
   mprotect 9 3 - = 0 | 7-9rw-p 9-12---p; mprotect 8 2 r = 0 | 7-8rw-p 8-10r--p 10-12---p; madvise 9 3
   dontdump = 0 | 7-8rw-p 8-9r--p 9-10r--p 10-12---p; mprotect 7 3 rw = 0 | 7-9rw-p 9-10rw-p 10-12---p;
   mincore 11 3 = ENOMEM 0; fill 9 3 11 = 1; madvise 7 5 random = 0; mincore 7 1 = 0 0; fill 10 2 12 = 0;
   smaps = 7-9rw-p a0 mw rr ac, 9-10rw-p a1 mw rr ac dd, 10-12---p a0 mw rr dd; bytes = 7:00*2,11,--*2`,
  `rlimit stack 38 = 0; mmap 17 6 - pf f 2 = @17 | 17-23---p@f2; mprotect 21 2 rwD = EINVAL; poke 582 1 11 =
   EFAULT; peek 298 #1 = EFAULT; pwrite f 0 1 12 = 4096; truncate f 6+736 = 0; madvise 17 6 sequential = 0;
   poke 17+947 #2641 13 = EFAULT; smaps = 17-23---p@f2 a0 mw sr; bytes = 17:--*6; file f =
   25312:12,42,43,44,45,46,47`,
  `rlimit memlock 0 = 0; nobody = 0; mmap 5 6 r pfa - 0 = @5 | 5-11r--p; poke 10 1 11 = EFAULT; fill 9 2 12 =
   0; mincore 5 6 = 0 000000; mprotect 6 2 rw = 0 | 5-6r--p 6-8rw-p 8-11r--p; mlock 9 2 = EPERM; mlockall 3 =
   EPERM; mlock2 9 2 1 = EPERM; mmap 9 2 rw pfa - 0 = @9 | 5-6r--p 6-8rw-p 8-9r--p 9-11rw-p; mmap 11 3 rw sfa
   - 0 = @11 | 5-6r--p 6-8rw-p 8-9r--p 9-11rw-p 11-14rw-s@s0.0; madvise 7 3 unmergeable = 0; madvise 6 3
   wipeonfork = 0; mmap 1 6 rw pfa - 0 = @1 | 1-7rw-p 7-8rw-p 8-9r--p 9-11rw-p 11-14rw-s@s0.0; smaps =
   1-7rw-p a0 mw ac, 7-8rw-p a0 mw ac wf, 8-9r--p a0 mw wf, 9-11rw-p a0 mw ac, 11-14rw-s@s0.0 a0 sh mw; bytes
   = 1:00*13`,
  `mmap 13 6 rw pfa - 0 = @13 | 13-19rw-p; mlock 16 3 = 0 | 13-16rw-p 16-19rw-p; truncate f 7+3635 = 0;
   mprotect 13 6 rw = 0; bytes = 13:00*6; smaps = 13-16rw-p a0 mw ac, 16-19rw-p a3 mw lo ac; bytes = 13:00*6;
   file f = 32307:41,42,43,44,45,46,47,48`,
  `mmap 0 6 rw pfa - 0 = @0 | 0-6rw-p; munmap 2 2 = 0 | 0-2rw-p 4-6rw-p; mremap 0 5 5 m = @0; poke 4 1 11 =
   4096; poke 5 1 12 = 4096; mprotect 4 2 r = 0 | 0-2rw-p 4-6r--p; poke 0 1 13 = 4096; mremap 0 1 1 mf 2 = @2
   | 1-2rw-p 2-3rw-p 4-6r--p; munmap 2 1 = 0 | 1-2rw-p 4-6r--p; poke 4 1 14 = EFAULT; mremap 1 1 1 - = @1;
   mremap 4 2 2 mf 2 = @2 | 1-2rw-p 2-4r--p; poke 3 1 15 = EFAULT; smaps = 1-2rw-p a0 mw ac, 2-4r--p a2 mw
   ac; bytes = 1:00,11,12`,
  `mmap 15 1 rw sn f 0 = @15 | 15-16rw-s@f0; munmap 600 1 = 0; poke 577 1 11 = EFAULT; mprotect 302 3 rD =
   ENOMEM; poke 584 1 12 = EFAULT; poke 292 1 13 = EFAULT; mremap 300 3 3 mf 330 = EFAULT; mmap 30 3 - pfag -
   0 = @30 | 15-16rw-s@f0 30-33---p; smaps = 15-16rw-s@f0 a0 sh mw, 30-33---p a0 mw gd; bytes = 15:41
   30:--*3; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 5 3 rw pfa - 0 = @5 | 5-8rw-p; mremap 5 3 4 mf 1 = @1 | 1-5rw-p; mprotect 3 1 r = 0 | 1-3rw-p 3-4r--p
   4-5rw-p; munmap 1 4 = 0 | nothing; mmap 3 2 rw pfa - 0 = @3 | 3-5rw-p; poke 4 1 11 = 4096; mmap 6 2 rw pfa
   - 0 = @6 | 3-5rw-p 6-8rw-p; smaps = 3-5rw-p a1 mw ac, 6-8rw-p a0 mw ac; bytes = 3:00,11 6:00*2`,
  `rlimit as 0 = 0; mmap 4 2 r pf f 2 = ENOMEM; mlock 4 2 = ENOMEM; poke 4 1 11 = EFAULT; mprotect 4 1 rw =
   ENOMEM; mprotect 4 2 rw = ENOMEM; smaps = nothing; bytes = nothing; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 27 5 r pf f 3 = @27 | 27-32r--p@f3; poke 301 1 11 = EFAULT; fill 29 1 12 = 0; poke 29+3787 #463 13 =
   EFAULT; mmap 30 1 - pfag - 0 = @30 | 27-30r--p@f3 30-31---p 31-32r--p@f7; mmap 300 4 r pfagl - 0 = @300 |
   27-30r--p@f3 30-31---p 31-32r--p@f7 300-304r--p; mprotect 27 2-3185 r = 0; poke 287 1 14 = EFAULT; smaps =
   27-30r--p@f3 a0 mw, 30-31---p a0 mw gd, 31-32r--p@f7 a0 mw, 300-304r--p a0 mw gd lo; bytes =
   27:44,45,46,--,48 300:00*4; file f = 32768:41,42,43,44,45,46,47,48`,
  `rlimit data 5 = 0; mmap 9 5 rw pfalr - 0 = @9 | 9-14rw-p; mincore 13 1 = 0 1; poke 11 1 11 = 4096;
   mprotect 10 2 r = 0 | 9-10rw-p 10-12r--p 12-14rw-p; smaps = 9-10rw-p a1 mw lo nr, 10-12r--p a2 mw lo nr,
   12-14rw-p a2 mw lo nr; bytes = 9:00*2,11,00*2`,
  `rlimit memlock 4 = 0; nobody = 0; mmap 2 3 rw sfa - 0 = @2 | 2-5rw-s@s0.0; poke 2+237 #1779 11 = 1779;
   mmap 11 3 r sf f 3 = @11 | 2-5rw-s@s0.0 11-14r--s@f3; madvise 11 3 dodump = 0; mlock 4 1 = 0 |
   2-4rw-s@s0.0 4-5rw-s@s0.2 11-14r--s@f3; munlock 2 1 = 0; mremap 4 1 1 mf 10 = @10 | 2-4rw-s@s0.0
   10-11rw-s@s0.2 11-14r--s@f3; poke 13 1 12 = EFAULT; mprotect 12 4 r = ENOMEM; mmap 4 3 r sna - 0 = @4 |
   2-4rw-s@s0.0 4-7r--s@s1.0 10-11rw-s@s0.2 11-14r--s@f3; mlock 2 2 = 0; poke 12 1 13 = EFAULT; mremap 5 2 2
   mf 0 = @0 | 0-2r--s@s1.1 2-4rw-s@s0.0 4-5r--s@s1.0 10-11rw-s@s0.2 11-14r--s@f3; madvise 12 1 dontneed = 0;
   smaps = 0-2r--s@s1.1 a0 sh mw, 2-4rw-s@s0.0 a0 sh mw lo, 4-5r--s@s1.0 a0 sh mw, 10-11rw-s@s0.2 a0 sh mw
   lo, 11-14r--s@f3 a0 sh mw; bytes = 0:00*2,3d97,00*2 10:00,44,45,46; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 7 2 r sf f 7 = @7 | 7-9r--s@f7; munlock 7 1 = 0; madvise 7 2 remove = 0; madvise 7 2 wipeonfork =
   EINVAL; peek 8 1 = EFAULT; smaps = 7-9r--s@f7 a0 sh mw; bytes = 7:00,--; file f =
   32768:41,42,43,44,45,46,47,00`,
  `mmap 20 3 r sfa - 0 = @20 | 20-23r--s@s0.0; munmap 30 1 = 0; mremap 300 3 2 - = EFAULT; poke 602 1 11 =
   EFAULT; peek 288 #1 = EFAULT; munlock 22 1 = 0; smaps = 20-23r--s@s0.0 a0 sh mw; bytes = 20:00*3`,
  `mmap 14 6 rw sf r 1 = EACCES; poke 597 1 11 = EFAULT; mprotect 24 2 rD = ENOMEM; poke 280 1 12 = EFAULT;
   mremap 600 3 4 mf 324 = EFAULT; poke 293 1 13 = EFAULT; mprotect 16 2 rw = ENOMEM; mremap 19 1 3 m =
   EFAULT; mmap 600 2 rw pfag - 0 = @600 | 600-602rw-p; mmap 43 1 rw pfa - 0 = @43 | 43-44rw-p 600-602rw-p;
   mremap 300 1 3 - = EFAULT; poke 31 1 14 = EFAULT; madvise 18 3 willneed = ENOMEM; smaps = 43-44rw-p a0 mw
   ac, 600-602rw-p a0 mw gd ac; bytes = 43:00 600:00*2; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 4 1 r pfab - 0 = @4 | 4-5r--p; mmap 0 3 rw pfa - 0 = @0 | 0-3rw-p 4-5r--p; mremap 4 1 1 mfd 3 = @3 |
   0-3rw-p 3-5r--p; madvise 3+665 2 wipeonfork = EINVAL; mmap 2 1 rw pfa - 0 = @2; smaps = 0-3rw-p a0 mw ac,
   3-5r--p a0 mw; bytes = 0:00*5`,
  `rlimit memlock 1 = 0; nobody = 0; mmap 9 6 r sfu f 1 = @9 | 9-15r--s@f1; mremap 9 6 6 mf 4 = EINVAL;
   mremap 14 2 3 mf 6 = EFAULT; mprotect 0 1 rw = ENOMEM; poke 10 1 11 = EFAULT; munmap 10 1 = 0 |
   9-10r--s@f1 11-15r--s@f3; mlock2 9 1 1 = 0; mmap 6 5 - pfa - 0 = @6 | 6-11---p 11-15r--s@f3; poke 10 1 12
   = EFAULT; truncate f 2 = 0; mremap 13 1 2 mf 4 = @4 | 4-6r--s@f5 6-11---p 11-13r--s@f3 14-15r--s@f6; smaps
   = 4-6r--s@f5 a0 sh mw, 6-11---p a0 mw, 11-13r--s@f3 a0 sh mw, 14-15r--s@f6 a0 sh mw; bytes = 4:--*9 14:--;
   file f = 8192:41,42`,
  `rlimit stack 280 = 0; mmap 24 4 rw pf f 0 = @24 | 24-28rw-p@f0; poke 23 1 11 = EFAULT; mincore 24 2 = 0
   11; mmap 340 1 - pfa - 0 = @340 | 24-28rw-p@f0 340-341---p; poke 21 1 12 = EFAULT; mprotect 599 3 rw =
   ENOMEM; madvise 26 3 cold = ENOMEM; poke 572 1 13 = EFAULT; smaps = 24-28rw-p@f0 a0 mw ac, 340-341---p a0
   mw; bytes = 24:41,42,43,44 340:--; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 12 5 rw sna - 0 = @12 | 12-17rw-s@s0.0; fork 16 1 11 = 12-17rw-s@s0.0 a0 sh mw / 12:00*5 / 4096;
   mprotect 13 4-3552 r = 0 | 12-13rw-s@s0.0 13-17r--s@s0.1; mmap 2 6 rw pf f 1 = @2 | 2-8rw-p@f1
   12-13rw-s@s0.0 13-17r--s@s0.1; munlock 14 3 = 0; mprotect 2 6 r = 0 | 2-8r--p@f1 12-13rw-s@s0.0
   13-17r--s@s0.1; mmap 4 3 r pfab - 0 = @4 | 2-4r--p@f1 4-7r--p 7-8r--p@f6 12-13rw-s@s0.0 13-17r--s@s0.1;
   mprotect 7 1 r = 0; mremap 13 3 3 mf 2 = @2 | 2-5r--s@s0.1 5-7r--p 7-8r--p@f6 12-13rw-s@s0.0
   16-17r--s@s0.4; mmap 12 1 - pfa - 0 = @12 | 2-5r--s@s0.1 5-7r--p 7-8r--p@f6 12-13---p 16-17r--s@s0.4; mmap
   13 3 rw pf f 2 = @13 | 2-5r--s@s0.1 5-7r--p 7-8r--p@f6 12-13---p 13-16rw-p@f2 16-17r--s@s0.4; msync 13 3 s
   = 0; mprotect 5 3 rx = 0 | 2-5r--s@s0.1 5-7r-xp 7-8r-xp@f6 12-13---p 13-16rw-p@f2 16-17r--s@s0.4; smaps =
   2-5r--s@s0.1 a0 sh mw, 5-7r-xp a0 mw, 7-8r-xp@f6 a0 mw ac, 12-13---p a0 mw, 13-16rw-p@f2 a0 mw ac,
   16-17r--s@s0.4 a0 sh mw; bytes = 2:00*5,47 12:--,43,44,45,11; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 3 4 rw pfa - 0 = @3 | 3-7rw-p; mremap 4 3 3 - = @4; mprotect 4 4 rw = ENOMEM; poke 3 1 11 = 4096;
   poke 8 1 12 = EFAULT; pwrite f 0 1 13 = 4096; mremap 4 1 1 mf 2 = @2 | 2-3rw-p 3-4rw-p 5-7rw-p; smaps =
   2-3rw-p a0 mw ac, 3-4rw-p a1 mw ac, 5-7rw-p a0 mw ac; bytes = 2:00,11 5:00*2`,
  `mmap 9 1 rw pfa - 0 = @9 | 9-10rw-p; madvise 9 1 populateread = 0; poke 9 1 11 = 4096; madvise 9 1
   populatewrite = 0; mprotect 9 1 rw = 0; madvise 9 1 dontfork = 0; madvise 9 1 wipeonfork = 0; mmap 16 5 rw
   pfar - 0 = @16 | 9-10rw-p 16-21rw-p; mmap 8 3 rw pfa - 0 = @8 | 8-11rw-p 16-21rw-p; poke 16 1 12 = 4096;
   smaps = 8-11rw-p a0 mw ac, 16-21rw-p a1 mw nr; bytes = 8:00*3 16:12,00*4`,
  `mmap 3 1 rw pfa - 0 = @3 | 3-4rw-p; mremap 3 1 1 - = @3; mmap 9 6 rw pfa - 0 = @9 | 3-4rw-p 9-15rw-p; poke
   14 1 11 = 4096; mmap 2 5 rw pfa - 0 = @2 | 2-7rw-p 9-15rw-p; mmap 11 2 rw pfa - 0 = @11; poke 8+3719 #724
   12 = EFAULT; smaps = 2-7rw-p a0 mw ac, 9-15rw-p a1 mw ac; bytes = 2:00*5 9:00*5,11`,
  `mmap 12 3 rw pf f 3 = @12 | 12-15rw-p@f3; madvise 13 2 dontneed = 0; munlock 14 1 = 0; madvise 12 1
   nohugepage = 0 | 12-13rw-p@f3 13-15rw-p@f4; munmap 12 3 = 0 | nothing; mmap 16 4 rw pfa - 0 = @16 |
   16-20rw-p; poke 16 1 11 = 4096; mlock2 19 1 0 = 0 | 16-19rw-p 19-20rw-p; mmap 17 3 rw pnr f 3 = EEXIST;
   mprotect 16 4 rw = 0; smaps = 16-19rw-p a1 mw ac, 19-20rw-p a1 mw lo ac; bytes = 16:11,00*3; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 10 4 rw pf f 1 = @10 | 10-14rw-p@f1; mlock2 3 1 1 = ENOMEM; munmap 12 2 = 0 | 10-12rw-p@f1; poke 11 1
   11 = 4096; mprotect 11 1 rw = 0; mmap 2 1 rw pfa - 0 = @2 | 2-3rw-p 10-12rw-p@f1; poke 10+2692 #262 12 =
   262; mmap 0 5 rw pfa - 0 = @0 | 0-5rw-p 10-12rw-p@f1; smaps = 0-5rw-p a0 mw ac, 10-12rw-p@f1 a2 mw ac;
   bytes = 0:00*5 10:2cdb,11; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 0 2 rw pfa - 0 = @0 | 0-2rw-p; mprotect 0 2 rw = 0; mprotect 3 1 rw = ENOMEM; mremap 0 2 2 mf 2 = @2
   | 2-4rw-p; mremap 2 1 1 mf 5 = @5 | 3-4rw-p 5-6rw-p; madvise 3 1 dontneedlocked = 0; smaps = 3-4rw-p a0 mw
   ac, 5-6rw-p a0 mw ac; bytes = 3:00 5:00`,
  `rlimit as 7 = 0; mmap 5 4 rw sfa - 0 = @5 | 5-9rw-s@s0.0; mlockall 1 = 0; mmap 8 5 rw sf z 0 = ENOMEM |
   5-8rw-s@s0.0 8-9rw-s@s0.3; mmap 9 2 r pfa - 0 = @9 | 5-8rw-s@s0.0 8-9rw-s@s0.3 9-11r--p; madvise 6 2
   dontneedlocked = 0; mmap 10 1 rw sfl r 0 = EACCES; mmap 2 5 rw pfa - 0 = ENOMEM | 5-7rw-s@s0.0
   7-8rw-s@s0.2 8-9rw-s@s0.3 9-11r--p; madvise 3 1 #5 = EINVAL; mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p
   8-9rw-s@s0.3 9-11r--p; mmap 8 2 rx pf f 2 = @8 | 4-8rw-p 8-10r-xp@f2 10-11r--p; mmap 5 1 rx sfa - 0 = @5 |
   4-5rw-p 5-6r-xs@s1.0 6-8rw-p 8-10r-xp@f2 10-11r--p; smaps = 4-5rw-p a0 mw ac, 5-6r-xs@s1.0 a0 sh mw,
   6-8rw-p a0 mw ac, 8-10r-xp@f2 a0 mw, 10-11r--p a0 mw; bytes = 4:00*4,43,44,00; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 18 5 rx pfa - 0 = @18 | 18-23r-xp; madvise 19 4 populatewrite = EINVAL; mremap 20 1 1 mf 11 = @11 |
   11-12r-xp 18-20r-xp 21-23r-xp; poke 18 1 11 = EFAULT; madvise 21 2 remove = EINVAL; madvise 22 1
   unmergeable = 0; madvise 18 2-3260 dontneed = 0; mremap 22 1 1 mfd 23 = @23 | 11-12r-xp 18-20r-xp
   21-24r-xp; mremap 18 2 2 mf 9 = @9 | 9-12r-xp 21-24r-xp; smaps = 9-12r-xp a0 mw, 21-24r-xp a0 mw; bytes =
   9:00*3 21:00*3`,
  `rlimit stack 250 = 0; mmap 24 5 - sf f 1 = @24 | 24-29---s@f1; mmap 600 3 - pfag - 0 = @600 | 24-29---s@f1
   600-603---p; mmap 6 3 rw sfl r 1 = EACCES; smaps = 24-29---s@f1 a0 sh mw, 600-603---p a0 mw gd; mmap 600 1
   rw pfag - 0 = @600 | 24-29---s@f1 600-601rw-p 601-603---p; mprotect 9 1 rwx = ENOMEM; mincore 28 1 = 0 1;
   mmap 30 2 r pfag - 0 = @30 | 24-29---s@f1 30-32r--p 600-601rw-p 601-603---p; pwrite f 5 1 11 = 4096; mmap
   30 2 rw pfag - 0 = @30 | 24-29---s@f1 30-32rw-p 600-601rw-p 601-603---p; mprotect 26 3 rD = EINVAL; smaps
   = 24-29---s@f1 a0 sh mw, 30-32rw-p a0 mw gd ac, 600-601rw-p a0 mw gd ac, 601-603---p a0 mw gd; bytes =
   24:--*5 30:00*2 600:00,--*2; file f = 32768:41,42,43,44,45,11,47,48`,
  `rlimit memlock 2 = 0; nobody = 0; mmap 9 5 rx sf f 2 = @9 | 9-14r-xs@f2; brk 2 = 8192; mlock 12 1 = 0 |
   9-12r-xs@f2 12-13r-xs@f5 13-14r-xs@f6; mmap 1 5 rw pfab - 0 = @1 | 1-6rw-p 9-12r-xs@f2 12-13r-xs@f5
   13-14r-xs@f6; mmap 10 3 rw pf f 1 = @10 | 1-6rw-p 9-10r-xs@f2 10-13rw-p@f1 13-14r-xs@f6; mmap 7 5 r pfa -
   0 = @7 | 1-6rw-p 7-12r--p 12-13rw-p@f3 13-14r-xs@f6; mmap 5 6 rw pfu g 0 = @5 | 1-5rw-p 5-11rw-p@g0
   11-12r--p 12-13rw-p@f3 13-14r-xs@f6; mmap 9 5 r pf f 0 = @9 | 1-5rw-p 5-9rw-p@g0 9-14r--p@f0; mremap 9 5 5
   - = @9; mprotect 9 3 rw = 0 | 1-5rw-p 5-9rw-p@g0 9-12rw-p@f0 12-14r--p@f3; brk 4 = 16384; fork 5 1 11 =
   1-5rw-p a0 mw ac, 5-9rw-p@g0 a4 mw ac, 9-12rw-p@f0 a0 mw ac, 12-14r--p@f3 a0 mw /
   1:00*4,61,62,63,022d,41,42,43,44,45 / 4096; smaps = 1-5rw-p a0 mw ac, 5-9rw-p@g0 a4 mw ac, 9-12rw-p@f0 a0
   mw ac, 12-14r--p@f3 a0 mw; bytes = 1:00*4,61,62,63,022d,41,42,43,44,45; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 28 4 rx pfa - 0 = @28 | 28-32r-xp; msync 28 2 as = EINVAL; poke 599 1 11 = EFAULT; mmap 24 5 rw sf g
   0 = @24 | 24-29rw-s@g0 29-32r-xp; mmap 600 1 rw pfag - 0 = @600 | 24-29rw-s@g0 29-32r-xp 600-601rw-p;
   mremap 24 5 5 mf 19 = @19 | 19-24rw-s@g0 29-32r-xp 600-601rw-p; madvise 29 3 dontneed = 0; poke 587 1 12 =
   4096 | 19-24rw-s@g0 29-32r-xp 587-601rw-p; peek 280 #1 = EFAULT; madvise 4 1 wipeonfork = ENOMEM; poke 583
   1 13 = 4096 | 19-24rw-s@g0 29-32r-xp 583-601rw-p; smaps = 19-24rw-s@g0 a0 sh mw, 29-32r-xp a0 mw,
   583-601rw-p a2 mw gd ac; bytes = 19:61,62,63,022d,-- 29:00*3 583:13,00*3,12,00*13; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 13 3 - pfa - 0 = @13 | 13-16---p; madvise 14 3 populateread = EINVAL; munmap 13 1 = 0 | 14-16---p;
   mremap 14 #0 2 mfd 1 = EINVAL; mmap 3 2 r sfk f 1 = @3 | 3-5r--s@f1 14-16---p; peek 3 1 = 4096; mprotect 3
   1 rwx = 0 | 3-4rwxs@f1 4-5r--s@f2 14-16---p; peek 15 1 = EFAULT; mmap 10 1 rw sfa - 0 = @10 | 3-4rwxs@f1
   4-5r--s@f2 10-11rw-s@s0.0 14-16---p; smaps = 3-4rwxs@f1 a0 sh mw nh, 4-5r--s@f2 a0 sh mw nh,
   10-11rw-s@s0.0 a0 sh mw, 14-16---p a0 mw; bytes = 3:42,43 10:00 14:--*2; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 9 6 r sfa - 0 = @9 | 9-15r--s@s0.0; mremap 13 2 2 - = @13; mremap 10 1 1 mf 3 = @3 | 3-4r--s@s0.1
   9-10r--s@s0.0 11-15r--s@s0.2; mprotect 14 1 rw = 0 | 3-4r--s@s0.1 9-10r--s@s0.0 11-14r--s@s0.2
   14-15rw-s@s0.5; mmap 9 6 rw sf g 3 = @9 | 3-4r--s@s0.1 9-15rw-s@g3; mprotect 13 2-1930 r = 0 |
   3-4r--s@s0.1 9-13rw-s@g3 13-15r--s@g7; mremap 9 6 4 - = @9 | 3-4r--s@s0.1 9-13rw-s@g3; munmap 9 1 = 0 |
   3-4r--s@s0.1 10-13rw-s@g4; madvise 12 6 dofork = ENOMEM; mlock2 11 2 0 = ENOMEM | 3-4r--s@s0.1
   10-11rw-s@g4 11-13rw-s@g5; mlockall 1 = 0 | 3-4r--s@s0.1 10-13rw-s@g4; smaps = 3-4r--s@s0.1 a0 sh mw lo,
   10-13rw-s@g4 a0 sh mw lo; bytes = 3:00 10:--*3; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 3 5 rw pfa - 0 = @3 | 3-8rw-p; mmap 4 2 rw pf f 3 = @4 | 3-4rw-p 4-6rw-p@f3 6-8rw-p; mremap 600 2 2
   mf 325 = EFAULT; mremap 4 3 3 mf 20 = @20 | 3-4rw-p 7-8rw-p 20-22rw-p@f3 22-23rw-p; munmap 300 1 = 0;
   smaps = 3-4rw-p a0 mw ac, 7-8rw-p a0 mw ac, 20-22rw-p@f3 a0 mw ac, 22-23rw-p a0 mw ac; bytes = 3:00 7:00
   20:44,45,00; file f = 32768:41,42,43,44,45,46,47,48`,
  `rlimit as 10 = 0; mmap 10 3 rw pf r 0 = @10 | 10-13rw-p@f0; mincore 10 1 = 0 1; mprotect 12 1 r = 0 |
   10-12rw-p@f0 12-13r--p@f2; mmap 0 6 rw pna - 0 = @0 | 0-6rw-p 10-12rw-p@f0 12-13r--p@f2; mremap 11 #0 1 m
   = EINVAL; smaps = 0-6rw-p a0 mw ac, 10-12rw-p@f0 a0 mw ac, 12-13r--p@f2 a0 mw ac; bytes = 0:00*6
   10:41,42,43; file f = 32768:41,42,43,44,45,46,47,48`,
  `rlimit data 6 = 0; mmap 7 6 r sf g 3 = @7 | 7-13r--s@g3; mprotect 9 3 rw = 0 | 7-9r--s@g3 9-12rw-s@g5
   12-13r--s@g8; mlock2 8 2 1 = 0 | 7-8r--s@g3 8-9r--s@g4 9-10rw-s@g5 10-12rw-s@g6 12-13r--s@g8; mlock 12 1 =
   ENOMEM; smaps = 7-8r--s@g3 a0 sh mw, 8-9r--s@g4 a0 sh mw lo lf, 9-10rw-s@g5 a0 sh mw lo lf, 10-12rw-s@g6
   a0 sh mw, 12-13r--s@g8 a0 sh mw lo; bytes = 7:022d,--*5; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 6 6 rw pfa - 0 = @6 | 6-12rw-p; mremap 6 5 7 mf 3 = EINVAL; poke 9+3437 #1577 11 = 1577; poke 4 1 12
   = EFAULT; madvise 6 5 wipeonfork = 0 | 6-11rw-p 11-12rw-p; smaps = 6-11rw-p a2 mw ac wf, 11-12rw-p a0 mw
   ac; bytes = 6:00*3,9d61,0a08,00`,
  `mmap 7 3 rw pn f 1 = @7 | 7-10rw-p@f1; munmap 7 2 = 0 | 9-10rw-p@f3; munmap 9 1 = 0 | nothing; mmap 16 5
   rx pf r 3 = @16 | 16-21r-xp@f3; madvise 17 3 dontneed = 0; mprotect 17 1 r = 0 | 16-17r-xp@f3 17-18r--p@f4
   18-21r-xp@f5; mremap 18 3 3 mf 13 = @13 | 13-16r-xp@f5 16-17r-xp@f3 17-18r--p@f4; peek 14 1 = 4096; fork
   15 1 11 = 13-16r-xp@f5 a0 mw, 16-17r-xp@f3 a0 mw, 17-18r--p@f4 a0 mw / 13:46,47,48,44,45 / EFAULT; madvise
   17 1 dontneed = 0; mmap 14 4 - pfal - 0 = @14 | 13-14r-xp@f5 14-18---p; bytes = 13:46,--*4; munmap 13 3 =
   0 | 16-18---p; madvise 16 3 dontneed = EINVAL; smaps = 16-18---p a0 mw lo; bytes = 16:--*2; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 18 5 rw pf f 3 = @18 | 18-23rw-p@f3; mremap 19 2 2 mf 5 = @5 | 5-7rw-p@f4 18-19rw-p@f3 21-23rw-p@f6;
   truncate f 8 = 0; mmap 7 1 rw sfa - 0 = @7 | 5-7rw-p@f4 7-8rw-s@s0.0 18-19rw-p@f3 21-23rw-p@f6; mremap 22
   2 0 mfd 17 = EINVAL; smaps = 5-7rw-p@f4 a0 mw ac, 7-8rw-s@s0.0 a0 sh mw, 18-19rw-p@f3 a0 mw ac,
   21-23rw-p@f6 a0 mw ac; bytes = 5:45,46,00 18:44 21:47,48; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 0 1 rw pfa - 0 = @0 | 0-1rw-p; fill 0 2 11 = 1; mmap 13 1 rw sfa - 0 = @13 | 0-1rw-p 13-14rw-s@s0.0;
   mlock 13 1 = 0; mprotect 0 1 rx = 0 | 0-1r-xp 13-14rw-s@s0.0; munmap 13 1 = 0 | 0-1r-xp; pwrite f 7 1 12 =
   4096; smaps = 0-1r-xp a1 mw ac; smaps = 0-1r-xp a1 mw ac; bytes = 0:11`,
  `mmap 2 5 rw sfa - 0 = @2 | 2-7rw-s@s0.0; poke 4 1 11 = 4096; mremap 2 5 5 mfd 16 = @16 | 2-7rw-s@s0.0
   16-21rw-s@s0.0; mprotect 2 5 - = 0 | 2-7---s@s0.0 16-21rw-s@s0.0; mincore 16 5 = 0 00100; madvise 16 3 #5
   = EINVAL; mprotect 4 2 rw = 0 | 2-4---s@s0.0 4-6rw-s@s0.2 6-7---s@s0.4 16-21rw-s@s0.0; mlock 20 3 = ENOMEM
   | 2-4---s@s0.0 4-6rw-s@s0.2 6-7---s@s0.4 16-20rw-s@s0.0 20-21rw-s@s0.4; munlock 18 1 = 0; munmap 16 2 = 0
   | 2-4---s@s0.0 4-6rw-s@s0.2 6-7---s@s0.4 18-20rw-s@s0.2 20-21rw-s@s0.4; mmap 18 1 rw pf f 3 = @18 |
   2-4---s@s0.0 4-6rw-s@s0.2 6-7---s@s0.4 18-19rw-p@f3 19-20rw-s@s0.3 20-21rw-s@s0.4; madvise 2 5 free =
   EINVAL; madvise 4 2 keeponfork = 0; mremap 20 1 1 f 12 = EINVAL; smaps = 2-4---s@s0.0 a0 sh mw,
   4-6rw-s@s0.2 a0 sh mw, 6-7---s@s0.4 a0 sh mw, 18-19rw-p@f3 a0 mw ac, 19-20rw-s@s0.3 a0 sh mw,
   20-21rw-s@s0.4 a0 sh mw lo; bytes = 2:--*2,11,00,-- 18:44,00*2; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 2 4 rw pfa - 0 = @2 | 2-6rw-p; smaps = 2-6rw-p a0 mw ac; mprotect 9 2 rw = ENOMEM; mremap 2 4 3 mf 8
   = @8 | 8-11rw-p; mmap 3 5 rw pna - 0 = @3 | 3-11rw-p; poke 3 1 11 = 4096; mlock 4 3 = 0 | 3-4rw-p 4-7rw-p
   7-11rw-p; poke 3 1 12 = 4096; poke 9+688 #1287 13 = 1287; munmap 10 1 = 0 | 3-4rw-p 4-7rw-p 7-10rw-p; mmap
   2 1 rw pfa - 0 = @2 | 2-4rw-p 4-7rw-p 7-10rw-p; poke 6 1 14 = 4096; smaps = 2-4rw-p a1 mw ac, 4-7rw-p a3
   mw lo ac, 7-10rw-p a1 mw ac; bytes = 2:00,12,00*2,14,00*2,318e`,
  `mmap 0 1 rw pfa - 0 = @0 | 0-1rw-p; mmap 5 6 rw pfa - 0 = @5 | 0-1rw-p 5-11rw-p; munmap 7 4 = 0 | 0-1rw-p
   5-7rw-p; mremap 5 2 1 mf 4 = @4 | 0-1rw-p 4-5rw-p; poke 4 1 11 = 4096; poke 4 1 12 = 4096; mmap 1 4 rw pfa
   - 0 = @1 | 0-5rw-p; mremap 4 1 1 mf 9 = @9 | 0-4rw-p 9-10rw-p; mremap 0 #0 4 mfd 5 = EINVAL; mmap 3 1 rw
   pfa - 0 = @3; poke 6+3408 #2456 13 = EFAULT; fork 2 1 14 = 0-4rw-p a0 mw ac, 9-10rw-p a0 mw ac / 0:00*4
   9:00 / 4096; mremap 3 3 3 m = @3; mprotect 7 2-595 r = ENOMEM; mremap 9 2 2 mf 2 = @2 | 0-4rw-p; mremap 6
   2 4 m = EFAULT; munlock 8 1 = ENOMEM; poke 0 1 15 = 4096; smaps = 0-4rw-p a1 mw ac; bytes = 0:15,00*3`,
  `rlimit data 3 = 0; mmap 4 2 - sfa - 0 = @4 | 4-6---s@s0.0; mremap 5 1 1 mf 11 = @11 | 4-5---s@s0.0
   11-12---s@s0.1; madvise 11 1 remove = 0; munlockall = 0; mprotect 11 1 rw = 0 | 4-5---s@s0.0
   11-12rw-s@s0.1; munmap 4 1 = 0 | 11-12rw-s@s0.1; mlock 11 1 = 0; smaps = 11-12rw-s@s0.1 a0 sh mw lo; bytes
   = 11:00`,
  `rlimit stack 14 = 0; mmap 11 3 r pfa - 0 = @11 | 11-14r--p; mmap 30 3 rw pfag - 0 = @30 | 11-14r--p
   30-33rw-p; mmap 30 2 rw pfag - 0 = @30; mprotect 31 3 r = ENOMEM | 11-14r--p 30-31rw-p 31-33r--p; poke 11
   1 11 = EFAULT; smaps = 11-14r--p a0 mw, 30-31rw-p a0 mw gd ac, 31-33r--p a0 mw gd; bytes = 11:00*3 30:00*3`,
  `rlimit memlock 4 = 0; nobody = 0; mmap 4 3 rw pf f 1 = @4 | 4-7rw-p@f1; mlockall 2 = 0; brk 8 = 0; madvise
   4 3 populatewrite = 0; smaps = 4-7rw-p@f1 a3 mw ac; bytes = 4:42,43,44; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 2 4 rw sf f 3 = @2 | 2-6rw-s@f3; mprotect 2 1 rw = 0; poke 7 1 11 = EFAULT; mremap 4 1 1 - = @4;
   mremap 2 4 4 - = @2; mprotect 3 2 rx = 0 | 2-3rw-s@f3 3-5r-xs@f4 5-6rw-s@f6; smaps = 2-3rw-s@f3 a0 sh mw,
   3-5r-xs@f4 a0 sh mw, 5-6rw-s@f6 a0 sh mw; bytes = 2:44,45,46,47; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 12 3 r sf f 0 = @12 | 12-15r--s@f0; mmap 2 4 rw pfa - 0 = @2 | 2-6rw-p 12-15r--s@f0; mlock 14 1 = 0 |
   2-6rw-p 12-14r--s@f0 14-15r--s@f2; madvise 2 4 hugepage = 0; munlock 12 3 = 0 | 2-6rw-p 12-15r--s@f0;
   mremap 12 3 3 - = @12; mprotect 15 9 - = ENOMEM; madvise 2 4 dontneed = 0; mlock 4 2 = 0 | 2-4rw-p 4-6rw-p
   12-15r--s@f0; msync 14 2 - = ENOMEM; mremap 5 1 1 mf 21 = @21 | 2-4rw-p 4-5rw-p 12-15r--s@f0 21-22rw-p;
   madvise 4 1 dofork = 0; mremap 14 1 1 mf 20 = @20 | 2-4rw-p 4-5rw-p 12-14r--s@f0 20-21r--s@f2 21-22rw-p;
   smaps = 2-4rw-p a0 mw ac hg, 4-5rw-p a1 mw lo ac hg, 12-14r--s@f0 a0 sh mw, 20-21r--s@f2 a0 sh mw,
   21-22rw-p a1 mw lo ac hg; bytes = 2:00*3 12:41,42 20:43,00; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 14 5 rw pfa - 0 = @14 | 14-19rw-p; mmap 2 2 rw pfa - 0 = @2 | 2-4rw-p 14-19rw-p; poke 18+3486 #2422
   11 = EFAULT; madvise 17 2 dontdump = 0 | 2-4rw-p 14-17rw-p 17-19rw-p; mprotect 3 1 - = 0 | 2-3rw-p 3-4---p
   14-17rw-p 17-19rw-p; peek 14 1 = 4096; munmap 17 2 = 0 | 2-3rw-p 3-4---p 14-17rw-p; munmap 14 3 = 0 |
   2-3rw-p 3-4---p; smaps = 2-3rw-p a0 mw ac, 3-4---p a0 mw; bytes = 2:00,--`,
  `rlimit memlock 1 = 0; nobody = 0; mmap 2 6 - pfa - 0 = @2 | 2-8---p; mprotect 6 3 r = ENOMEM | 2-6---p
   6-8r--p; mprotect 2 6 r = 0 | 2-8r--p; mlockall 2 = 0; mremap 2 4 4 mf 9 = @9 | 6-8r--p 9-13r--p; madvise
   6 1 dontneed = 0; mmap 7 3 rw pfa - 0 = EAGAIN; poke 7 1 11 = EFAULT; smaps = 6-8r--p a0 mw, 9-13r--p a0
   mw; bytes = 6:00*2 9:00*4`,
  `rlimit memlock 3 = 0; nobody = 0; mmap 5 3 rx sf f 3 = @5 | 5-8r-xs@f3; mlockall 3 = ENOMEM; mremap 5 3 3
   mf 8 = @8 | 8-11r-xs@f3; brk 6 = 24576; munmap 8 1 = 0 | 9-11r-xs@f4; pwrite f 0 1 11 = 4096; fork 10 1 12
   = 9-11r-xs@f4 a0 sh mw / 9:45,46 / EFAULT; mlockall 2 = 0; smaps = 9-11r-xs@f4 a0 sh mw; bytes = 9:45,46;
   file f = 32768:11,42,43,44,45,46,47,48`,
  `rlimit as 5 = 0; mmap 3 2 rw pna - 0 = @3 | 3-5rw-p; mremap 5 11 11 mf 5 = EINVAL; mlock 3 5 = ENOMEM;
   mlock 3+3319 1 = 0; smaps = 3-5rw-p a2 mw lo ac; bytes = 3:00*2`,
  `mmap 15 5 rw sf f 2 = @15 | 15-20rw-s@f2; madvise 19 1 normal = 0; fork 18 1 11 = 15-20rw-s@f2 a0 sh mw /
   15:43,44,45,46,47 / 4096; poke 17 1 12 = 4096; madvise 15 1 dofork = 0; truncate f 1+3572 = 0; poke
   18+3280 #1055 13 = EFAULT; mprotect 18 2 rw = 0; mmap 2 4 r pfa - 0 = @2 | 2-6r--p 15-20rw-s@f2; madvise 5
   1 wipeonfork = 0 | 2-5r--p 5-6r--p 15-20rw-s@f2; smaps = 2-5r--p a0 mw, 5-6r--p a0 mw wf, 15-20rw-s@f2 a0
   sh mw; bytes = 2:00*4 15:--*5; file f = 7668:41,42`,
  `mmap 3 2 rw pfa - 0 = @3 | 3-5rw-p; mprotect 4 1 rw = 0; mmap 1 5 rw pfa - 0 = @1 | 1-6rw-p; mprotect 4 1
   r = 0 | 1-4rw-p 4-5r--p 5-6rw-p; poke 2 1 11 = 4096; truncate f 9+1179 = 0; poke 2 1 12 = 4096; mprotect 2
   1 r = 0 | 1-2rw-p 2-3r--p 3-4rw-p 4-5r--p 5-6rw-p; poke 4 1 13 = EFAULT; truncate f 3+1816 = 0; mremap 5 2
   2 mf 6 = EINVAL; mmap 1 5 rw pfa - 0 = @1 | 1-6rw-p; smaps = 1-6rw-p a0 mw ac; bytes = 1:00*5; file f =
   14104:41,42,43,44`,
  `rlimit as 5 = 0; mmap 9 3 rw sfa - 0 = @9 | 9-12rw-s@s0.0; mlock 9 3 = 0; bytes = 9:00*3; mlock2 9 6 1 =
   ENOMEM; brk 2 = 8192; smaps = 9-12rw-s@s0.0 a0 sh mw lo lf; bytes = 9:00*3`,
  `rlimit data 9 = 0; mmap 10 1 rw pf f 2 = @10 | 10-11rw-p@f2; mremap 10 1 1 mf 11 = @11 | 11-12rw-p@f2;
   poke 11+3917 #2392 11 = EFAULT; mlock 11 1 = 0; mremap 11 1 1 mfd 10 = @10 | 10-11rw-p@f2 11-12rw-p@f2;
   mlock 11 1 = 0; mmap 5 2 rw pnau - 0 = @5 | 5-7rw-p 10-11rw-p@f2 11-12rw-p@f2; brk 3+2878 = 15166; brk
   7+3304 = 15166; mmap 6 2 rw pfa - 0 = @6 | 5-8rw-p 10-11rw-p@f2 11-12rw-p@f2; smaps = 5-8rw-p a1 mw ac,
   10-11rw-p@f2 a1 mw lo ac, 11-12rw-p@f2 a1 mw lo ac; bytes = 5:00*3 10:14c3,43; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 9 5 - pfa - 0 = @9 | 9-14---p; mremap 1 1 1 mfd 27 = EFAULT; msync 11 3 si = 0; truncate f 0 = 0;
   mprotect 30 2 rw = ENOMEM; fork 26 1 11 = 9-14---p a0 mw / 9:--*5 / EFAULT; poke 590 1 12 = EFAULT; mremap
   9 2 2 mf 0 = @0 | 0-2---p 11-14---p; madvise 1 1 #5 = EINVAL; mprotect 601 3 rwD = ENOMEM; munmap 11 3 = 0
   | 0-2---p; smaps = 0-2---p a0 mw; bytes = 0:--*2; file f = 0:`,
  `mmap 14 6 r sflr r 1 = @14 | 14-20r--s@f1; madvise 14 2 cold = EINVAL; mprotect 17 2 rw = EACCES; mprotect
   14 6 r = 0; madvise 14+1344 2 cold = EINVAL; poke 16 1 11 = EFAULT; madvise 15 3 free = EINVAL; mremap 14
   6 5 mf 3 = @3 | 3-8r--s@f1; mmap 16 3 rw sf f 2 = @16 | 3-8r--s@f1 16-19rw-s@f2; mremap 7 1 1 mf 21 = @21
   | 3-7r--s@f1 16-19rw-s@f2 21-22r--s@f5; munmap 16 3 = 0 | 3-7r--s@f1 21-22r--s@f5; smaps = 3-7r--s@f1 a0
   lo nr, 21-22r--s@f5 a0 lo nr; bytes = 3:42,43,44,45 21:46; file f = 32768:41,42,43,44,45,46,47,48`,
  `rlimit stack 166 = 0; mmap 25 3 - pfa - 0 = @25 | 25-28---p; mmap 30 1 rw pfag - 0 = @30 | 25-28---p
   30-31rw-p; fill 26 2 11 = 0; mremap 25 3 5 m = @25 | 25-30---p 30-31rw-p; mmap 41 1 - pfa - 0 = @41 |
   25-30---p 30-31rw-p 41-42---p; poke 16 1 12 = EFAULT; mlock 26 2 = ENOMEM | 25-26---p 26-28---p 28-30---p
   30-31rw-p 41-42---p; poke 25 1 13 = EFAULT; mprotect 297 2 rwD = ENOMEM; peek 25 1 = EFAULT; smaps =
   25-26---p a0 mw, 26-28---p a0 mw lo, 28-30---p a0 mw, 30-31rw-p a0 mw gd ac, 41-42---p a0 mw; bytes =
   25:--*5,00 41:--`,
  `mmap 3 4 rw pfa - 0 = @3 | 3-7rw-p; poke 4 1 11 = 4096; poke 5 1 12 = 4096; mmap 6 6 - pfa - 0 = @6 |
   3-6rw-p 6-12---p; poke 10 1 13 = EFAULT; mmap 6 4 rw pfa - 0 = @6 | 3-10rw-p 10-12---p; mmap 0 2 rw sf r 8
   = EACCES; mprotect 4+3644 1 r = EINVAL; madvise 1 6 dofork = ENOMEM; mprotect 3 7 r = 0 | 3-10r--p
   10-12---p; mprotect 3 4 r = 0; mmap 5 4 rw pfa - 0 = @5 | 3-5r--p 5-9rw-p 9-10r--p 10-12---p; smaps =
   3-5r--p a1 mw ac, 5-9rw-p a0 mw ac, 9-10r--p a0 mw ac, 10-12---p a0 mw; bytes = 3:00,11,00*5,--*2; file f
   = 32768:41,42,43,44,45,46,47,48`,
  `mmap 2 5 rw pfau - 0 = @2 | 2-7rw-p; madvise 2 5 dontdump = 0; madvise 6 1 wipeonfork = 0 | 2-6rw-p
   6-7rw-p; bytes = 2:00*5; mprotect 3 4 rw = 0; mprotect 6 1 rw = 0; mlock2 3 1 1 = 0 | 2-3rw-p 3-4rw-p
   4-6rw-p 6-7rw-p; poke 2 1 11 = 4096; munlock 4 3 = 0; mprotect 22 2 - = ENOMEM; munmap 2 1 = 0 | 3-4rw-p
   4-6rw-p 6-7rw-p; smaps = 3-4rw-p a1 mw lo lf ac dd, 4-6rw-p a2 mw ac dd, 6-7rw-p a1 mw ac wf dd; bytes =
   3:00*4`,
  `rlimit as 13 = 0; mmap 4 1 rw pfa - 0 = @4 | 4-5rw-p; mremap 4 1 1 mf 1 = @1 | 1-2rw-p; mremap 1 1 1 mf 6
   = @6 | 6-7rw-p; mmap 10 6 rw pfa - 0 = @10 | 6-7rw-p 10-16rw-p; poke 13 1 11 = 4096; mlockall 2 = 0; mmap
   5 4 - pfa - 0 = @5 | 5-9---p 10-16rw-p; fork 14 1 12 = 5-9---p a0 mw, 10-16rw-p a1 mw ac / 5:--*4
   10:00*3,11,00*2 / 4096; mremap 13 3 3 mf 1 = @1 | 1-4rw-p 5-9---p 10-13rw-p; mlock 8 1-217 = ENOMEM; mlock
   4 2 = ENOMEM; brk 3+3489 = 0; smaps = 1-4rw-p a1 mw ac, 5-9---p a0 mw lo, 10-13rw-p a0 mw ac; bytes =
   1:11,00*2 5:--*4 10:00*3`,
  `mmap 8 3 rw pf g 1 = @8 | 8-11rw-p@g1; msync 10 1 as = EINVAL; poke 8 1 11 = 4096; mprotect 8 1 rw = 0;
   mprotect 10 1 rwx = 0 | 8-10rw-p@g1 10-11rwxp@g3; mprotect 9 2 - = 0 | 8-9rw-p@g1 9-11---p@g2; munmap 10 1
   = 0 | 8-9rw-p@g1 9-10---p@g2; smaps = 8-9rw-p@g1 a1 mw ac, 9-10---p@g2 a0 mw ac; bytes = 8:11,--; file f =
   32768:41,42,43,44,45,46,47,48`,
  `rlimit stack 109 = 0; mmap 19 5 rw sfa - 0 = @19 | 19-24rw-s@s0.0; madvise 23 1 dontdump = 0 |
   19-23rw-s@s0.0 23-24rw-s@s0.4; mmap 300 4 rw pfagl - 0 = @300 | 19-23rw-s@s0.0 23-24rw-s@s0.4 300-304rw-p;
   mprotect 301 1 rD = 0 | 19-23rw-s@s0.0 23-24rw-s@s0.4 300-302r--p 302-304rw-p; smaps = 19-23rw-s@s0.0 a0
   sh mw, 23-24rw-s@s0.4 a0 sh mw dd, 300-302r--p a2 mw gd lo ac, 302-304rw-p a2 mw gd lo ac; bytes = 19:00*5
   300:00*4`,
  `mmap 12 4 - sf g 0 = @12 | 12-16---s@g0; mremap 12 4 5 m = @12 | 12-17---s@g0; madvise 14 3 pageout = 0;
   fill 12 3 11 = 0; munmap 13 3 = 0 | 12-13---s@g0 16-17---s@g4; mremap 12 1 1 f 5 = EINVAL; madvise 12 1
   wipeonfork = EINVAL; poke 4 1 12 = EFAULT; mremap 12 1 3 - = @12 | 12-15---s@g0 16-17---s@g4; mmap 0 4 rw
   pfa - 0 = @0 | 0-4rw-p 12-15---s@g0 16-17---s@g4; fill 12 1 13 = 0; mprotect 15 1 r = ENOMEM; smaps =
   0-4rw-p a0 mw ac, 12-15---s@g0 a0 sh mw, 16-17---s@g4 a0 sh mw; bytes = 0:00*4 12:--*3 16:--; file f =
   32768:41,42,43,44,45,46,47,48`,
  `rlimit data 1 = 0; mmap 9 4 rw sf g 0 = @9 | 9-13rw-s@g0; mprotect 12 1 rwx = 0 | 9-12rw-s@g0
   12-13rwxs@g3; mmap 8 2 rw sf g 0 = @8 | 8-10rw-s@g0 10-12rw-s@g1 12-13rwxs@g3; munmap 9 2 = 0 | 8-9rw-s@g0
   11-12rw-s@g2 12-13rwxs@g3; peek 8 1 = 4096; mprotect 11 2 rw = 0 | 8-9rw-s@g0 11-13rw-s@g2; poke 8 1 11 =
   4096; mprotect 11 2 - = 0 | 8-9rw-s@g0 11-13---s@g2; mmap 10 2 rw pfa - 0 = @10 | 8-9rw-s@g0 10-12rw-p
   12-13---s@g3; smaps = 8-9rw-s@g0 a0 sh mw, 10-12rw-p a0 mw ac, 12-13---s@g3 a0 sh mw; bytes = 8:11
   10:00*2,--; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 17 1 rw pn f 2 = @17 | 17-18rw-p@f2; mprotect 17 1-3650 - = 0 | 17-18---p@f2; pwrite f 3 1 11 = 4096;
   fill 17 1 12 = 0; madvise 17 1 dontfork = 0; fill 17 1 13 = 0; mlock2 17 1 2 = EINVAL; mprotect 17 1 rw =
   0 | 17-18rw-p@f2; madvise 17 1 dodump = 0; smaps = 17-18rw-p@f2 a0 mw dc ac; bytes = 17:43; file f =
   32768:41,42,43,11,45,46,47,48`,
  `rlimit memlock 2 = 0; nobody = 0; mmap 0 4 rw pfa - 0 = @0 | 0-4rw-p; munmap 0 1 = 0 | 1-4rw-p; mprotect 5
   1 r = ENOMEM; mremap 3 1 1 mf 6 = @6 | 1-3rw-p 6-7rw-p; brk 1+2082 = 6178; smaps = 1-3rw-p a0 mw ac,
   6-7rw-p a0 mw ac; bytes = 1:00*2 6:00`,
  `mmap 2 1 r pfa - 0 = @2 | 2-3r--p; poke 2 1 11 = EFAULT; mmap 6 4 rw pfa - 0 = @6 | 2-3r--p 6-10rw-p;
   mremap 2 3 3 - = @2; mprotect 7 4-3243 rw = ENOMEM; poke 6 1 12 = 4096; mremap 6 4 4 mf 3 = EINVAL;
   mprotect 7 4 r = ENOMEM | 2-3r--p 6-7rw-p 7-10r--p; smaps = 2-3r--p a0 mw, 6-7rw-p a1 mw ac, 7-10r--p a0
   mw ac; bytes = 2:00 6:12,00*3`,
  `mmap 4 5 rw pfa - 0 = @4 | 4-9rw-p; mmap 6 3 rw pfa - 0 = @6; madvise 7 1 dontfork = 0 | 4-7rw-p 7-8rw-p
   8-9rw-p; mprotect 8 3 rw = ENOMEM; truncate f 5+3255 = 0; peek 7 1 = 4096; fork 8 1 11 = 4-7rw-p a0 mw ac,
   8-9rw-p a0 mw ac / 4:00*3 8:00 / 4096; poke 4 1 12 = 4096; mprotect 5 3 rw = 0; mprotect 6 2 rw = 0; poke
   7 1 13 = 4096; mmap 3 3 rw pfa - 0 = @3 | 3-7rw-p 7-8rw-p 8-9rw-p; mremap 7 2 2 - = @7; mmap 5 3 rw pfa -
   0 = @5 | 3-9rw-p; mremap 8 1 1 mf 1 = @1 | 1-2rw-p 3-8rw-p; mremap 5 1 1 mf 0 = @0 | 0-1rw-p 1-2rw-p
   3-5rw-p 6-8rw-p; mprotect 7 1 rw = 0; smaps = 0-1rw-p a0 mw ac, 1-2rw-p a0 mw ac, 3-5rw-p a0 mw ac,
   6-8rw-p a0 mw ac; bytes = 0:00*2 3:00*2 6:00*2; file f = 23735:41,42,43,44,45,46`,
  `rlimit memlock 2 = 0; nobody = 0; mmap 3 4 rw sf f 5 = @3 | 3-7rw-s@f5; mmap 6 1 rw sfu f 2 = @6 |
   3-6rw-s@f5 6-7rw-s@f2; pwrite f 0 1 11 = 4096; fork 5 1 12 = 3-6rw-s@f5 a0 sh mw, 6-7rw-s@f2 a0 sh mw /
   3:46,47,48,43 / 4096; mprotect 5 1 rw = 0; madvise 3 2 sequential = 0 | 3-5rw-s@f5 5-6rw-s@f7 6-7rw-s@f2;
   smaps = 3-5rw-s@f5 a0 sh mw sr, 5-6rw-s@f7 a0 sh mw, 6-7rw-s@f2 a0 sh mw; bytes = 3:46,47,12,43; file f =
   32768:11,42,43,44,45,46,47,12`,
  `mmap 5 2 rw pfa - 0 = @5 | 5-7rw-p; mremap 6 1 1 mfd 10 = @10 | 5-7rw-p 10-11rw-p; mmap 3 2 r pfa - 0 = @3
   | 3-5r--p 5-7rw-p 10-11rw-p; poke 4+134 #201 11 = EFAULT; mremap 6 1 1 mf 9 = @9 | 3-5r--p 5-6rw-p
   9-11rw-p; mremap 5 1 1 mf 8 = @8 | 3-5r--p 8-11rw-p; mmap 3 5 rx pna - 0 = EEXIST; poke 9 1 12 = 4096;
   poke 3 1 13 = EFAULT; mremap 9 2 1 mf 1 = @1 | 1-2rw-p 3-5r--p 8-9rw-p; mmap 5 6 rw pfa - 0 = @5 | 1-2rw-p
   3-5r--p 5-11rw-p; mremap 8 1 1 - = @8; mprotect 3 1 r = 0; poke 6 1 14 = 4096; smaps = 1-2rw-p a1 mw ac,
   3-5r--p a0 mw, 5-11rw-p a1 mw ac; bytes = 1:12 3:00*3,14,00*4`,
  `mmap 3 5 rw pfa - 0 = @3 | 3-8rw-p; mremap 3 5 5 - = @3; mremap 5 3 3 - = @5; mmap 2 3 rw pfa - 0 = @2 |
   2-8rw-p; munmap 2 1 = 0 | 3-8rw-p; poke 7+1475 #2816 11 = EFAULT; poke 7 1 12 = 4096; mprotect 5 3 rw = 0;
   poke 3 1 13 = 4096; mprotect 6 2 rw = 0; fork 5 1 14 = 3-8rw-p a2 mw ac / 3:13,00*3,12 / 4096; mremap 3 3
   3 - = @3; poke 4 1 15 = 4096; mremap 5 3 3 mf 0 = @0 | 0-3rw-p 3-5rw-p; poke 2 1 16 = 4096; poke 0 1 17 =
   4096; mmap 5 5 rw pfa - 0 = @5 | 0-3rw-p 3-10rw-p; smaps = 0-3rw-p a2 mw ac, 3-10rw-p a2 mw ac; bytes =
   0:17,00,16,13,15,00*5`,
  `mmap 3 4 rw sf f 0 = @3 | 3-7rw-s@f0; madvise 3 4 remove = 0; truncate f 2+418 = 0; mmap 11 4 rw pfa - 0 =
   @11 | 3-7rw-s@f0 11-15rw-p; mmap 13 5 rw sfarb - 0 = @13 | 3-7rw-s@f0 11-13rw-p 13-18rw-s@s0.0; madvise 13
   2 dontneed = 0; munlock 6 1 = 0; madvise 3 4 populateread = EFAULT; mprotect 5 2 r = 0 | 3-5rw-s@f0
   5-7r--s@f2 11-13rw-p 13-18rw-s@s0.0; mincore 13 1 = 0 0; smaps = 3-5rw-s@f0 a0 sh mw, 5-7r--s@f2 a0 sh mw,
   11-13rw-p a0 mw ac, 13-18rw-s@s0.0 a0 sh mw nr; bytes = 3:00*3,-- 11:00*7; file f = 8610:00,00,00`,
  `rlimit stack 16 = 0; mmap 19 3 r sfl f 2 = @19 | 19-22r--s@f2; mmap 340 1 - pfa - 0 = @340 | 19-22r--s@f2
   340-341---p; madvise 19+1098 2 dontfork = EINVAL; mmap 341 1 - pfa - 0 = @341 | 19-22r--s@f2 340-342---p;
   poke 31 1 11 = EFAULT; munmap 21 1 = 0 | 19-21r--s@f2 340-342---p; poke 29 1 12 = EFAULT; mincore 19+1057
   2 = EINVAL; bytes = 19:43,44 340:--*2; poke 19 1 13 = EFAULT; mmap 11 2 rw pfu f 1 = @11 | 11-13rw-p@f1
   19-21r--s@f2 340-342---p; smaps = 11-13rw-p@f1 a2 mw ac, 19-21r--s@f2 a0 sh mw lo, 340-342---p a0 mw;
   bytes = 11:42,43 19:43,44 340:--*2; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 2 2 rw pfa - 0 = @2 | 2-4rw-p; munmap 3 1 = 0 | 2-3rw-p; poke 2 1 11 = 4096; mprotect 2 1 r = 0 |
   2-3r--p; poke 2 1 12 = EFAULT; mprotect 2 2 rw = ENOMEM | 2-3rw-p; mprotect 2 1 rw = 0; mmap 2 5 rw pfa -
   0 = @2 | 2-7rw-p; munmap 6 1 = 0 | 2-6rw-p; mprotect 5 2 rw = ENOMEM; mremap 5 1 1 - = @5; smaps = 2-6rw-p
   a0 mw ac; bytes = 2:00*4`,
  `mmap 3 6 rw pfa - 0 = @3 | 3-9rw-p; mmap 1 5 rw pfa - 0 = @1 | 1-9rw-p; poke 6 1 11 = 4096; munmap 8 1 = 0
   | 1-8rw-p; smaps = 1-8rw-p a1 mw ac; bytes = 1:00*5,11,00`,
  `mmap 2 2 rw sf f 1 = @2 | 2-4rw-s@f1; mprotect 11 1 r = ENOMEM; poke 2 1 11 = 4096; poke 4+1362 #1815 12 =
   EFAULT; mremap 2 2 2 mfd 7 = @7 | 2-4rw-s@f1 7-9rw-s@f1; mprotect 2 2 - = 0 | 2-4---s@f1 7-9rw-s@f1; poke
   12 1 13 = EFAULT; madvise 3 1 normal = 0; poke 8 1 14 = 4096; smaps = 2-4---s@f1 a0 sh mw, 7-9rw-s@f1 a0
   sh mw; bytes = 2:--*2 7:11,14; file f = 32768:41,11,14,44,45,46,47,48`,
  `mmap 32 5 rx pfa - 0 = @32 | 32-37r-xp; mmap 7 5 rw pfa - 0 = @7 | 7-12rw-p 32-37r-xp; fork 10 1 11 =
   7-12rw-p a0 mw ac, 32-37r-xp a0 mw / 7:00*5 32:00*5 / 4096; munmap 33 1 = 0 | 7-12rw-p 32-33r-xp
   34-37r-xp; mlock 21 2 = ENOMEM; mmap 300 1 rw pfag - 0 = @300 | 7-12rw-p 32-33r-xp 34-37r-xp 300-301rw-p;
   poke 290 1 12 = EFAULT; mprotect 32 5 rw = ENOMEM | 7-12rw-p 32-33rw-p 34-37r-xp 300-301rw-p; poke 7+1640
   #787 13 = 787; mmap 30 3 rw pfag - 0 = @30 | 7-12rw-p 30-33rw-p 34-37r-xp 300-301rw-p; poke 24 1 14 =
   EFAULT; mmap 35 4 rw sf f 2 = @35 | 7-12rw-p 30-33rw-p 34-35r-xp 35-39rw-s@f2 300-301rw-p; poke 283 1 15 =
   EFAULT; madvise 38 1 populatewrite = 0; smaps = 7-12rw-p a1 mw ac, 30-33rw-p a0 mw gd ac, 34-35r-xp a0 mw,
   35-39rw-s@f2 a0 sh mw, 300-301rw-p a0 mw gd ac; bytes = 7:e423,00*4 30:00*3 34:00,43,44,45,46 300:00; file
   f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 4 6 rw pfau - 0 = @4 | 4-10rw-p; mremap 4 3 3 f 1 = EINVAL; mprotect 9 2 - = ENOMEM | 4-9rw-p
   9-10---p; mprotect 4 2 r = 0 | 4-6r--p 6-9rw-p 9-10---p; munmap 5 1 = 0 | 4-5r--p 6-9rw-p 9-10---p;
   mprotect 4 1 r = 0; mprotect 9 1 rw = 0 | 4-5r--p 6-10rw-p; mremap 4 3 4 mf 0 = EFAULT; munmap 0 4 = 0;
   mprotect 7 4 rw = ENOMEM; smaps = 4-5r--p a1 mw ac, 6-10rw-p a4 mw ac; bytes = 4:00 6:00*4`,
  `mmap 14 1 rw sfa - 0 = @14 | 14-15rw-s@s0.0; poke 14+2222 #1692 11 = 1692; mincore 14 1 = 0 1; mremap 19 1
   1 mf 23 = EFAULT; mlock 14 1 = 0; pwrite f 3 1 12 = 4096; madvise 14 1 wipeonfork = EINVAL; mmap 15 1 r
   pfa - 0 = @15 | 14-15rw-s@s0.0 15-16r--p; mremap 15 1 1 mf 5 = @5 | 5-6r--p 14-15rw-s@s0.0; mincore
   14+2982 1 = EINVAL; smaps = 5-6r--p a0 mw, 14-15rw-s@s0.0 a0 sh mw lo; bytes = 5:00 14:1b0d`,
  `mmap 8 6 - pfa - 0 = @8 | 8-14---p; peek 9 1 = EFAULT; mlock2 10 3 0 = ENOMEM | 8-10---p 10-13---p
   13-14---p; fill 8 3 11 = 0; mmap 13 5 rw sfb f 3 = @13 | 8-10---p 10-13---p 13-18rw-s@f3; munlock 8 3 = 0
   | 8-11---p 11-13---p 13-18rw-s@f3; poke 13 1 12 = 4096; munlockall = 0 | 8-13---p 13-18rw-s@f3; mremap 16
   2 3 mf 0 = @0 | 0-3rw-s@f6 8-13---p 13-16rw-s@f3; mmap 2 2 rw pf g 0 = @2 | 0-2rw-s@f6 2-4rw-p@g0 8-13---p
   13-16rw-s@f3; smaps = 0-2rw-s@f6 a0 sh mw, 2-4rw-p@g0 a0 mw ac, 8-13---p a0 mw, 13-16rw-s@f3 a0 sh mw;
   bytes = 0:47,48,61,62 8:--*5,12,45,46; file f = 32768:41,42,43,12,45,46,47,48`,
  `mmap 7 1 rw sf f 0 = @7 | 7-8rw-s@f0; mremap 7 1 1 mf 8 = @8 | 8-9rw-s@f0; mlock2 8 1 1 = 0; mremap 8 1 1
   mfd 14 = @14 | 8-9rw-s@f0 14-15rw-s@f0; smaps = 8-9rw-s@f0 a0 sh mw, 14-15rw-s@f0 a0 sh mw lo lf; bytes =
   8:41 14:41; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 2 2 rw pfa - 0 = @2 | 2-4rw-p; mremap 2 2 2 mf 2 = EINVAL; poke 2 1 11 = 4096; madvise 2 2 dontneed =
   0; mmap 4 4 rw pfa - 0 = @4 | 2-8rw-p; mmap 1 3 rw pfa - 0 = @1 | 1-8rw-p; poke 4 1 12 = 4096; poke 2 1 13
   = 4096; mprotect 7 1 r = 0 | 1-7rw-p 7-8r--p; mmap 4 3 rw pfa - 0 = @4; poke 1+532 #1335 14 = 1335; mremap
   5 1 1 - = @5; madvise 1 7-93 dontneed = 0; poke 1 1 15 = 4096; mremap 1 7 7 mf 3 = EINVAL; munmap 1 7 = 0
   | nothing; mmap 2 3 - pfa - 0 = @2 | 2-5---p; mmap 3 1 rw pfa - 0 = @3 | 2-3---p 3-4rw-p 4-5---p; smaps =
   2-3---p a0 mw, 3-4rw-p a0 mw ac, 4-5---p a0 mw; bytes = 2:--,00,--`,
  `mmap 4 1 rw pfa - 0 = @4 | 4-5rw-p; smaps = 4-5rw-p a0 mw ac; pwrite f 7 1 11 = 4096; poke 4 1 12 = 4096;
   madvise 4 1 wipeonfork = 0; mmap 6 6 rw pfa - 0 = @6 | 4-5rw-p 6-12rw-p; madvise 9 3 dontneed = 0; mremap
   6 6 8 mf 12 = @12 | 4-5rw-p 12-20rw-p; smaps = 4-5rw-p a1 mw ac wf, 12-20rw-p a0 mw ac; bytes = 4:12
   12:00*8`,
  `mmap 4 3 rw sfa - 0 = @4 | 4-7rw-s@s0.0; peek 5 1 = 4096; poke 4 1 11 = 4096; bytes = 4:11,00*2; madvise 6
   1-1157 dontneedlocked = 0; msync 4 3 a = 0; mremap 6 1 1 mf 0 = @0 | 0-1rw-s@s0.2 4-6rw-s@s0.0; poke 0 1
   12 = 4096; mremap 5 1 1 mfd 16 = @16 | 0-1rw-s@s0.2 4-6rw-s@s0.0 16-17rw-s@s0.1; mprotect 0 1 rw = 0;
   mprotect 0 1 rw = 0; smaps = 0-1rw-s@s0.2 a0 sh mw, 4-6rw-s@s0.0 a0 sh mw, 16-17rw-s@s0.1 a0 sh mw; bytes
   = 0:12 4:11,00 16:00`,
  `rlimit stack 269 = 0; mmap 14 4 rw sfa - 0 = @14 | 14-18rw-s@s0.0; fill 31 2 11 = 0; mmap 0 1 rw sf f 3 =
   @0 | 0-1rw-s@f3 14-18rw-s@s0.0; poke 28 1 12 = EFAULT; munmap 30 1 = 0; mremap 30 2 2 mf 327 = EFAULT;
   mmap 2 6 rw pf f 0 = @2 | 0-1rw-s@f3 2-8rw-p@f0 14-18rw-s@s0.0; smaps = 0-1rw-s@f3 a0 sh mw, 2-8rw-p@f0 a0
   mw ac, 14-18rw-s@s0.0 a0 sh mw; bytes = 0:44 2:41,42,43,44,45,46 14:00*4; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 19 2 rw pfab - 0 = @19 | 19-21rw-p; poke 19+304 #1465 11 = 1465; mremap 600 1 4 - = EFAULT; munmap
   300 1 = 0; mremap 19 1 1 mf 31 = @31 | 20-21rw-p 31-32rw-p; mlock 300 1 = ENOMEM; smaps = 20-21rw-p a0 mw
   ac, 31-32rw-p a1 mw ac; bytes = 20:00 31:9c0a`,
  `mmap 4 6 rw pfa - 0 = @4 | 4-10rw-p; fill 6 2 11 = 2; mmap 8 6 r pna - 0 = EEXIST; mremap 7 3 3 mfd 21 =
   @21 | 4-10rw-p 21-24rw-p; smaps = 4-10rw-p a1 mw ac, 21-24rw-p a1 mw ac; bytes = 4:00*2,11,00*3 21:12,00*2`,
  `mmap 6 5 r pfa - 0 = @6 | 6-11r--p; madvise 6 5 dofork = 0; mmap 9 4 rw pfal - 0 = @9 | 6-9r--p 9-13rw-p;
   bytes = 6:00*7; fork 10 1 11 = 6-9r--p a0 mw, 9-13rw-p a4 mw ac / 6:00*7 / 4096; madvise 7 1 dontneed = 0;
   madvise 6 2 free = 0; smaps = 6-9r--p a0 mw, 9-13rw-p a4 mw lo ac; mremap 9 2 4 mf 2 = @2 | 2-6rw-p
   6-9r--p 11-13rw-p; mremap 8 1 2 mf 19 = @19 | 2-6rw-p 6-8r--p 11-13rw-p 19-21r--p; madvise 2 2 nohugepage
   = 0 | 2-4rw-p 4-6rw-p 6-8r--p 11-13rw-p 19-21r--p; mremap 3 #0 1 m = EINVAL; mlock 2 4-2531 = 0; poke
   3+3776 #878 12 = 878; smaps = 2-4rw-p a2 mw lo ac nh, 4-6rw-p a2 mw lo ac, 6-8r--p a0 mw, 11-13rw-p a2 mw
   lo ac, 19-21r--p a0 mw; bytes = 2:00,c17c,4b90,00*3 11:00*2 19:00*2`,
  `mmap 25 2 rw pfa - 0 = @25 | 25-27rw-p; poke 296 1 11 = EFAULT; mmap 34 5 r pfaur - 0 = @34 | 25-27rw-p
   34-39r--p; poke 590 1 12 = EFAULT; mmap 300 2 rw pfagl - 0 = @300 | 25-27rw-p 34-39r--p 300-302rw-p; mmap
   27 4 rw pfa - 0 = @27 | 25-31rw-p 34-39r--p 300-302rw-p; poke 289 1 13 = EFAULT; mmap 600 1 rw pfag - 0 =
   @600 | 25-31rw-p 34-39r--p 300-302rw-p 600-601rw-p; munmap 30 1 = 0 | 25-30rw-p 34-39r--p 300-302rw-p
   600-601rw-p; peek 30 #1 = EFAULT; madvise 8 1 dontfork = ENOMEM; mremap 30 1 1 mf 7 = EFAULT; poke 2 1 14
   = EFAULT; smaps = 25-30rw-p a0 mw ac, 34-39r--p a0 mw nr, 300-302rw-p a2 mw gd lo ac, 600-601rw-p a0 mw gd
   ac; bytes = 25:00*5 34:00*5 300:00*2 600:00`,
  `mmap 10 2 rx pfa - 0 = @10 | 10-12r-xp; madvise 10 2 dontneed = 0; mmap 14 3 r sfk f 7 = @14 | 10-12r-xp
   14-17r--s@f7; mincore 15 2 = 0 00; smaps = 10-12r-xp a0 mw, 14-17r--s@f7 a0 sh mw nh; bytes = 10:00*2
   14:48,--*2; file f = 32768:41,42,43,44,45,46,47,48`,
  `rlimit as 7 = 0; mmap 3 3 rw pfa - 0 = @3 | 3-6rw-p; brk 5+1877 = 0; mmap 2 1 r pn f 2 = @2 | 2-3r--p@f2
   3-6rw-p; mprotect 2 1 rw = 0 | 2-3rw-p@f2 3-6rw-p; mmap 9 5 rw sfl f 3 = ENOMEM; munmap 12 1 = 0; munlock
   4 2 = 0; mremap 9 3 5 mf 11 = EINVAL; mmap 10 5 rw sf g 1 = ENOMEM; madvise 9 6 wipeonfork = ENOMEM;
   mlockall 2 = 0; fill 4 2 11 = 2; smaps = 2-3rw-p@f2 a0 mw ac, 3-6rw-p a2 mw ac; bytes = 2:43,00,11,12;
   file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 5 5 rw pfa - 0 = @5 | 5-10rw-p; madvise 10 1 keeponfork = ENOMEM; poke 5 1 11 = 4096; mremap 8 1 1 mf
   5 = @5 | 5-6rw-p 6-8rw-p 9-10rw-p; smaps = 5-6rw-p a0 mw ac, 6-8rw-p a0 mw ac, 9-10rw-p a0 mw ac; mremap 7
   4 4 mfd 1 = @1 | 1-2rw-p 3-4rw-p 5-6rw-p 6-8rw-p 9-10rw-p; mremap 6 2 1 mf 10 = @10 | 1-2rw-p 3-4rw-p
   5-6rw-p 9-10rw-p 10-11rw-p; mprotect 4 1 rw = ENOMEM; mlock2 5 1 1 = 0; poke 9 1 12 = 4096; mremap 5 6 5 -
   = @5 | 1-2rw-p 3-4rw-p 5-6rw-p 9-10rw-p; madvise 1 1 wipeonfork = 0; poke 1 1 13 = 4096; mmap 4 3 rw pfa -
   0 = @4 | 1-2rw-p 3-4rw-p 4-7rw-p 9-10rw-p; smaps = 1-2rw-p a1 mw ac wf, 3-4rw-p a0 mw ac, 4-7rw-p a0 mw
   ac, 9-10rw-p a1 mw ac; bytes = 1:13 3:00*4 9:12`,
  `mmap 2 5 r sf f 0 = @2 | 2-7r--s@f0; poke 2+1764 #1212 11 = EFAULT; peek 4 1 = 4096; mprotect 2 5 rw = 0 |
   2-7rw-s@f0; mprotect 3 2-3742 r = 0 | 2-3rw-s@f0 3-5r--s@f1 5-7rw-s@f3; mmap 10 4 - pfa - 0 = @10 |
   2-3rw-s@f0 3-5r--s@f1 5-7rw-s@f3 10-14---p; mremap 11 3 3 mf 20 = @20 | 2-3rw-s@f0 3-5r--s@f1 5-7rw-s@f3
   10-11---p 20-23---p; mmap 15 3 rw pfa - 0 = @15 | 2-3rw-s@f0 3-5r--s@f1 5-7rw-s@f3 10-11---p 15-18rw-p
   20-23---p; mremap 6 1 1 mf 11 = @11 | 2-3rw-s@f0 3-5r--s@f1 5-6rw-s@f3 10-11---p 11-12rw-s@f4 15-18rw-p
   20-23---p; munmap 5 1 = 0 | 2-3rw-s@f0 3-5r--s@f1 10-11---p 11-12rw-s@f4 15-18rw-p 20-23---p; fork 11 1 12
   = 2-3rw-s@f0 a0 sh mw, 3-5r--s@f1 a0 sh mw, 10-11---p a0 mw, 11-12rw-s@f4 a0 sh mw, 15-18rw-p a0 mw ac,
   20-23---p a0 mw / 2:41,42,43 10:--,45 15:00*3 20:--*3 / 4096; madvise 22 1 populatewrite = EINVAL; madvise
   3 6 dontneed = ENOMEM; smaps = 2-3rw-s@f0 a0 sh mw, 3-5r--s@f1 a0 sh mw, 10-11---p a0 mw, 11-12rw-s@f4 a0
   sh mw, 15-18rw-p a0 mw ac, 20-23---p a0 mw; bytes = 2:41,42,43 10:--,12 15:00*3 20:--*3; file f =
   32768:41,42,43,44,12,46,47,48`,
  `mmap 15 1 rw sf f 2 = @15 | 15-16rw-s@f2; mmap 16 2 r pfa - 0 = @16 | 15-16rw-s@f2 16-18r--p; mincore 15 3
   = 0 100; mprotect 16 2 rx = 0 | 15-16rw-s@f2 16-18r-xp; poke 16 1 11 = EFAULT; pwrite f 3 1 12 = 4096;
   mprotect 15 3 rw = 0 | 15-16rw-s@f2 16-18rw-p; smaps = 15-16rw-s@f2 a0 sh mw, 16-18rw-p a0 mw ac; bytes =
   15:43,00*2; file f = 32768:41,42,43,12,45,46,47,48`,
  `mmap 0 2 rw pfa - 0 = @0 | 0-2rw-p; mmap 5 5 rw sfa - 0 = @5 | 0-2rw-p 5-10rw-s@s0.0; mprotect 0 1 r = 0 |
   0-1r--p 1-2rw-p 5-10rw-s@s0.0; mmap 0 1 - pfa - 0 = @0 | 0-1---p 1-2rw-p 5-10rw-s@s0.0; mremap 4 1 1 mf 4
   = EINVAL; mprotect 1 1 rw = 0; munmap 1 1 = 0 | 0-1---p 5-10rw-s@s0.0; fork 0 1 11 = 0-1---p a0 mw,
   5-10rw-s@s0.0 a0 sh mw / 0:-- 5:00*5 / EFAULT; poke 10 1 12 = EFAULT; truncate f 4+1362 = 0; pwrite f 6 1
   13 = 4096; mprotect 7 2 rx = 0 | 0-1---p 5-7rw-s@s0.0 7-9r-xs@s0.2 9-10rw-s@s0.4; madvise 9 2 populateread
   = ENOMEM; smaps = 0-1---p a0 mw, 5-7rw-s@s0.0 a0 sh mw, 7-9r-xs@s0.2 a0 sh mw, 9-10rw-s@s0.4 a0 sh mw;
   bytes = 0:-- 5:00*5; file f = 28672:41,42,43,44,43da,00,13`,
  `mmap 0 4 rw pfa - 0 = @0 | 0-4rw-p; mlockall 2 = 0; mprotect 2 2 w = 0 | 0-2rw-p 2-4-w-p; mmap 5 4 r sfa -
   0 = @5 | 0-2rw-p 2-4-w-p 5-9r--s@s0.0; mprotect 2 2 rw = 0 | 0-4rw-p 5-9r--s@s0.0; poke 3 1 11 = 4096;
   mprotect 8 1 r = 0; mremap 3 2 1 mf 9 = @9 | 0-3rw-p 5-9r--s@s0.0 9-10rw-p; poke 5 1 12 = EFAULT; poke
   6+1454 #377 13 = EFAULT; mprotect 1 2 rw = 0; mremap 6 3 3 m = @6; mprotect 7 3 r = 0 | 0-3rw-p
   5-9r--s@s0.0 9-10r--p; smaps = 0-3rw-p a0 mw ac, 5-9r--s@s0.0 a0 sh mw lo, 9-10r--p a1 mw ac; bytes =
   0:00*3 5:00*4,11`,
  `mmap 15 4 rw pfau - 0 = @15 | 15-19rw-p; mmap 0 2 rw pfa - 0 = @0 | 0-2rw-p 15-19rw-p; mprotect 18 1 rwx =
   0 | 0-2rw-p 15-18rw-p 18-19rwxp; mremap 15 4 4 mf 18 = EINVAL; mprotect 16 3 rw = 0 | 0-2rw-p 15-19rw-p;
   mremap 17 2 2 mfd 11 = @11 | 0-2rw-p 11-13rw-p 15-19rw-p; bytes = 0:00*2 11:00*2 15:00*4; poke 15 1 11 =
   4096; madvise 4 1 dontneed = ENOMEM; munmap 0 2 = 0 | 11-13rw-p 15-19rw-p; bytes = 11:00*2 15:11,00*3;
   mprotect 11 2 r = 0 | 11-13r--p 15-19rw-p; madvise 15 4 dontneed = 0; munmap 18 1 = 0 | 11-13r--p
   15-18rw-p; smaps = 11-13r--p a2 mw ac, 15-18rw-p a0 mw ac; bytes = 11:00*2 15:00*3`,
  `mmap 2 2 r pfa - 0 = @2 | 2-4r--p; mincore 2 1 = 0 0; mremap 3 1 1 mfd 4 = @4 | 2-5r--p; munmap 10 1 = 0;
   mremap 4 1 1 mf 5 = @5 | 2-4r--p 5-6r--p; mincore 5 2 = ENOMEM 0; poke 5 1 11 = EFAULT; mremap 2 2 2 - =
   @2; mremap 3 #0 3 mfd 6 = EINVAL; mmap 0 6 rw pfa - 0 = @0 | 0-6rw-p; smaps = 0-6rw-p a0 mw ac; bytes =
   0:00*6`,
  `mmap 13 1 rw pfa - 0 = @13 | 13-14rw-p; madvise 20 1 populatewrite = ENOMEM; mremap 13 1 1 mf 8 = @8 |
   8-9rw-p; fork 8 1 11 = 8-9rw-p a0 mw ac / 8:00 / 4096; peek 8 1 = 4096; mmap 18 5 rw pf r 2 = @18 |
   8-9rw-p 18-23rw-p@f2; mremap 20 3 3 mfd 15 = @15 | 8-9rw-p 15-18rw-p@f4 18-23rw-p@f2; smaps = 8-9rw-p a0
   mw ac, 15-18rw-p@f4 a0 mw ac, 18-23rw-p@f2 a0 mw ac; bytes = 8:00 15:45,46,47,43,44,45,46,47; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 15 4 r pfa - 0 = @15 | 15-19r--p; munmap 0 15 = 0; mlock2 18 1 2 = EINVAL; poke 16 1 11 = EFAULT;
   smaps = 15-19r--p a0 mw; mprotect 16 3 rw = 0 | 15-16r--p 16-19rw-p; mprotect 17 1 - = 0 | 15-16r--p
   16-17rw-p 17-18---p 18-19rw-p; mprotect 15 3 - = 0 | 15-18---p 18-19rw-p; mmap 0 4 rw sfal - 0 = @0 |
   0-4rw-s@s0.0 15-18---p 18-19rw-p; mremap 0 4 4 mf 6 = @6 | 6-10rw-s@s0.0 15-18---p 18-19rw-p; madvise 9 1
   dontneed = EINVAL; fill 6 4 12 = 4; poke 16 1 13 = EFAULT; madvise 15 4 populateread = EINVAL; smaps =
   6-10rw-s@s0.0 a0 sh mw lo, 15-18---p a0 mw, 18-19rw-p a0 mw ac; bytes = 6:12,13,14,15 15:--*3,00`,
  `mmap 19 6 rw pfa - 0 = @19 | 19-25rw-p; msync 19 5 s = 0; mremap 23 1 1 - = @23; truncate f 1+3202 = 0;
   pwrite f 4 1 11 = 4096; mmap 0 1 rw pfa - 0 = @0 | 0-1rw-p 19-25rw-p; poke 21 1 12 = 4096; mmap 6 5 r sf f
   3 = @6 | 0-1rw-p 6-11r--s@f3 19-25rw-p; poke 6 1 13 = EFAULT; madvise 21 3 remove = EINVAL; poke 23 1 14 =
   4096; mmap 3 1 rw pf f 3 = @3 | 0-1rw-p 3-4rw-p@f3 6-11r--s@f3 19-25rw-p; mmap 17 5 rw pfabg - 0 = @17 |
   0-1rw-p 3-4rw-p@f3 6-11r--s@f3 17-22rw-p 22-25rw-p; smaps = 0-1rw-p a0 mw ac, 3-4rw-p@f3 a0 mw ac,
   6-11r--s@f3 a0 sh mw, 17-22rw-p a0 mw gd ac, 22-25rw-p a1 mw ac; bytes = 0:00 3:00 6:00,11,--*3
   17:00*6,14,00; file f = 20480:41,3309,00,00,11`,
  `mmap 9 3 rw sfb f 1 = @9 | 9-12rw-s@f1; mmap 5 2 rw pfa - 0 = @5 | 5-7rw-p 9-12rw-s@f1; mincore 6 1 = 0 0;
   poke 5 1 11 = 4096; mremap 10 1 1 mf 4 = @4 | 4-5rw-s@f2 5-7rw-p 9-10rw-s@f1 11-12rw-s@f3; munlock 11 1 =
   0; mmap 15 6 rw pfl f 0 = @15 | 4-5rw-s@f2 5-7rw-p 9-10rw-s@f1 11-12rw-s@f3 15-21rw-p@f0; mlock2 17 1 0 =
   0; poke 19 1 12 = 4096; mprotect 6 4 r = ENOMEM | 4-5rw-s@f2 5-6rw-p 6-7r--p 9-10rw-s@f1 11-12rw-s@f3
   15-21rw-p@f0; smaps = 4-5rw-s@f2 a0 sh mw, 5-6rw-p a1 mw ac, 6-7r--p a0 mw ac, 9-10rw-s@f1 a0 sh mw,
   11-12rw-s@f3 a0 sh mw, 15-21rw-p@f0 a6 mw lo ac; bytes = 4:43,11,00 9:42 11:44 15:41,42,43,44,12,46; file
   f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 35 2 rw pfa - 0 = @35 | 35-37rw-p; poke 25 1 11 = EFAULT; poke 31 1 12 = EFAULT; madvise 36 1
   populatewrite = 0; poke 580 1 13 = EFAULT; poke 288 1 14 = EFAULT; poke 35+577 #1769 15 = 1769; peek 591
   #1 = EFAULT; poke 27 1 16 = EFAULT; poke 35 1 17 = 4096; mmap 30 3 r pfag - 0 = @30 | 30-33r--p 35-37rw-p;
   madvise 35 2 populatewrite = 0; mremap 300 2 2 mf 344 = EFAULT; smaps = 30-33r--p a0 mw gd, 35-37rw-p a2
   mw ac; bytes = 30:00*3 35:17,00`,
  `mmap 11 1 rw sf f 1 = @11 | 11-12rw-s@f1; mprotect 299 2 rD = ENOMEM; poke 24 1 11 = EFAULT; poke 583 1 12
   = EFAULT; poke 285 1 13 = EFAULT; mmap 341 1 rw pfa - 0 = @341 | 11-12rw-s@f1 341-342rw-p; mmap 1 4 rw pfa
   - 0 = @1 | 1-5rw-p 11-12rw-s@f1 341-342rw-p; poke 23 1 14 = EFAULT; mlock 33 1 = ENOMEM; madvise 4 1
   dontneed = 0; smaps = 1-5rw-p a0 mw ac, 11-12rw-s@f1 a0 sh mw, 341-342rw-p a0 mw ac; bytes = 1:00*4 11:42
   341:00; file f = 32768:41,42,43,44,45,46,47,48`,
  `rlimit memlock 5 = 0; nobody = 0; mmap 5 6 - sfr g 0 = @5 | 5-11---s@g0; mprotect 8 1 - = 0; mmap 7 6 r
   pfa - 0 = @7 | 5-7---s@g0 7-13r--p; mlock2 8 2-3206 1 = 0 | 5-7---s@g0 7-8r--p 8-10r--p 10-13r--p; mlock2
   7 6 1 = ENOMEM; mprotect 7 3 rw = 0 | 5-7---s@g0 7-8rw-p 8-10rw-p 10-13r--p; mprotect 6 7 rwx = 0 |
   5-6---s@g0 6-7rwxs@g1 7-8rwxp 8-10rwxp 10-13rwxp; mprotect 8 2 - = 0 | 5-6---s@g0 6-7rwxs@g1 7-8rwxp
   8-10---p 10-13rwxp; mprotect 6 1 - = 0 | 5-7---s@g0 7-8rwxp 8-10---p 10-13rwxp; poke 7+870 #253 11 = 253;
   mmap 8 3 rw snak - 0 = EEXIST; smaps = 5-7---s@g0 a0 sh mw nr, 7-8rwxp a1 mw ac, 8-10---p a0 mw lo lf,
   10-13rwxp a0 mw ac; bytes = 5:--*2,773f,--*2,00*3; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 6 4 rw pfa - 0 = @6 | 6-10rw-p; mmap 4 1 rw sfa - 0 = @4 | 4-5rw-s@s0.0 6-10rw-p; mremap 8 2 1 mf 2 =
   @2 | 2-3rw-p 4-5rw-s@s0.0 6-8rw-p; fork 2 1 11 = 2-3rw-p a0 mw ac, 4-5rw-s@s0.0 a0 sh mw, 6-8rw-p a0 mw ac
   / 2:00 4:00 6:00*2 / 4096; mprotect 4 1 r = 0 | 2-3rw-p 4-5r--s@s0.0 6-8rw-p; poke 2 1 12 = 4096; mremap
   10 1 1 mfd 9 = EFAULT; mincore 2+1285 2 = EINVAL; mremap 7 1 1 mf 9 = @9 | 2-3rw-p 4-5r--s@s0.0 6-7rw-p
   9-10rw-p; smaps = 2-3rw-p a1 mw ac, 4-5r--s@s0.0 a0 sh mw, 6-7rw-p a0 mw ac, 9-10rw-p a0 mw ac; bytes =
   2:12 4:00 6:00 9:00`,
  `mmap 15 4 rw pf f 0 = @15 | 15-19rw-p@f0; madvise 18 2 remove = EACCES; mremap 18 1 1 mfd 14 = @14 |
   14-15rw-p@f3 15-19rw-p@f0; mmap 11 3 rw pf f 3 = @11 | 11-14rw-p@f3 14-15rw-p@f3 15-19rw-p@f0; mremap 17 1
   1 mf 19 = @19 | 11-14rw-p@f3 14-15rw-p@f3 15-17rw-p@f0 18-19rw-p@f3 19-20rw-p@f2; peek 16 1 = 4096; smaps
   = 11-14rw-p@f3 a0 mw ac, 14-15rw-p@f3 a0 mw ac, 15-17rw-p@f0 a0 mw ac, 18-19rw-p@f3 a0 mw ac, 19-20rw-p@f2
   a0 mw ac; bytes = 11:44,45,46,44,41,42 18:44,43; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 8 1 - pf f 0 = @8 | 8-9---p@f0; mprotect 8 1 r = 0 | 8-9r--p@f0; mprotect 8 2 rw = ENOMEM |
   8-9rw-p@f0; poke 8+3249 #184 11 = 184; peek 8 1 = 4096; smaps = 8-9rw-p@f0 a1 mw ac; bytes = 8:f6fe; file
   f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 5 2 - pfa - 0 = @5 | 5-7---p; mremap 5 2 0 mf 2 = EINVAL; mmap 0 2 rw pfa - 0 = @0 | 0-2rw-p 5-7---p;
   mremap 0 2 2 mfd 6 = @6 | 0-2rw-p 5-6---p 6-8rw-p; mmap 3 5 rw pfa - 0 = @3 | 0-2rw-p 3-8rw-p; mmap 6 2 rw
   sn f 0 = EEXIST; mmap 6 2 rw pf f 0 = @6 | 0-2rw-p 3-6rw-p 6-8rw-p@f0; mremap 4 3 3 mf 0 = @0 | 0-2rw-p
   2-3rw-p@f0 3-4rw-p 7-8rw-p@f1; poke 7+1417 #2722 11 = EFAULT; pwrite f 2 1 12 = 4096; mmap 5 4 rw pfa - 0
   = @5 | 0-2rw-p 2-3rw-p@f0 3-4rw-p 5-9rw-p; smaps = 0-2rw-p a0 mw ac, 2-3rw-p@f0 a0 mw ac, 3-4rw-p a0 mw
   ac, 5-9rw-p a0 mw ac; bytes = 0:00*2,41,00 5:00*4; file f = 32768:41,42,12,44,45,46,47,48`,
  `mmap 17 5 rw pfa - 0 = @17 | 17-22rw-p; munmap 600 1 = 0; munmap 30 1 = 0; mprotect 19 3 rw = 0; mremap
   600 1 2 - = EFAULT; peek 31 #1 = EFAULT; mmap 7 1 rw sn z 0 = @7 | 7-8rw-s@s0.0 17-22rw-p; poke 295 1 11 =
   EFAULT; mremap 300 1 4 mf 340 = EFAULT; mprotect 24 1 rwD = ENOMEM; poke 593 1 12 = EFAULT; mmap 300 2 rw
   pfag - 0 = @300 | 7-8rw-s@s0.0 17-22rw-p 300-302rw-p; smaps = 7-8rw-s@s0.0 a0 sh mw, 17-22rw-p a0 mw ac,
   300-302rw-p a0 mw gd ac; bytes = 7:00 17:00*5 300:00*2; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 16 3 rw pf f 0 = @16 | 16-19rw-p@f0; bytes = 16:41,42,43; fill 17 2 11 = 2; mprotect 18 3 r = ENOMEM
   | 16-18rw-p@f0 18-19r--p@f2; mmap 6 1 rw pfa - 0 = @6 | 6-7rw-p 16-18rw-p@f0 18-19r--p@f2; mmap 2 1 rw pn
   f 4 = @2 | 2-3rw-p@f4 6-7rw-p 16-18rw-p@f0 18-19r--p@f2; mmap 14 3 r sfa - 0 = @14 | 2-3rw-p@f4 6-7rw-p
   14-17r--s@s0.0 17-18rw-p@f1 18-19r--p@f2; mprotect 14 3 r = 0; mlock 17 3 = ENOMEM; mmap 3 4 r sf f 1 = @3
   | 2-3rw-p@f4 3-7r--s@f1 14-17r--s@s0.0 17-18rw-p@f1 18-19r--p@f2; smaps = 2-3rw-p@f4 a0 mw ac, 3-7r--s@f1
   a0 sh mw, 14-17r--s@s0.0 a0 sh mw, 17-18rw-p@f1 a1 mw lo ac, 18-19r--p@f2 a1 mw lo ac; bytes =
   2:45,42,43,44,45 14:00*3,11,12; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 15 6 - pfa - 0 = @15 | 15-21---p; madvise 20 1 dontdump = 0 | 15-20---p 20-21---p; mremap 20 #0 1 mf
   0 = EINVAL; mremap 17 4 3 mf 12 = @12 | 12-17---p; mprotect 0 1 - = ENOMEM; mremap 14 2 2 mfd 2 = @2 |
   2-4---p 12-17---p; madvise 14 1 dontdump = 0 | 2-4---p 12-14---p 14-15---p 15-17---p; mremap 2 3 5 mf 17 =
   EFAULT; fork 0 1 11 = 2-4---p a0 mw, 12-14---p a0 mw, 14-15---p a0 mw dd, 15-17---p a0 mw / 2:--*2 12:--*5
   / EFAULT; truncate f 5+3146 = 0; smaps = 2-4---p a0 mw, 12-14---p a0 mw, 14-15---p a0 mw dd, 15-17---p a0
   mw; bytes = 2:--*2 12:--*5; file f = 23626:41,42,43,44,45,46`,
  `mmap 15 6 rw pf f 0 = @15 | 15-21rw-p@f0; mmap 12 5 rw pfar - 0 = @12 | 12-17rw-p 17-21rw-p@f2; mmap 6 5
   rw sf f 2 = @6 | 6-11rw-s@f2 12-17rw-p 17-21rw-p@f2; msync 7 2 a = 0; madvise 12+2361 5 dontneed = EINVAL;
   smaps = 6-11rw-s@f2 a0 sh mw, 12-17rw-p a0 mw nr, 17-21rw-p@f2 a0 mw ac; bytes = 6:43,44,45,46,47
   12:00*5,43,44,45,46; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 14 2 rw sf r 0 = EACCES; poke 14 1 11 = EFAULT; mlock2 15 1 1 = ENOMEM; poke 8+3430 #1854 12 =
   EFAULT; mprotect 15 1 rwx = ENOMEM; mmap 8 2 rw pf g 1 = @8 | 8-10rw-p@g1; fork 9 1 13 = 8-10rw-p@g1 a0 mw
   ac / 8:62,63 / 4096; munmap 14 2 = 0; peek 9 1 = 4096; smaps = 8-10rw-p@g1 a0 mw ac; bytes = 8:62,63; file
   f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 9 6 r pfa - 0 = @9 | 9-15r--p; smaps = 9-15r--p a0 mw; madvise 16 1 wipeonfork = ENOMEM; fork 14 1 11
   = 9-15r--p a0 mw / 9:00*6 / EFAULT; madvise 9 3 dontneed = 0; bytes = 9:00*6; madvise 13 2 dontneed = 0;
   pwrite f 2 1 12 = 4096; madvise 14 1 remove = EINVAL; madvise 12 2 remove = EINVAL; mlock2 14 1 0 = 0 |
   9-14r--p 14-15r--p; msync 9+3000 1 si = EINVAL; smaps = 9-14r--p a0 mw, 14-15r--p a0 mw lo; bytes = 9:00*6`,
  `mmap 6 3 rw pfa - 0 = @6 | 6-9rw-p; mprotect 6 3 r = 0 | 6-9r--p; mremap 6 3 3 m = @6; mremap 7 1 1 mf 5 =
   @5 | 5-7r--p 8-9r--p; mprotect 5 2 rw = 0 | 5-7rw-p 8-9r--p; mmap 4 6 rw pfa - 0 = @4 | 4-10rw-p; poke 2 1
   11 = EFAULT; mprotect 4 2 rw = 0; mprotect 7+1192 1 w = EINVAL; mremap 8 2 1 mf 2 = @2 | 2-3rw-p 4-8rw-p;
   mmap 2 5 rx pna - 0 = EEXIST; mremap 5 1 1 mf 10 = @10 | 2-3rw-p 4-5rw-p 6-8rw-p 10-11rw-p; mmap 2 5 rw
   pfa - 0 = @2 | 2-8rw-p 10-11rw-p; smaps = 2-8rw-p a0 mw ac, 10-11rw-p a0 mw ac; bytes = 2:00*6 10:00`,
  `mmap 6 3 rw sf f 2 = @6 | 6-9rw-s@f2; mprotect 6 4 rw = ENOMEM; mmap 3 5 r pf f 2 = @3 | 3-8r--p@f2
   8-9rw-s@f4; fill 8 3 11 = 1; madvise 4 5 dontfork = 0 | 3-4r--p@f2 4-8r--p@f3 8-9rw-s@f4; mmap 2 5 rw pfa
   - 0 = @2 | 2-7rw-p 7-8r--p@f6 8-9rw-s@f4; poke 5 1 12 = 4096; poke 6 1 13 = 4096; mremap 5 3 3 mf 6 =
   EINVAL; mincore 8 3 = ENOMEM 1; smaps = 2-7rw-p a2 mw ac, 7-8r--p@f6 a0 mw dc, 8-9rw-s@f4 a0 sh mw dc;
   bytes = 2:00*3,12,13,47,11; file f = 32768:41,42,43,44,11,46,47,48`,
  `mmap 6 3 rw pfa - 0 = @6 | 6-9rw-p; mmap 6 5 rw pfa - 0 = @6 | 6-11rw-p; mmap 5 4 rw pfa - 0 = @5 |
   5-11rw-p; poke 7 1 11 = 4096; mremap 7 1 1 mf 4 = @4 | 4-5rw-p 5-7rw-p 8-11rw-p; msync 6 3 si = ENOMEM;
   mmap 5 5 rw pfa - 0 = @5 | 4-5rw-p 5-11rw-p; mprotect 5 3 r = 0 | 4-5rw-p 5-8r--p 8-11rw-p; munmap 4 4 = 0
   | 8-11rw-p; mremap 10 1 3 m = @10 | 8-13rw-p; poke 10 1 12 = 4096; mmap 0 4 r pfa - 0 = @0 | 0-4r--p
   8-13rw-p; mremap 8 3 2 - = @8 | 0-4r--p 8-10rw-p 11-13rw-p; mremap 8 2 2 - = @8; poke 3 1 13 = EFAULT;
   madvise 1 2 normal = 0; mprotect 1 2 rw = 0 | 0-1r--p 1-3rw-p 3-4r--p 8-10rw-p 11-13rw-p; mremap 1 2 2 mf
   4 = @4 | 0-1r--p 3-4r--p 4-6rw-p 8-10rw-p 11-13rw-p; smaps = 0-1r--p a0 mw, 3-4r--p a0 mw, 4-6rw-p a0 mw
   ac, 8-10rw-p a0 mw ac, 11-13rw-p a0 mw ac; bytes = 0:00 3:00*3 8:00*2 11:00*2`,
  `mmap 4 1 rw pfa - 0 = @4 | 4-5rw-p; mprotect 4 1 rw = 0; mremap 4 1 1 f 3 = EINVAL; munmap 4 1 = 0 |
   nothing; smaps = nothing; bytes = nothing`,
  `mmap 6 6 r pfu f 6 = @6 | 6-12r--p@f6; mmap 8 6 r pfa - 0 = @8 | 6-8r--p@f6 8-14r--p; mmap 12 1 rw pf r 3
   = @12 | 6-8r--p@f6 8-12r--p 12-13rw-p@f3 13-14r--p; bytes = 6:47,48,00*4,44,00; mremap 12 2 1 mfd 19 =
   EINVAL; poke 9+236 #2240 11 = EFAULT; madvise 6 3 dontneed = 0; smaps = 6-8r--p@f6 a0 mw, 8-12r--p a0 mw,
   12-13rw-p@f3 a0 mw ac, 13-14r--p a0 mw; bytes = 6:47,48,00*4,44,00; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 4 3 r pfa - 0 = @4 | 4-7r--p; mmap 2 3 rw pf f 4 = @2 | 2-5rw-p@f4 5-7r--p; mmap 16 2 rw pfa - 0 =
   @16 | 2-5rw-p@f4 5-7r--p 16-18rw-p; mremap 21 1 1 mf 18 = EFAULT; mmap 7 2 rw sfa - 0 = @7 | 2-5rw-p@f4
   5-7r--p 7-9rw-s@s0.0 16-18rw-p; mremap 4 1 1 - = @4; peek 8 1 = 4096; munmap 8 1 = 0 | 2-5rw-p@f4 5-7r--p
   7-8rw-s@s0.0 16-18rw-p; mremap 2 2 2 mf 9 = @9 | 4-5rw-p@f6 5-7r--p 7-8rw-s@s0.0 9-11rw-p@f4 16-18rw-p;
   mprotect 5 2 rw = 0 | 4-5rw-p@f6 5-7rw-p 7-8rw-s@s0.0 9-11rw-p@f4 16-18rw-p; mmap 14 6 rw sfa - 0 = @14 |
   4-5rw-p@f6 5-7rw-p 7-8rw-s@s0.0 9-11rw-p@f4 14-20rw-s@s1.0; smaps = 4-5rw-p@f6 a0 mw ac, 5-7rw-p a0 mw ac,
   7-8rw-s@s0.0 a0 sh mw, 9-11rw-p@f4 a0 mw ac, 14-20rw-s@s1.0 a0 sh mw; bytes = 4:47,00*3 9:45,46 14:00*6;
   file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 19 6 rw pf g 1 = @19 | 19-25rw-p@g1; mprotect 20+1115 3 r = EINVAL; mremap 19 5 7 mf 2 = @2 |
   2-9rw-p@g1 24-25rw-p@g6; madvise 3 2 sequential = 0 | 2-3rw-p@g1 3-5rw-p@g2 5-9rw-p@g4 24-25rw-p@g6;
   mremap 2 5 5 mfd 13 = @13 | 2-3rw-p@g1 3-5rw-p@g2 5-9rw-p@g4 13-14rw-p@g1 14-16rw-p@g2 16-18rw-p@g4
   24-25rw-p@g6; munlock 4 1 = 0; madvise 4+282 2 dontneed = EINVAL; smaps = 2-3rw-p@g1 a0 mw ac, 3-5rw-p@g2
   a0 mw sr ac, 5-9rw-p@g4 a0 mw ac, 13-14rw-p@g1 a0 mw ac, 14-16rw-p@g2 a0 mw sr ac, 16-18rw-p@g4 a0 mw ac,
   24-25rw-p@g6 a0 mw ac; bytes = 2:62,63,022d,--*4 13:62,63,022d,--*2 24:--; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 4 3 rw pf f 3 = @4 | 4-7rw-p@f3; poke 4 1 11 = 4096; mprotect 5 1 r = 0 | 4-5rw-p@f3 5-6r--p@f4
   6-7rw-p@f5; mprotect 5 1 - = 0 | 4-5rw-p@f3 5-6---p@f4 6-7rw-p@f5; poke 5 1 12 = EFAULT; fork 4 1 13 =
   4-5rw-p@f3 a1 mw ac, 5-6---p@f4 a0 mw ac, 6-7rw-p@f5 a0 mw ac / 4:11,--,46 / 4096; mmap 18 5 - pfa - 0 =
   @18 | 4-5rw-p@f3 5-6---p@f4 6-7rw-p@f5 18-23---p; poke 20+3560 #2000 14 = EFAULT; mprotect 6 1 r = 0 |
   4-5rw-p@f3 5-6---p@f4 6-7r--p@f5 18-23---p; mremap 21 2 2 mf 16 = @16 | 4-5rw-p@f3 5-6---p@f4 6-7r--p@f5
   16-21---p; peek 11 1 = EFAULT; msync 4 3 i = 0; mmap 7 4 rw pfa - 0 = @7 | 4-5rw-p@f3 5-6---p@f4
   6-7r--p@f5 7-11rw-p 16-21---p; smaps = 4-5rw-p@f3 a1 mw ac, 5-6---p@f4 a0 mw ac, 6-7r--p@f5 a0 mw ac,
   7-11rw-p a0 mw ac, 16-21---p a0 mw; bytes = 4:11,--,46,00*4 16:--*5; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 7 4 - pf g 2 = @7 | 7-11---p@g2; poke 8 1 11 = EFAULT; poke 8 1 12 = EFAULT; poke 9 1 13 = EFAULT;
   poke 7 1 14 = EFAULT; munmap 10 1 = 0 | 7-10---p@g2; fork 9 1 15 = 7-10---p@g2 a0 mw / 7:--*3 / EFAULT;
   smaps = 7-10---p@g2 a0 mw; bytes = 7:--*3; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 3 1 rw pfa - 0 = @3 | 3-4rw-p; mprotect 3 1 rw = 0; poke 3+3743 #162 11 = 162; mremap 3 1 1 mf 20 =
   @20 | 20-21rw-p; mlock2 20 1 1 = 0; mprotect 20 1-2850 r = 0 | 20-21r--p; munlock 20 3 = ENOMEM; mincore
   20 1 = 0 1; fork 20 1 12 = 20-21r--p a1 mw ac / 20:226c / EFAULT; mmap 15 4 rw pfab - 0 = @15 | 15-19rw-p
   20-21r--p; mprotect 15 4 rw = 0; poke 18 1 13 = 4096; poke 15 1 14 = 4096; smaps = 15-19rw-p a2 mw ac,
   20-21r--p a1 mw ac; bytes = 15:14,00*2,13 20:226c`,
  `mmap 0 2 rw pfab - 0 = @0 | 0-2rw-p; madvise 1 1 dontneed = 0; msync 0 1 a = 0; mremap 1 4 4 mfd 9 = @9 |
   0-2rw-p 9-10rw-p; smaps = 0-2rw-p a0 mw ac, 9-10rw-p a0 mw ac; bytes = 0:00*2 9:00`,
  `mmap 0 1 rw pfa - 0 = @0 | 0-1rw-p; poke 0 1 11 = 4096; mprotect 0 1 r = 0 | 0-1r--p; mremap 0 3 3 m = @0;
   fork 0 1 12 = 0-1r--p a1 mw ac / 0:11 / EFAULT; poke 0 1 13 = EFAULT; smaps = 0-1r--p a1 mw ac; bytes =
   0:11`,
  `mmap 32 3 rw pfa - 0 = @32 | 32-35rw-p; mlock 298 2 = ENOMEM; madvise 32 1 free = 0; mmap 30 2 - pfag - 0
   = @30 | 30-32---p 32-35rw-p; smaps = 30-32---p a0 mw gd, 32-35rw-p a0 mw ac; bytes = 30:--*2,00*3`,
  `rlimit stack 212 = 0; mmap 14 1 - pfal - 0 = @14 | 14-15---p; mmap 30 2 rw pfagl - 0 = @30 | 14-15---p
   30-32rw-p; mlock 303 3 = ENOMEM; mmap 600 4 rw pfag - 0 = @600 | 14-15---p 30-32rw-p 600-604rw-p; mlock 20
   1 = ENOMEM; bytes = 14:-- 30:00*2 600:00*4; mremap 600 2 4 - = ENOMEM; mincore 14 1 = 0 0; peek 286 #1 =
   EFAULT; mmap 20 3 rx sfau - 0 = @20 | 14-15---p 20-23r-xs@s0.0 30-32rw-p 600-604rw-p; mprotect 296 3 r =
   ENOMEM; smaps = 14-15---p a0 mw lo, 20-23r-xs@s0.0 a0 sh mw, 30-32rw-p a2 mw gd lo ac, 600-604rw-p a0 mw
   gd ac; bytes = 14:-- 20:00*3 30:00*2 600:00*4`,
  `mmap 6 3 rw pfa - 0 = @6 | 6-9rw-p; mremap 6 3 3 - = @6; mmap 6 4 rw pfa - 0 = @6 | 6-10rw-p; bytes =
   6:00*4; poke 7 1 11 = 4096; mremap 6 3 3 mf 3 = @3 | 3-6rw-p 9-10rw-p; pwrite f 6 1 12 = 4096; munmap 3 3
   = 0 | 9-10rw-p; smaps = 9-10rw-p a0 mw ac; bytes = 9:00`,
  `mmap 12 4 rx sn f 2 = @12 | 12-16r-xs@f2; mmap 3 5 r pfa - 0 = @3 | 3-8r--p 12-16r-xs@f2; mprotect 6 2 rw
   = 0 | 3-6r--p 6-8rw-p 12-16r-xs@f2; mprotect 3 1 rw = 0 | 3-4rw-p 4-6r--p 6-8rw-p 12-16r-xs@f2; smaps =
   3-4rw-p a0 mw ac, 4-6r--p a0 mw, 6-8rw-p a0 mw ac, 12-16r-xs@f2 a0 sh mw; bytes = 3:00*5 12:43,44,45,46;
   file f = 32768:41,42,43,44,45,46,47,48`,
  `rlimit stack 119 = 0; mmap 30 2 r sfa - 0 = @30 | 30-32r--s@s0.0; poke 303 1 11 = EFAULT; poke 21 1 12 =
   EFAULT; madvise 31 1-3190 populatewrite = EINVAL; mmap 27 6 rw pfa - 0 = @27 | 27-33rw-p; poke 580 1 13 =
   EFAULT; smaps = 27-33rw-p a0 mw ac; bytes = 27:00*6`,
  `rlimit stack 124 = 0; mmap 24 2 r pfa - 0 = @24 | 24-26r--p; poke 582 1 11 = EFAULT; poke 283 1 12 =
   EFAULT; fork 24 1 13 = 24-26r--p a0 mw / 24:00*2 / EFAULT; mremap 300 2 4 - = EFAULT; madvise 39 1 remove
   = ENOMEM; fork 24 1 14 = 24-26r--p a0 mw / 24:00*2 / EFAULT; smaps = 24-26r--p a0 mw; bytes = 24:00*2`,
  `mmap 2 3 rw pfu f 3 = @2 | 2-5rw-p@f3; mprotect 3 2 r = 0 | 2-3rw-p@f3 3-5r--p@f4; mmap 12 3 r sf f 0 =
   @12 | 2-3rw-p@f3 3-5r--p@f4 12-15r--s@f0; poke 4 1 11 = EFAULT; mremap 4 1 1 mf 19 = @19 | 2-3rw-p@f3
   3-4r--p@f4 12-15r--s@f0 19-20r--p@f5; smaps = 2-3rw-p@f3 a1 mw ac, 3-4r--p@f4 a1 mw ac, 12-15r--s@f0 a0 sh
   mw, 19-20r--p@f5 a1 mw ac; bytes = 2:44,45 12:41,42,43 19:46; file f = 32768:41,42,43,44,45,46,47,48`,
  `rlimit memlock 1 = 0; nobody = 0; mmap 11 2 rw pfak - 0 = @11 | 11-13rw-p; mremap 11 1 1 - = @11; madvise
   11 2 cold = 0; poke 11 1 11 = 4096; mmap 8 2 rw sfau - 0 = @8 | 8-10rw-s@s0.0 11-13rw-p; mremap 12 1 1 mf
   1 = @1 | 1-2rw-p 8-10rw-s@s0.0 11-12rw-p; poke 1 1 12 = 4096; smaps = 1-2rw-p a1 mw ac nh, 8-10rw-s@s0.0
   a0 sh mw, 11-12rw-p a1 mw ac nh; bytes = 1:12 8:00*2 11:11`,
  `mmap 0 4 r sfa - 0 = @0 | 0-4r--s@s0.0; fork 3 1 11 = 0-4r--s@s0.0 a0 sh mw / 0:00*4 / EFAULT; madvise 0 1
   dodump = 0; mprotect 2 2 r = 0; mlock 2 2 = 0 | 0-2r--s@s0.0 2-4r--s@s0.2; mprotect 2 2 rw = 0 |
   0-2r--s@s0.0 2-4rw-s@s0.2; mremap 1 1 2 - = ENOMEM; mmap 14 5 r sfu g 0 = @14 | 0-2r--s@s0.0 2-4rw-s@s0.2
   14-19r--s@g0; munmap 16 2 = 0 | 0-2r--s@s0.0 2-4rw-s@s0.2 14-16r--s@g0 18-19r--s@g4; madvise 14 2 remove =
   0; mremap 15 1 1 mfd 19 = @19 | 0-2r--s@s0.0 2-4rw-s@s0.2 14-16r--s@g0 18-19r--s@g4 19-20r--s@g1; madvise
   0 3 populatewrite = EINVAL; munmap 19 1 = 0 | 0-2r--s@s0.0 2-4rw-s@s0.2 14-16r--s@g0 18-19r--s@g4; smaps =
   0-2r--s@s0.0 a0 sh mw, 2-4rw-s@s0.2 a0 sh mw lo, 14-16r--s@g0 a0 sh mw, 18-19r--s@g4 a0 sh mw; bytes =
   0:00*4 14:00*2 18:--; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 6 1 rw sf r 4 = EACCES; madvise 6 1 normal = ENOMEM; mremap 6 5 3 mf 3 = EFAULT; mmap 2 4 - pfau - 0
   = @2 | 2-6---p; mprotect 4 2-1789 rw = 0 | 2-4---p 4-6rw-p; bytes = 2:--*2,00*2; fill 4 1 11 = 1; mprotect
   2 4 r = 0 | 2-4r--p 4-6r--p; mprotect 5 1 - = 0 | 2-4r--p 4-5r--p 5-6---p; mincore 3 2 = 0 01; madvise 2 4
   dontneed = 0; mremap 4 2 1 f 7 = EINVAL; mprotect 4 3 rw = ENOMEM | 2-4r--p 4-6rw-p; mprotect 3 1 r = 0;
   smaps = 2-4r--p a0 mw, 4-6rw-p a0 mw ac; bytes = 2:00*4; file f = 32768:41,42,43,44,45,46,47,48`,
  `rlimit memlock 3 = 0; nobody = 0; mmap 11 2 rw pfa - 0 = @11 | 11-13rw-p; mprotect 12 1 rw = 0; madvise 3
   4 dontneed = ENOMEM; mlock 11 4 = ENOMEM; mmap 7 3 - pf f 3 = @7 | 7-10---p@f3 11-13rw-p; poke 6 1 11 =
   EFAULT; mremap 7 1 1 - = @7; mlock2 12 1 1 = 0 | 7-10---p@f3 11-12rw-p 12-13rw-p; mremap 11 1 1 m = @11;
   mremap 12 #0 1 mf 5 = EINVAL; mlock2 11 1 1 = 0 | 7-10---p@f3 11-13rw-p; mremap 11 1 1 mf 10 = @10 |
   7-10---p@f3 10-11rw-p 12-13rw-p; poke 10 1 12 = 4096; smaps = 7-10---p@f3 a0 mw, 10-11rw-p a1 mw lo lf ac,
   12-13rw-p a0 mw lo lf ac; bytes = 7:--*3,12 12:00; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 9 3 rw pfa - 0 = @9 | 9-12rw-p; mremap 10 2 1 mf 6 = @6 | 6-7rw-p 9-10rw-p; mremap 6 6 4 - = @6;
   mremap 6 5 6 mf 4 = EINVAL; msync 6 1 i = 0; mremap 9 1 1 f 10 = EINVAL; fill 9 1 11 = 1; smaps = 6-7rw-p
   a0 mw ac, 9-10rw-p a1 mw ac; bytes = 6:00 9:11`,
  `mmap 18 4 rw pfab - 0 = @18 | 18-22rw-p; poke 30 1 11 = EFAULT; poke 579 1 12 = EFAULT; poke 581 1 13 =
   EFAULT; poke 22 1 14 = EFAULT; madvise 21 1 remove = EINVAL; mprotect 18 3 - = 0 | 18-21---p 21-22rw-p;
   mmap 300 2 rw pfagl - 0 = @300 | 18-21---p 21-22rw-p 300-302rw-p; mincore 19 3 = 0 000; mmap 300 4 - pfag
   - 0 = @300 | 18-21---p 21-22rw-p 300-304---p; peek 602 #1 = EFAULT; madvise 20 2 dontneed = 0; mprotect 24
   3 r = ENOMEM; poke 587 1 15 = EFAULT; smaps = 18-21---p a0 mw, 21-22rw-p a0 mw ac, 300-304---p a0 mw gd;
   bytes = 18:--*3,00 300:--*4`,
  `mmap 13 2 r pf f 1 = @13 | 13-15r--p@f1; poke 13 1 11 = EFAULT; mincore 13 3 = ENOMEM 11; peek 13 1 =
   4096; mprotect 14 1 rw = 0 | 13-14r--p@f1 14-15rw-p@f2; smaps = 13-14r--p@f1 a0 mw, 14-15rw-p@f2 a0 mw ac;
   bytes = 13:42,43; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 15 6 r pfa - 0 = @15 | 15-21r--p; mlock2 15 6 1 = 0; poke 20 1 11 = EFAULT; mremap 18 3 2 mf 13 = @13
   | 13-18r--p; mlockall 5 = 0; bytes = 13:00*5; mprotect 1 6 rw = ENOMEM; madvise 13 4 dontneed = EINVAL;
   mmap 5 5 rw sf r 2 = EACCES; mmap 16 5 - pf f 2 = @16 | 13-16r--p 16-21---p@f2; peek 5 1 = EFAULT; pwrite
   f 8 1 12 = 4096; truncate f 8 = 0; pwrite f 2 1 13 = 4096; smaps = 13-16r--p a0 mw lo lf, 16-21---p@f2 a0
   mw; bytes = 13:00*3,--*5; file f = 32768:41,42,13,44,45,46,47,48`,
  `mmap 2 1 r pfak - 0 = @2 | 2-3r--p; mmap 0 5 r pfaub - 0 = @0 | 0-5r--p; mmap 10 3 rw pna - 0 = @10 |
   0-5r--p 10-13rw-p; fill 0 2 11 = 0; truncate f 6+4061 = 0; mprotect 4 1 r = 0; madvise 10 3 #5 = EINVAL;
   madvise 1 3 dontneed = 0; smaps = 0-5r--p a0 mw, 10-13rw-p a0 mw ac; bytes = 0:00*5 10:00*3; file f =
   28637:41,42,43,44,45,46,47`,
  `mmap 6 5 rw pfa - 0 = @6 | 6-11rw-p; mlock2 9 1 1 = 0 | 6-9rw-p 9-10rw-p 10-11rw-p; poke 2 1 11 = EFAULT;
   mremap 7 1 1 m = @7; mprotect 6 3 rw = 0; mremap 6 5 4 mfd 2 = EINVAL; poke 7 1 12 = 4096; mmap 3 1 rw pfa
   - 0 = @3 | 3-4rw-p 6-9rw-p 9-10rw-p 10-11rw-p; mremap 10 1 1 m = @10; mmap 2 5 rw pfa - 0 = @2 | 2-9rw-p
   9-10rw-p 10-11rw-p; mmap 3 2 rw pfa - 0 = @3; mmap 1 5 rw sfu f 0 = @1 | 1-6rw-s@f0 6-9rw-p 9-10rw-p
   10-11rw-p; mmap 5 4 rw pfa - 0 = @5 | 1-5rw-s@f0 5-9rw-p 9-10rw-p 10-11rw-p; mmap 4 3 rw pfa - 0 = @4 |
   1-4rw-s@f0 4-9rw-p 9-10rw-p 10-11rw-p; mremap 2 2 2 mfd 0 = @0 | 0-2rw-s@f1 2-4rw-s@f1 4-9rw-p 9-10rw-p
   10-11rw-p; mprotect 4 2 rw = 0; smaps = 0-2rw-s@f1 a0 sh mw, 2-4rw-s@f1 a0 sh mw, 4-9rw-p a0 mw ac,
   9-10rw-p a0 mw lo lf ac, 10-11rw-p a0 mw ac; bytes = 0:42,43,42,43,00*7; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 2 4 rw pfa - 0 = @2 | 2-6rw-p; fork 3 1 11 = 2-6rw-p a0 mw ac / 2:00*4 / 4096; fork 4 1 12 = 2-6rw-p
   a0 mw ac / 2:00*4 / 4096; madvise 3 3 nohugepage = 0 | 2-3rw-p 3-6rw-p; munmap 4 2 = 0 | 2-3rw-p 3-4rw-p;
   munmap 3 1 = 0 | 2-3rw-p; mmap 4 2 rw pfa - 0 = @4 | 2-3rw-p 4-6rw-p; mremap 2 2 3 mf 6 = EFAULT; smaps =
   2-3rw-p a0 mw ac, 4-6rw-p a0 mw ac; bytes = 2:00 4:00*2`,
  `mmap 15 3 rw pna - 0 = @15 | 15-18rw-p; peek 17 1 = 4096; munmap 15 5 = 0 | nothing; mmap 5 5 rw pfa - 0 =
   @5 | 5-10rw-p; madvise 8 2 dontneed = 0; poke 10 1 11 = EFAULT; mprotect 7 3 r = 0 | 5-7rw-p 7-10r--p;
   smaps = 5-7rw-p a0 mw ac, 7-10r--p a0 mw; bytes = 5:00*5`,
  `rlimit as 11 = 0; mmap 7 4 rw sf f 0 = @7 | 7-11rw-s@f0; mmap 10 6 rw pfau - 0 = @10 | 7-10rw-s@f0
   10-16rw-p; mremap 11 3 4 - = ENOMEM; munmap 7 3 = 0 | 10-16rw-p; smaps = 10-16rw-p a6 mw ac; bytes =
   10:00*6; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 16 4 rw sf f 6 = @16 | 16-20rw-s@f6; munmap 19 5 = 0 | 16-19rw-s@f6; mmap 18 3 rw pfa - 0 = @18 |
   16-18rw-s@f6 18-21rw-p; mremap 20 1 1 - = @20; mremap 18 3 3 md 2 = @2 | 2-5rw-p 16-18rw-s@f6 18-21rw-p;
   mmap 9 2 rw pfa - 0 = @9 | 2-5rw-p 9-11rw-p 16-18rw-s@f6 18-21rw-p; madvise 18 3 populateread = 0; madvise
   17 2 dontneedlocked = 0; mremap 17 4 4 mf 5 = @5 | 2-5rw-p 5-6rw-s@f7 6-11rw-p 16-17rw-s@f6; munmap 7 2 =
   0 | 2-5rw-p 5-6rw-s@f7 6-7rw-p 9-11rw-p 16-17rw-s@f6; madvise 6 1 dontneed = 0; smaps = 2-5rw-p a0 mw ac,
   5-6rw-s@f7 a0 sh mw, 6-7rw-p a0 mw ac, 9-11rw-p a0 mw ac, 16-17rw-s@f6 a0 sh mw; bytes = 2:00*3,48,00
   9:00*2 16:47; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 23 1 rx pna - 0 = @23 | 23-24r-xp; mmap 300 3 rw pfag - 0 = @300 | 23-24r-xp 300-303rw-p; munmap 300
   1 = 0 | 23-24r-xp 301-303rw-p; poke 36+1023 #82 11 = EFAULT; poke 301 1 12 = 4096; mremap 17 1 1 mf 14 =
   EFAULT; mmap 30 4 rw pfag - 0 = @30 | 23-24r-xp 30-34rw-p 301-303rw-p; poke 595 1 13 = EFAULT; poke 21 1
   14 = EFAULT; madvise 23 1-2373 hugepage = 0; smaps = 23-24r-xp a0 mw hg, 30-34rw-p a0 mw gd ac,
   301-303rw-p a1 mw gd ac; bytes = 23:00 30:00*4 301:12,00`,
  `mmap 2 1 rw pf r 3 = @2 | 2-3rw-p@f3; munmap 2 6 = 0 | nothing; mmap 16 4 rx pf g 2 = @16 | 16-20r-xp@g2;
   mremap 16 4 4 mf 1 = @1 | 1-5r-xp@g2; mmap 2 1 r pfa - 0 = @2 | 1-2r-xp@g2 2-3r--p 3-5r-xp@g4; mmap 10 2
   rx pna - 0 = @10 | 1-2r-xp@g2 2-3r--p 3-5r-xp@g4 10-12r-xp; mmap 6 1 rw pfar - 0 = @6 | 1-2r-xp@g2 2-3r--p
   3-5r-xp@g4 6-7rw-p 10-12r-xp; mlock2 1 2 1 = 0; poke 1 1 11 = EFAULT; poke 10 1 12 = EFAULT; madvise 11 1
   pageout = 0; mprotect 2 1 r = 0; madvise 10 2 dontneed = 0; truncate f 1 = 0; smaps = 1-2r-xp@g2 a0 mw lo
   lf, 2-3r--p a0 mw lo lf, 3-5r-xp@g4 a0 mw, 6-7rw-p a0 mw nr, 10-12r-xp a0 mw; bytes = 1:63,00,--*2 6:00
   10:00*2; file f = 4096:41`,
  `mmap 20 6 rw sf f 0 = @20 | 20-26rw-s@f0; truncate f 3+3725 = 0; mprotect 31 3 rD = ENOMEM; pwrite f 0 1
   11 = 4096; mprotect 24 1 rD = EINVAL; mmap 600 2 rw pfag - 0 = @600 | 20-26rw-s@f0 600-602rw-p; mprotect
   25 1 r = 0 | 20-25rw-s@f0 25-26r--s@f5 600-602rw-p; mlock2 20 6 1 = 0; mlock2 35 1 1 = ENOMEM; mmap 300 4
   - pfagl - 0 = @300 | 20-25rw-s@f0 25-26r--s@f5 300-304---p 600-602rw-p; mmap 341 1 - pfa - 0 = @341 |
   20-25rw-s@f0 25-26r--s@f5 300-304---p 341-342---p 600-602rw-p; poke 24 1 12 = EFAULT; mprotect 600 3 r =
   ENOMEM | 20-25rw-s@f0 25-26r--s@f5 300-304---p 341-342---p 600-602r--p; smaps = 20-25rw-s@f0 a0 sh mw lo
   lf, 25-26r--s@f5 a0 sh mw lo lf, 300-304---p a0 mw gd lo, 341-342---p a0 mw, 600-602r--p a0 mw gd; bytes =
   20:11,42,43,4f70,--*2 300:--*4 341:-- 600:00*2; file f = 16013:11,42,43,44`,
  `mmap 6 5 rw pf f 2 = @6 | 6-11rw-p@f2; poke 17 1 11 = EFAULT; madvise 7 2 populateread = 0; mmap 9 3 rw
   pfal - 0 = @9 | 6-9rw-p@f2 9-12rw-p; mmap 4 2 rw sfa - 0 = @4 | 4-6rw-s@s0.0 6-9rw-p@f2 9-12rw-p; mmap 6 1
   - pf f 1 = @6 | 4-6rw-s@s0.0 6-7---p@f1 7-9rw-p@f3 9-12rw-p; poke 9 1 12 = 4096; fork 5 1 13 =
   4-6rw-s@s0.0 a0 sh mw, 6-7---p@f1 a0 mw, 7-9rw-p@f3 a0 mw ac, 9-12rw-p a3 mw ac / 4:00*2,--,44,45,12,00*2
   / 4096; mmap 17 2 rw pfa - 0 = @17 | 4-6rw-s@s0.0 6-7---p@f1 7-9rw-p@f3 9-12rw-p 17-19rw-p; mprotect 11 2
   rw = ENOMEM; poke 6 1 14 = EFAULT; munmap 7 1 = 0 | 4-6rw-s@s0.0 6-7---p@f1 8-9rw-p@f4 9-12rw-p 17-19rw-p;
   smaps = 4-6rw-s@s0.0 a0 sh mw, 6-7---p@f1 a0 mw, 8-9rw-p@f4 a0 mw ac, 9-12rw-p a3 mw lo ac, 17-19rw-p a0
   mw ac; bytes = 4:00,13,-- 8:45,12,00*2 17:00*2; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 18 2 rw pfa - 0 = @18 | 18-20rw-p; madvise 2 1 dontdump = ENOMEM; mremap 18 2 2 - = @18; smaps =
   18-20rw-p a0 mw ac; peek 19 1 = 4096; mlock 15 1 = ENOMEM; mprotect 18 2 r = 0 | 18-20r--p; madvise 18 2
   dontneed = 0; poke 19 1 11 = EFAULT; mincore 18+1656 2 = EINVAL; mremap 18 3 3 - = @18; munmap 18 2 = 0 |
   nothing; mmap 4 6 rw pfa - 0 = @4 | 4-10rw-p; smaps = 4-10rw-p a0 mw ac; bytes = 4:00*6`,
  `mmap 14 4 rw pf f 1 = @14 | 14-18rw-p@f1; mremap 16 1 1 mf 7 = @7 | 7-8rw-p@f3 14-16rw-p@f1 17-18rw-p@f4;
   madvise 17 1 free = EINVAL; mremap 17 1 1 - = @17; poke 7+722 #2123 11 = 2123; mremap 15 1 1 - = @15;
   mprotect 7 1 r = 0 | 7-8r--p@f3 14-16rw-p@f1 17-18rw-p@f4; pwrite f 3 1 12 = 4096; mmap 7 5 rw pfr f 3 =
   @7 | 7-12rw-p@f3 14-16rw-p@f1 17-18rw-p@f4; poke 14 1 13 = 4096; truncate f 0 = 0; poke 15 1 14 = EFAULT;
   smaps = 7-12rw-p@f3 a0 mw nr, 14-16rw-p@f1 a0 mw ac, 17-18rw-p@f4 a0 mw ac; bytes = 7:--*5 14:--*2 17:--;
   file f = 0:`,
  `mmap 6 4 rw pfab - 0 = @6 | 6-10rw-p; munmap 6 5 = 0 | nothing; mmap 4 1 rw pfa - 0 = @4 | 4-5rw-p; mmap 5
   4 rw pf f 1 = @5 | 4-5rw-p 5-9rw-p@f1; mremap 0 2 2 mf 1 = EINVAL; mremap 4 1 1 mf 4 = EINVAL; mremap 7 2
   2 mf 9 = @9 | 4-5rw-p 5-7rw-p@f1 9-11rw-p@f3; mremap 6 5 5 mf 6 = EINVAL; madvise 9 2 dontneed = 0; poke 5
   1 11 = 4096; smaps = 4-5rw-p a0 mw ac, 5-7rw-p@f1 a1 mw ac, 9-11rw-p@f3 a0 mw ac; bytes = 4:00,11,43
   9:44,45; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 2 4 - pfal - 0 = @2 | 2-6---p; fork 5 1 11 = 2-6---p a0 mw / 2:--*4 / EFAULT; mprotect 3 3 rw = 0 |
   2-3---p 3-6rw-p; mmap 3 2 rw sf f 3 = @3 | 2-3---p 3-5rw-s@f3 5-6rw-p; fork 5 1 12 = 2-3---p a0 mw,
   3-5rw-s@f3 a0 sh mw, 5-6rw-p a1 mw ac / 2:--,44,45,00 / 4096; madvise 4 2 dontneed = EINVAL; madvise 2 5
   dontneed = EINVAL; madvise 3 1 dontneed = 0; munmap 2 1 = 0 | 3-5rw-s@f3 5-6rw-p; mmap 3 5 rw pfa - 0 = @3
   | 3-8rw-p; poke 3 1 13 = 4096; smaps = 3-8rw-p a1 mw ac; bytes = 3:13,00*4; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 16 4 - pfa - 0 = @16 | 16-20---p; mprotect 19 1 rw = 0 | 16-19---p 19-20rw-p; mremap 16 4 4 mfd 10 =
   @10 | 10-13---p 13-14rw-p 16-19---p 19-20rw-p; madvise 17 3 dontfork = 0 | 10-13---p 13-14rw-p 16-17---p
   17-19---p 19-20rw-p; mremap 16 3 3 mfd 21 = @21 | 10-13---p 13-14rw-p 16-17---p 17-19---p 19-20rw-p
   21-22---p 22-24---p; bytes = 10:--*3,00 16:--*3,00 21:--*3; bytes = 10:--*3,00 16:--*3,00 21:--*3; smaps =
   10-13---p a0 mw, 13-14rw-p a0 mw ac, 16-17---p a0 mw, 17-19---p a0 mw dc, 19-20rw-p a0 mw dc ac, 21-22---p
   a0 mw, 22-24---p a0 mw dc; bytes = 10:--*3,00 16:--*3,00 21:--*3`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; mremap 6 5 5 - = EFAULT; poke 4 1 11 = 4096; mprotect 5 1 r = 0 |
   4-5rw-p 5-6r--p; mmap 4 3 rw pfa - 0 = @4 | 4-7rw-p; mmap 0 6 rw pfa - 0 = @0 | 0-7rw-p; mmap 4 3 rw pfau
   - 0 = @4; fork 2 1 12 = 0-7rw-p a3 mw ac / 0:00*7 / 4096; mmap 4 3 rw pfa - 0 = @4; mlockall 2 = 0; smaps
   = 0-7rw-p a0 mw ac; bytes = 0:00*7`,
  `mmap 3 6 rw pfa - 0 = @3 | 3-9rw-p; pwrite f 2 1 11 = 4096; poke 4 1 12 = 4096; poke 5 1 13 = 4096; fork 2
   1 14 = 3-9rw-p a2 mw ac / 3:00,12,13,00*3 / EFAULT; mremap 6 5 7 mf 4 = EINVAL; mremap 8 1 1 m = @8; mlock
   7 2 = 0 | 3-7rw-p 7-9rw-p; poke 7 1 15 = 4096; mprotect 6 1 r = 0 | 3-6rw-p 6-7r--p 7-9rw-p; mremap 6 3 3
   mf 0 = @0 | 0-1r--p 1-3rw-p 3-6rw-p; poke 5 1 16 = 4096; mmap 4 4 r pfa - 0 = @4 | 0-1r--p 1-3rw-p 3-4rw-p
   4-8r--p; mprotect 2 1 rw = 0; madvise 2 1 wipeonfork = 0 | 0-1r--p 1-2rw-p 2-3rw-p 3-4rw-p 4-8r--p; smaps
   = 0-1r--p a0 mw ac, 1-2rw-p a1 mw lo ac, 2-3rw-p a1 mw lo ac wf, 3-4rw-p a0 mw ac, 4-8r--p a0 mw; bytes =
   0:00,15,00*6`,
  `mmap 13 5 rw pfa - 0 = @13 | 13-18rw-p; poke 15 1 11 = 4096; poke 14 1 12 = 4096; munlock 14 3 = 0; mremap
   15 2 2 mf 1 = @1 | 1-3rw-p 13-15rw-p 17-18rw-p; madvise 13 7 populateread = ENOMEM; mremap 17 1 1 - = @17;
   mremap 17 1 1 mf 19 = @19 | 1-3rw-p 13-15rw-p 19-20rw-p; mremap 14 1 1 m = @14; smaps = 1-3rw-p a1 mw ac,
   13-15rw-p a1 mw ac, 19-20rw-p a0 mw ac; bytes = 1:11,00 13:00,12 19:00`,
  `mmap 2 1 r sf f 2 = @2 | 2-3r--s@f2; madvise 4 1 free = ENOMEM; poke 2 1 11 = EFAULT; madvise 2 1
   populatewrite = EINVAL; smaps = 2-3r--s@f2 a0 sh mw; bytes = 2:43; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 7 1 rx sf f 2 = @7 | 7-8r-xs@f2; madvise 7 1 hugepage = 0; pwrite f 1 1 11 = 4096; madvise 7 1 remove
   = 0; peek 7 1 = 4096; madvise 7 1 dontdump = 0; mincore 7 1 = 0 1; madvise 7 1 dontneed = 0; mremap 7 1 1
   mfd 4 = @4 | 4-5r-xs@f2 7-8r-xs@f2; mmap 4 4 rw sfa - 0 = @4 | 4-8rw-s@s0.0; fill 5 3 12 = 3; munlock 7 1
   = 0; smaps = 4-8rw-s@s0.0 a0 sh mw; bytes = 4:00,12,13,14; file f = 32768:41,11,00,44,45,46,47,48`,
  `rlimit data 1 = 0; mmap 8 4 rw sfar - 0 = @8 | 8-12rw-s@s0.0; mlock 9 2 = 0 | 8-9rw-s@s0.0 9-11rw-s@s0.1
   11-12rw-s@s0.3; pwrite f 8 1 11 = 4096; mmap 0 6 rw pfa - 0 = ENOMEM; madvise 11 1 dontneed = 0; fork 4 1
   12 = 8-9rw-s@s0.0 a0 sh mw nr, 9-11rw-s@s0.1 a0 sh mw nr, 11-12rw-s@s0.3 a0 sh mw nr / 8:00*4 / EFAULT;
   mmap 5 2 rw pfau - 0 = ENOMEM; mremap 8 1 1 - = @8; mremap 9 3 2 mf 2 = @2 | 2-4rw-s@s0.1 8-9rw-s@s0.0;
   mprotect 8 1 rw = 0; smaps = 2-4rw-s@s0.1 a0 sh mw lo nr, 8-9rw-s@s0.0 a0 sh mw nr; bytes = 2:00*2 8:00`,
  `mmap 3 6 rw pfa - 0 = @3 | 3-9rw-p; mmap 2 5 rw pfa - 0 = @2 | 2-9rw-p; mremap 6 2 2 mf 9 = @9 | 2-6rw-p
   8-11rw-p; mremap 8 2 4 m = elsewhere | 2-6rw-p 10-11rw-p; mprotect 4 7 rw = ENOMEM; mprotect 10 1 r = 0 |
   2-6rw-p 10-11r--p; mlock2 9 2 0 = ENOMEM; poke 10 1 11 = EFAULT; poke 3 1 12 = 4096; msync 3 1 s = 0; poke
   8 1 13 = EFAULT; smaps = 2-6rw-p a1 mw ac, 10-11r--p a0 mw; bytes = 2:00,12,00*2 10:00`,
  `mmap 3 2 rw sf f 2 = @3 | 3-5rw-s@f2; munmap 3 2 = 0 | nothing; mmap 2 3 rw pfa - 0 = @2 | 2-5rw-p;
   mprotect 4 1 rw = 0; madvise 2 2 free = 0; mlock2 2 1 0 = 0 | 2-3rw-p 3-5rw-p; madvise 3 2 remove =
   EINVAL; smaps = 2-3rw-p a1 mw lo ac, 3-5rw-p a0 mw ac; bytes = 2:00*3; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 16 1 rw pfa - 0 = @16 | 16-17rw-p; mmap 0 5 rw sfa - 0 = @0 | 0-5rw-s@s0.0 16-17rw-p; madvise 0 5
   dontneedlocked = 0; mprotect 4 1 rwx = 0 | 0-4rw-s@s0.0 4-5rwxs@s0.4 16-17rw-p; munlock 0 1 = 0; mlock2 16
   2 1 = ENOMEM; poke 2 1 11 = 4096; madvise 4 1 dontneed = 0; mlock 0 2 = 0 | 0-2rw-s@s0.0 2-4rw-s@s0.2
   4-5rwxs@s0.4 16-17rw-p; smaps = 0-2rw-s@s0.0 a0 sh mw lo, 2-4rw-s@s0.2 a0 sh mw, 4-5rwxs@s0.4 a0 sh mw,
   16-17rw-p a0 mw lo lf ac; bytes = 0:00*2,11,00*2 16:00`,
  `mmap 12 1 rw sfa - 0 = @12 | 12-13rw-s@s0.0; poke 24 1 11 = EFAULT; poke 295 1 12 = EFAULT; mmap 2 5 rw
   sfa - 0 = @2 | 2-7rw-s@s1.0 12-13rw-s@s0.0; mlock 27 1 = ENOMEM; munmap 300 1 = 0; smaps = 2-7rw-s@s1.0 a0
   sh mw, 12-13rw-s@s0.0 a0 sh mw; bytes = 2:00*5 12:00`,
  `mmap 11 5 rw sna - 0 = @11 | 11-16rw-s@s0.0; madvise 15 3 dontdump = ENOMEM | 11-15rw-s@s0.0
   15-16rw-s@s0.4; poke 11+2990 #1835 11 = 1835; mremap 11 1 1 - = @11; mprotect 11 2 - = 0 | 11-13---s@s0.0
   13-15rw-s@s0.2 15-16rw-s@s0.4; mremap 13 #0 3 - = ENOMEM; madvise 12 1 populatewrite = EINVAL; poke 14 1
   12 = 4096; smaps = 11-13---s@s0.0 a0 sh mw, 13-15rw-s@s0.2 a0 sh mw, 15-16rw-s@s0.4 a0 sh mw dd; bytes =
   11:--*2,00,12,00`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; mprotect 5 6 - = ENOMEM | 4-5rw-p 5-6---p; madvise 4 2 dontfork = 0;
   madvise 3 4 dofork = ENOMEM; smaps = 4-5rw-p a0 mw ac, 5-6---p a0 mw; bytes = 4:00,--`,
  `mmap 3 5 rw pfa - 0 = @3 | 3-8rw-p; mprotect 6 2 rw = 0; mremap 3 3 1 m = @3 | 3-4rw-p 6-8rw-p; mremap 3 2
   2 - = @3; madvise 6 2 mergeable = 0; poke 7 1 11 = 4096; poke 6 1 12 = 4096; mremap 3 1 1 mfd 5 = @5 |
   3-4rw-p 5-6rw-p 6-8rw-p; bytes = 3:00 5:00,12,11; mremap 3 3 3 mfd 4 = EINVAL; poke 6 1 13 = 4096; smaps =
   3-4rw-p a0 mw ac, 5-6rw-p a0 mw ac, 6-8rw-p a2 mw ac mg; bytes = 3:00 5:00,13,11`,
  `mmap 34 2 rw pfa - 0 = @34 | 34-36rw-p; mprotect 600 2 rwD = ENOMEM; mmap 46 1 rw pfa - 0 = @46 |
   34-36rw-p 46-47rw-p; munmap 35 2 = 0 | 34-35rw-p 46-47rw-p; poke 23 1 11 = EFAULT; madvise 34 1 wipeonfork
   = 0; madvise 34 1 dontneedlocked = 0; mlock 27 2 = ENOMEM; mmap 30 3 rw pfagl - 0 = @30 | 30-33rw-p
   34-35rw-p 46-47rw-p; munlock 34+495 1 = ENOMEM; mmap 26 1 - pfa - 0 = @26 | 26-27---p 30-33rw-p 34-35rw-p
   46-47rw-p; poke 576 1 12 = EFAULT; mprotect 34 1 r = 0 | 26-27---p 30-33rw-p 34-35r--p 46-47rw-p; madvise
   34 1 dontneed = 0; smaps = 26-27---p a0 mw, 30-33rw-p a3 mw gd lo ac, 34-35r--p a0 mw wf, 46-47rw-p a0 mw
   ac; bytes = 26:-- 30:00*3 34:00 46:00`,
  `rlimit stack 63 = 0; mmap 19 4 rw pfa - 0 = @19 | 19-23rw-p; madvise 19 4 dontfork = 0; mmap 30 4 rw pfag
   - 0 = @30 | 19-23rw-p 30-34rw-p; poke 24 1 11 = EFAULT; mremap 19 #0 4 mf 9 = EINVAL; poke 286 1 12 =
   EFAULT; poke 31 1 13 = 4096; mmap 300 1 rw pfag - 0 = @300 | 19-23rw-p 30-34rw-p 300-301rw-p; mlock 24 1 =
   ENOMEM; mprotect 302 1 rwD = ENOMEM; smaps = 19-23rw-p a0 mw dc ac, 30-34rw-p a1 mw gd ac, 300-301rw-p a0
   mw gd ac; bytes = 19:00*4 30:00,13,00*2 300:00`,
  `mmap 2 2 rw pfa - 0 = @2 | 2-4rw-p; mlock2 3 1 1 = 0 | 2-3rw-p 3-4rw-p; poke 2 1 11 = 4096; poke 3 1 12 =
   4096; mmap 4 3 rw pfa - 0 = @4 | 2-3rw-p 3-4rw-p 4-7rw-p; poke 5 1 13 = 4096; madvise 3 2 willneed = 0;
   mremap 3 2 2 mfd 8 = @8 | 2-3rw-p 3-4rw-p 4-7rw-p 8-9rw-p 9-10rw-p; mmap 4 4 rw pfa - 0 = @4 | 2-3rw-p
   3-8rw-p 8-9rw-p 9-10rw-p; madvise 3 1 dontneed = 0; smaps = 2-3rw-p a1 mw ac, 3-8rw-p a0 mw ac, 8-9rw-p a1
   mw lo lf ac, 9-10rw-p a0 mw ac; bytes = 2:11,00*5,12,00`,
  `mmap 1 1 rw pfa - 0 = @1 | 1-2rw-p; mprotect 1 1 rw = 0; madvise 1 1 dofork = 0; mmap 2 2 rw sf f 2 = @2 |
   1-2rw-p 2-4rw-s@f2; poke 1 1 11 = 4096; munmap 3 2 = 0 | 1-2rw-p 2-3rw-s@f2; mmap 6 1 - pfa - 0 = @6 |
   1-2rw-p 2-3rw-s@f2 6-7---p; poke 1 1 12 = 4096; madvise 6 1 populatewrite = EINVAL; fork 10 1 13 = 1-2rw-p
   a1 mw ac, 2-3rw-s@f2 a0 sh mw, 6-7---p a0 mw / 1:12,43 6:-- / EFAULT; mprotect 2 1 rw = 0; mmap 1 1 rw
   pfal - 0 = @1; poke 6 1 14 = EFAULT; mremap 2 1 2 mf 7 = @7 | 1-2rw-p 6-7---p 7-9rw-s@f2; mremap 8 1 1 mf
   5 = @5 | 1-2rw-p 5-6rw-s@f3 6-7---p 7-8rw-s@f2; mprotect 7 1 r = 0 | 1-2rw-p 5-6rw-s@f3 6-7---p
   7-8r--s@f2; mmap 4 5 rw pfag - 0 = @4 | 1-2rw-p 4-9rw-p; mremap 7 2 1 - = @7 | 1-2rw-p 4-8rw-p; smaps =
   1-2rw-p a1 mw lo ac, 4-8rw-p a0 mw gd ac; bytes = 1:00 4:00*4; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 9 6 - pfa - 0 = @9 | 9-15---p; mmap 18 6 - sf f 2 = @18 | 9-15---p 18-24---s@f2; madvise 19 5
   dontfork = 0 | 9-15---p 18-19---s@f2 19-24---s@f3; madvise 18 6 remove = 0; mremap 14 1 1 mf 8 = @8 |
   8-14---p 18-19---s@f2 19-24---s@f3; poke 21+3044 #2794 11 = EFAULT; mprotect 9 1 r = 0 | 8-9---p 9-10r--p
   10-14---p 18-19---s@f2 19-24---s@f3; poke 6 1 12 = EFAULT; madvise 19 1 populatewrite = EINVAL; smaps =
   8-9---p a0 mw, 9-10r--p a0 mw, 10-14---p a0 mw, 18-19---s@f2 a0 sh mw, 19-24---s@f3 a0 sh mw dc; bytes =
   8:--,00,--*4 18:--*6; file f = 32768:41,42,00,00,00,00,00,00`,
  `mmap 5 4 rw pfa - 0 = @5 | 5-9rw-p; mprotect 5 1 rw = 0; mprotect 9 1 rw = ENOMEM; madvise 5 4 wipeonfork
   = 0; mmap 6 3 rw pfa - 0 = @6 | 5-6rw-p 6-9rw-p; smaps = 5-6rw-p a0 mw ac wf, 6-9rw-p a0 mw ac; bytes =
   5:00*4`,
  `mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; mmap 8 6 rx pfa - 0 = @8 | 4-8rw-p 8-14r-xp; fill 4 4 11 = 4; mprotect
   11 1 - = 0 | 4-8rw-p 8-11r-xp 11-12---p 12-14r-xp; mincore 17 2 = ENOMEM; mremap 13 1 2 m = @13 | 4-8rw-p
   8-11r-xp 11-12---p 12-15r-xp; mincore 6 1 = 0 1; munlock 4 1 = 0; madvise 4 4 remove = EINVAL; madvise 8 3
   dodump = 0; smaps = 4-8rw-p a4 mw ac, 8-11r-xp a0 mw, 11-12---p a0 mw, 12-15r-xp a0 mw; bytes =
   4:11,12,13,14,00*3,--,00*3`,
  `mmap 3 4 rw pfa - 0 = @3 | 3-7rw-p; mprotect 3 4 r = 0 | 3-7r--p; truncate f 7+650 = 0; peek 6 1 = 4096;
   pwrite f 4 1 11 = 4096; fork 4 1 12 = 3-7r--p a0 mw / 3:00*4 / EFAULT; mremap 6 1 1 mf 8 = @8 | 3-6r--p
   8-9r--p; mmap 19 4 rw pfa - 0 = @19 | 3-6r--p 8-9r--p 19-23rw-p; madvise 8 1 dofork = 0; madvise 5 1
   dontneed = 0; mremap 8 1 1 mf 6 = @6 | 3-7r--p 19-23rw-p; poke 22 1 13 = 4096; smaps = 3-7r--p a0 mw,
   19-23rw-p a1 mw ac; bytes = 3:00*4 19:00*3,13; file f = 29322:41,42,43,44,11,46,47,48`,
  `rlimit data 5 = 0; mmap 11 6 r sf r 3 = @11 | 11-17r--s@f3; mmap 3 4 rw pfar - 0 = @3 | 3-7rw-p
   11-17r--s@f3; mremap 0 3 3 mf 8 = EFAULT; mincore 12 3 = 0 111; mremap 15 1 1 mf 9 = @9 | 3-7rw-p
   9-10r--s@f7 11-15r--s@f3 16-17r--s@f8; mmap 5 3 rw pfa - 0 = @5 | 3-5rw-p 5-8rw-p 9-10r--s@f7 11-15r--s@f3
   16-17r--s@f8; mlock 11 2 = 0 | 3-5rw-p 5-8rw-p 9-10r--s@f7 11-13r--s@f3 13-15r--s@f5 16-17r--s@f8; mmap 9
   3 rw sfkb r 3 = EACCES; madvise 13 2 dontfork = 0; mmap 5 6 rw pfa - 0 = ENOMEM; mremap 8 #0 1 mf 2 =
   EFAULT; smaps = 3-5rw-p a0 mw nr, 5-8rw-p a0 mw ac, 9-10r--s@f7 a0, 11-13r--s@f3 a0 lo, 13-15r--s@f5 a0
   dc, 16-17r--s@f8 a0; bytes = 3:00*5 9:48 11:44,45,46,47 16:--; file f = 32768:41,42,43,44,45,46,47,48`,
  `rlimit stack 105 = 0; mmap 26 1 rw pfk f 3 = @26 | 26-27rw-p@f3; poke 21 1 11 = EFAULT; poke 28 1 12 =
   EFAULT; madvise 26 1 willneed = 0; munmap 26 5 = 0 | nothing; mmap 21 2 rw pfu r 1 = @21 | 21-23rw-p@f1;
   poke 284 1 13 = EFAULT; poke 21 1 14 = 4096; mprotect 21 3 r = ENOMEM | 21-23r--p@f1; poke 590 1 15 =
   EFAULT; smaps = 21-23r--p@f1 a2 mw ac; bytes = 21:14,43; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 1 3 rw pfa - 0 = @1 | 1-4rw-p; mmap 7 5 r pf g 0 = @7 | 1-4rw-p 7-12r--p@g0; mprotect 3 1 r = 0 |
   1-3rw-p 3-4r--p 7-12r--p@g0; munmap 9 1 = 0 | 1-3rw-p 3-4r--p 7-9r--p@g0 10-12r--p@g3; madvise 8+3769 1
   dontneed = EINVAL; mmap 12 2 rw pfa - 0 = @12 | 1-3rw-p 3-4r--p 7-9r--p@g0 10-12r--p@g3 12-14rw-p; mremap
   11 1 1 - = @11; madvise 10 1 populatewrite = EINVAL; madvise 13 1-530 populatewrite = 0; smaps = 1-3rw-p
   a0 mw ac, 3-4r--p a0 mw, 7-9r--p@g0 a0 mw, 10-12r--p@g3 a0 mw, 12-14rw-p a1 mw ac; bytes = 1:00*3 7:61,62
   10:022d,--,00*2; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 11 3 - sf z 0 = @11 | 11-14---s@s0.0; mprotect 12 1 rx = 0 | 11-12---s@s0.0 12-13r-xs@s0.1
   13-14---s@s0.2; madvise 12 2 remove = 0; mmap 10 2 r pfa - 0 = @10 | 10-12r--p 12-13r-xs@s0.1
   13-14---s@s0.2; madvise 13 3 wipeonfork = EINVAL; munmap 10 2 = 0 | 12-13r-xs@s0.1 13-14---s@s0.2; pwrite
   f 7 1 11 = 4096; poke 12 1 12 = EFAULT; peek 13 1 = EFAULT; madvise 17 1 dontneed = ENOMEM; smaps =
   12-13r-xs@s0.1 a0 sh mw, 13-14---s@s0.2 a0 sh mw; bytes = 12:00,--; file f = 32768:41,42,43,44,45,46,47,11`,
  `rlimit as 12 = 0; mmap 5 6 rw sfa - 0 = @5 | 5-11rw-s@s0.0; mlock 7 1 = 0 | 5-7rw-s@s0.0 7-8rw-s@s0.2
   8-11rw-s@s0.3; mremap 7 1 1 mf 1 = @1 | 1-2rw-s@s0.2 5-7rw-s@s0.0 8-11rw-s@s0.3; mremap 9 1 1 mf 3 = @3 |
   1-2rw-s@s0.2 3-4rw-s@s0.4 5-7rw-s@s0.0 8-9rw-s@s0.3 10-11rw-s@s0.5; mincore 1 2 = ENOMEM 1; mmap 9 4 rw
   pfa - 0 = @9 | 1-2rw-s@s0.2 3-4rw-s@s0.4 5-7rw-s@s0.0 8-9rw-s@s0.3 9-13rw-p; mmap 2 3 r pfa - 0 = @2 |
   1-2rw-s@s0.2 2-5r--p 5-7rw-s@s0.0 8-9rw-s@s0.3 9-13rw-p; munlock 2 4 = 0; mlock2 2 3 1 = 0; mlock2 12 3 1
   = ENOMEM | 1-2rw-s@s0.2 2-5r--p 5-7rw-s@s0.0 8-9rw-s@s0.3 9-12rw-p 12-13rw-p; brk 2+3543 = 0; smaps =
   1-2rw-s@s0.2 a0 sh mw lo, 2-5r--p a0 mw lo lf, 5-7rw-s@s0.0 a0 sh mw, 8-9rw-s@s0.3 a0 sh mw, 9-12rw-p a0
   mw ac, 12-13rw-p a0 mw lo lf ac; bytes = 1:00*6 8:00*5`,
  `mmap 30 4 rw pfag - 0 = @30 | 30-34rw-p; mmap 600 4 rw pfag - 0 = @600 | 30-34rw-p 600-604rw-p; poke 22 1
   11 = 4096 | 22-34rw-p 600-604rw-p; madvise 31 3 populateread = 0; poke 20 1 12 = 4096 | 20-34rw-p
   600-604rw-p; poke 30 1 13 = 4096; mmap 2 6 rw pf f 6 = @2 | 2-8rw-p@f6 20-34rw-p 600-604rw-p; mprotect 5 3
   rw = 0; poke 589 1 14 = 4096 | 2-8rw-p@f6 20-34rw-p 589-604rw-p; smaps = 2-8rw-p@f6 a0 mw ac, 20-34rw-p a3
   mw gd ac, 589-604rw-p a1 mw gd ac; bytes = 2:47,48,--*4 20:12,00,11,00*7,13,00*3 589:14,00*14; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 18 5 rw sf f 3 = @18 | 18-23rw-s@f3; mprotect 22 1 r = 0 | 18-22rw-s@f3 22-23r--s@f7; mremap 19 3 3
   mf 9 = @9 | 9-12rw-s@f4 18-19rw-s@f3 22-23r--s@f7; mmap 16 5 rw pf f 3 = @16 | 9-12rw-s@f4 16-21rw-p@f3
   22-23r--s@f7; poke 22 1 11 = EFAULT; poke 1 1 12 = EFAULT; smaps = 9-12rw-s@f4 a0 sh mw, 16-21rw-p@f3 a0
   mw ac, 22-23r--s@f7 a0 sh mw; bytes = 9:45,46,47 16:44,45,46,47,48 22:48; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 17 6 r pfa - 0 = @17 | 17-23r--p; mremap 22 1 1 - = @22; mprotect 21 2 r = 0; munlock 22 2 = ENOMEM;
   mmap 14 3 rw pf f 7 = @14 | 14-17rw-p@f7 17-23r--p; poke 22 1 11 = EFAULT; mprotect 14 3 r = 0 |
   14-17r--p@f7 17-23r--p; mremap 17 1 1 mf 5 = @5 | 5-6r--p 14-17r--p@f7 18-23r--p; smaps = 5-6r--p a0 mw,
   14-17r--p@f7 a0 mw ac, 18-23r--p a0 mw; bytes = 5:00 14:48,--*2 18:00*5; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 2 5 rw sfu f 3 = @2 | 2-7rw-s@f3; poke 5 1 11 = 4096; poke 5 1 12 = 4096; munmap 3 2 = 0 | 2-3rw-s@f3
   5-7rw-s@f6; mprotect 6 1 r = 0 | 2-3rw-s@f3 5-6rw-s@f6 6-7r--s@f7; mprotect 5 2 rwx = 0 | 2-3rw-s@f3
   5-7rwxs@f6; mprotect 2 1 rw = 0; mmap 0 6 rw pfa - 0 = @0 | 0-6rw-p 6-7rwxs@f7; munmap 2 5 = 0 | 0-2rw-p;
   poke 1 1 13 = 4096; mprotect 0 2 r = 0 | 0-2r--p; mprotect 1 1 rw = 0 | 0-1r--p 1-2rw-p; mremap 1 1 1 - =
   @1; pwrite f 4 1 14 = 4096; mremap 1 1 3 mf 7 = @7 | 0-1r--p 7-10rw-p; fork 9 1 15 = 0-1r--p a0 mw ac,
   7-10rw-p a1 mw ac / 0:00 7:13,00*2 / 4096; smaps = 0-1r--p a0 mw ac, 7-10rw-p a1 mw ac; bytes = 0:00
   7:13,00*2; file f = 32768:41,42,43,44,14,46,12,48`,
  `mmap 2 3 rw snab - 0 = @2 | 2-5rw-s@s0.0; mlockall 2 = 0; mmap 11 6 r pf f 1 = @11 | 2-5rw-s@s0.0
   11-17r--p@f1; munmap 11 5 = 0 | 2-5rw-s@s0.0 16-17r--p@f6; mmap 18 5 rw pf r 3 = @18 | 2-5rw-s@s0.0
   16-17r--p@f6 18-23rw-p@f3; fill 16 1 11 = 0; mlock2 19 1 0 = 0; madvise 18 4 dontneedlocked = 0; mprotect
   20 4 rwx = ENOMEM | 2-5rw-s@s0.0 16-17r--p@f6 18-20rw-p@f3 20-23rwxp@f5; mmap 6 2 r pfal - 0 = @6 |
   2-5rw-s@s0.0 6-8r--p 16-17r--p@f6 18-20rw-p@f3 20-23rwxp@f5; peek 21 1 = 4096; munmap 21 2 = 0 |
   2-5rw-s@s0.0 6-8r--p 16-17r--p@f6 18-20rw-p@f3 20-21rwxp@f5; madvise 19 2 mergeable = 0 | 2-5rw-s@s0.0
   6-8r--p 16-17r--p@f6 18-19rw-p@f3 19-20rw-p@f4 20-21rwxp@f5; munmap 19 1 = 0 | 2-5rw-s@s0.0 6-8r--p
   16-17r--p@f6 18-19rw-p@f3 20-21rwxp@f5; smaps = 2-5rw-s@s0.0 a0 sh mw, 6-8r--p a0 mw lo, 16-17r--p@f6 a0
   mw lo, 18-19rw-p@f3 a0 mw lo ac, 20-21rwxp@f5 a0 mw lo ac mg; bytes = 2:00*3 6:00*2 16:47 18:44 20:46;
   file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 6 1 rw pfa - 0 = @6 | 6-7rw-p; mprotect 6 2 r = ENOMEM | 6-7r--p; mprotect 6 1 rw = 0 | 6-7rw-p; poke
   6 1 11 = 4096; peek 6 1 = 4096; smaps = 6-7rw-p a1 mw ac; bytes = 6:11`,
  `rlimit data 4 = 0; mmap 3 6 rw pfau - 0 = ENOMEM; munlock 4 3 = ENOMEM; madvise 9 7 dontneed = ENOMEM;
   poke 5+2479 #1095 11 = EFAULT; mlock2 8 1 1 = ENOMEM; poke 5 1 12 = EFAULT; smaps = nothing; bytes =
   nothing`,
  `mmap 6 5 rw sf z 2 = @6 | 6-11rw-s@s0.2; bytes = 6:00*3,--*2; pwrite f 0 1 11 = 4096; truncate f 7 = 0;
   mincore 9 1 = 0 0; truncate f 1+3350 = 0; poke 7 1 12 = 4096; fill 8 1 13 = 1; bytes = 6:00,12,13,--*2;
   madvise 10 1 random = 0 | 6-10rw-s@s0.2 10-11rw-s@s0.6; bytes = 6:00,12,13,--*2; mlock 9 5 = ENOMEM |
   6-9rw-s@s0.2 9-10rw-s@s0.5 10-11rw-s@s0.6; mprotect 8 3 rw = 0; smaps = 6-9rw-s@s0.2 a0 sh mw,
   9-10rw-s@s0.5 a0 sh mw lo, 10-11rw-s@s0.6 a0 sh mw lo rr; bytes = 6:00,12,13,--*2; file f = 7446:11,42`,
  `mmap 14 2 rw pfa - 0 = @14 | 14-16rw-p; madvise 15 1 dontfork = 0 | 14-15rw-p 15-16rw-p; poke 19+2768
   #1387 11 = EFAULT; mprotect 14 2 rw = 0; mmap 17 3 rw sfr z 0 = @17 | 14-15rw-p 15-16rw-p 17-20rw-s@s0.0;
   mmap 3 6 rw pfal - 0 = @3 | 3-9rw-p 14-15rw-p 15-16rw-p 17-20rw-s@s0.0; mprotect 4 3 rwx = 0 | 3-4rw-p
   4-7rwxp 7-9rw-p 14-15rw-p 15-16rw-p 17-20rw-s@s0.0; mremap 3 6 8 - = EFAULT; munmap 17 2 = 0 | 3-4rw-p
   4-7rwxp 7-9rw-p 14-15rw-p 15-16rw-p 19-20rw-s@s0.2; mprotect 19 1 rx = 0 | 3-4rw-p 4-7rwxp 7-9rw-p
   14-15rw-p 15-16rw-p 19-20r-xs@s0.2; poke 8 1 12 = 4096; smaps = 3-4rw-p a1 mw lo ac, 4-7rwxp a3 mw lo ac,
   7-9rw-p a2 mw lo ac, 14-15rw-p a0 mw ac, 15-16rw-p a0 mw dc ac, 19-20r-xs@s0.2 a0 sh mw nr; bytes =
   3:00*5,12 14:00*2 19:00; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 34 2 - pfa - 0 = @34 | 34-36---p; fork 32 1 11 = 34-36---p a0 mw / 34:--*2 / EFAULT; mprotect 34 2 r
   = 0 | 34-36r--p; peek 21 #1 = EFAULT; poke 27 1 12 = EFAULT; munmap 35 1 = 0 | 34-35r--p; mmap 30 4 rw
   pfag - 0 = @30 | 30-34rw-p 34-35r--p; mremap 30 3 1 - = @30 | 30-31rw-p 33-34rw-p 34-35r--p; poke 599 1 13
   = EFAULT; poke 34 1 14 = EFAULT; madvise 34 1-2801 dontneed = 0; poke 595 1 15 = EFAULT; smaps = 30-31rw-p
   a0 mw gd ac, 33-34rw-p a0 mw gd ac, 34-35r--p a0 mw; bytes = 30:00 33:00*2`,
  `mmap 19 6 rw sfa - 0 = @19 | 19-25rw-s@s0.0; poke 19 1 11 = 4096; poke 20+153 #1629 12 = 1629; mprotect 10
   1 r = ENOMEM; madvise 21 2 willneed = 0; poke 20 1 13 = 4096; mremap 23 1 1 mfd 16 = @16 | 16-17rw-s@s0.4
   19-25rw-s@s0.0; mmap 11 2 rw pf f 0 = @11 | 11-13rw-p@f0 16-17rw-s@s0.4 19-25rw-s@s0.0; poke 16 1 14 =
   4096; smaps = 11-13rw-p@f0 a0 mw ac, 16-17rw-s@s0.4 a0 sh mw, 19-25rw-s@s0.0 a0 sh mw; bytes = 11:41,42
   16:14 19:11,13,00*2,14,00; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 0 4 rw sfa - 0 = @0 | 0-4rw-s@s0.0; mprotect 0 1 rw = 0; fork 2 1 11 = 0-4rw-s@s0.0 a0 sh mw / 0:00*4
   / 4096; mmap 0 6 rw sf f 2 = @0 | 0-6rw-s@f2; mmap 4 6 rw pfa - 0 = @4 | 0-4rw-s@f2 4-10rw-p; smaps =
   0-4rw-s@f2 a0 sh mw, 4-10rw-p a0 mw ac; bytes = 0:43,44,45,46,00*6; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 17 3 r pf r 8 = @17 | 17-20r--p@f8; mincore 18 2 = 0 00; madvise 19 1 wipeonfork = EINVAL; mlock 18 2
   = ENOMEM | 17-18r--p@f8 18-20r--p@f9; mmap 16 6 rw sf f 1 = @16 | 16-22rw-s@f1; munmap 18 1 = 0 |
   16-18rw-s@f1 19-22rw-s@f4; mprotect 19 1 rw = 0; mremap 16 4 4 mfd 14 = EINVAL; fork 17 1 11 =
   16-18rw-s@f1 a0 sh mw, 19-22rw-s@f4 a0 sh mw / 16:42,43 19:45,46,47 / 4096; mmap 1 5 - sfb f 3 = @1 |
   1-6---s@f3 16-18rw-s@f1 19-22rw-s@f4; poke 17+558 #1805 12 = 1805; mremap 1 1 1 mfd 6 = @6 | 1-6---s@f3
   6-7---s@f3 16-18rw-s@f1 19-22rw-s@f4; smaps = 1-6---s@f3 a0 sh mw, 6-7---s@f3 a0 sh mw, 16-18rw-s@f1 a0 sh
   mw, 19-22rw-s@f4 a0 sh mw; bytes = 1:--*6 16:42,604e 19:45,46,47; file f = 32768:41,42,604e,44,45,46,47,48`,
  `mmap 15 4 rw sfl f 3 = @15 | 15-19rw-s@f3; mremap 18 1 1 mfd 11 = @11 | 11-12rw-s@f6 15-19rw-s@f3;
   mprotect 15 3 rw = 0; mprotect 15 4 rwx = 0 | 11-12rw-s@f6 15-19rwxs@f3; munmap 17 2 = 0 | 11-12rw-s@f6
   15-17rwxs@f3; mremap 15 2 2 mfd 10 = @10 | 10-12rwxs@f3 15-17rwxs@f3; mprotect 11 1-3241 rwx = 0; madvise
   10 3 remove = ENOMEM; mlock 15 2 = 0; smaps = 10-12rwxs@f3 a0 sh mw, 15-17rwxs@f3 a0 sh mw lo; bytes =
   10:00*2 15:00*2; file f = 32768:41,42,43,00,00,46,47,48`,
  `mmap 2 1 rw pfa - 0 = @2 | 2-3rw-p; fork 2 1 11 = 2-3rw-p a0 mw ac / 2:00 / 4096; mremap 2 1 1 mf 7 = @7 |
   7-8rw-p; mmap 0 4 rw pfa - 0 = @0 | 0-4rw-p 7-8rw-p; mprotect 3 1-612 rw = 0; mmap 0 1 rw sfa - 0 = @0 |
   0-1rw-s@s0.0 1-4rw-p 7-8rw-p; poke 7 1 12 = 4096; poke 1 1 13 = 4096; mremap 7 1 1 mf 8 = @8 |
   0-1rw-s@s0.0 1-4rw-p 8-9rw-p; mprotect 1 2 rw = 0; smaps = 0-1rw-s@s0.0 a0 sh mw, 1-4rw-p a1 mw ac,
   8-9rw-p a1 mw ac; bytes = 0:00,13,00*2 8:12`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; mremap 5 1 1 mf 3 = @3 | 3-5rw-p; poke 4 1 11 = 4096; mprotect 4 1 rw
   = 0; madvise 3 1 dontneed = 0; mremap 4 1 1 mfd 5 = @5 | 3-5rw-p 5-6rw-p; mremap 4 2 2 f 6 = EINVAL;
   mremap 0 2 2 mfd 8 = EFAULT; madvise 3 3 dontneed = 0; mremap 5 1 1 mfd 6 = @6 | 3-5rw-p 5-6rw-p 6-7rw-p;
   madvise 3 4 dontneed = 0; mremap 5 2 2 - = @5; poke 5 1 12 = 4096; madvise 9 2 free = ENOMEM; mmap 5 4 rw
   pfa - 0 = @5 | 3-9rw-p; peek 7 1 = 4096; poke 5 1 13 = 4096; smaps = 3-9rw-p a1 mw ac; bytes =
   3:00*2,13,00*3`,
  `mmap 33 4 - pfa - 0 = @33 | 33-37---p; mprotect 35 1 - = 0; poke 588 1 11 = EFAULT; poke 35+61 #2610 12 =
   EFAULT; mprotect 598 3 rwD = ENOMEM; poke 593 1 13 = EFAULT; munmap 30 1 = 0; smaps = 33-37---p a0 mw;
   bytes = 33:--*4`,
  `mmap 11 6 rw sfa - 0 = @11 | 11-17rw-s@s0.0; madvise 11 5 dontneed = 0; mprotect 16 1 - = 0 |
   11-16rw-s@s0.0 16-17---s@s0.5; mremap 11 2 4 mf 19 = @19 | 13-16rw-s@s0.2 16-17---s@s0.5 19-23rw-s@s0.0;
   smaps = 13-16rw-s@s0.2 a0 sh mw, 16-17---s@s0.5 a0 sh mw, 19-23rw-s@s0.0 a0 sh mw; bytes = 13:00*3,--
   19:00*4`,
  `mmap 12 1 r pfal - 0 = @12 | 12-13r--p; poke 12 1 11 = EFAULT; mincore 12 4 = ENOMEM 1; mprotect 12 1 rw =
   0 | 12-13rw-p; mmap 12 2 r pfa - 0 = @12 | 12-14r--p; poke 12+3684 #1084 12 = EFAULT; mremap 13 5 5 md 7 =
   EFAULT; madvise 12 2 wipeonfork = 0; mmap 18 1 rw sf f 2 = @18 | 12-14r--p 18-19rw-s@f2; madvise 13 1
   populatewrite = EINVAL; fill 13 1 13 = 0; fork 13 1 14 = 12-14r--p a0 mw wf, 18-19rw-s@f2 a0 sh mw /
   12:00*2 18:43 / EFAULT; smaps = 12-14r--p a0 mw wf, 18-19rw-s@f2 a0 sh mw; bytes = 12:00*2 18:43; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 9 4 - pfa - 0 = @9 | 9-13---p; poke 12 1 11 = EFAULT; mremap 11 2 1 - = @11 | 9-12---p; mprotect 9 3
   r = 0 | 9-12r--p; fill 9 3 12 = 0; fork 11 1 13 = 9-12r--p a0 mw / 9:00*3 / EFAULT; mremap 11 2 2 mf 12 =
   EINVAL; madvise 9 3 normal = 0; smaps = 9-12r--p a0 mw; bytes = 9:00*3`,
  `mmap 15 4 r pfa - 0 = @15 | 15-19r--p; mremap 18 1 1 mf 20 = @20 | 15-18r--p 20-21r--p; mremap 13 1 1 mf 5
   = EFAULT; mremap 16 2 2 mf 18 = @18 | 15-16r--p 18-21r--p; madvise 20 2 dontfork = ENOMEM | 15-16r--p
   18-20r--p 20-21r--p; mlock 1 1-4010 = ENOMEM; munmap 15 1 = 0 | 18-20r--p 20-21r--p; fill 18 2 11 = 0;
   poke 4+2004 #2897 12 = EFAULT; madvise 18 3 dontneedlocked = 0; madvise 20 1 wipeonfork = 0; mremap 18 4 4
   mfd 6 = @6 | 6-8r--p 8-9r--p 18-20r--p 20-21r--p; smaps = 6-8r--p a0 mw, 8-9r--p a0 mw dc wf, 18-20r--p a0
   mw, 20-21r--p a0 mw dc wf; bytes = 6:00*3 18:00*3`,
  `mmap 6 2 - pf f 3 = @6 | 6-8---p@f3; msync 7 1-2975 as = EINVAL; madvise 6 2 wipeonfork = EINVAL; poke 6 1
   11 = EFAULT; munmap 6 2 = 0 | nothing; mmap 16 3 rw pfa - 0 = @16 | 16-19rw-p; mprotect 16 3 rw = 0; smaps
   = 16-19rw-p a0 mw ac; bytes = 16:00*3; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; mprotect 4 2 rw = 0; poke 4 1 11 = 4096; poke 5 1 12 = 4096; smaps =
   4-6rw-p a2 mw ac; bytes = 4:11,12`,
  `rlimit memlock 0 = 0; nobody = 0; mmap 8 2 rw pfa - 0 = @8 | 8-10rw-p; mremap 8 2 2 - = @8; poke 8 1 11 =
   4096; munmap 9 2 = 0 | 8-9rw-p; mmap 4 1 - sna - 0 = @4 | 4-5---s@s0.0 8-9rw-p; smaps = 4-5---s@s0.0 a0 sh
   mw, 8-9rw-p a1 mw ac; bytes = 4:-- 8:11`,
  `mmap 11 4 rw pfa - 0 = @11 | 11-15rw-p; madvise 14 1 populatewrite = 0; mprotect 13 2 - = 0 | 11-13rw-p
   13-15---p; madvise 13 7 populatewrite = EINVAL; peek 13 1 = EFAULT; poke 14 1 11 = EFAULT; poke 11 1 12 =
   4096; mprotect 11 2 rw = 0; mmap 8 2 rw sfa - 0 = @8 | 8-10rw-s@s0.0 11-13rw-p 13-15---p; mmap 19 4 rw pfa
   - 0 = @19 | 8-10rw-s@s0.0 11-13rw-p 13-15---p 19-23rw-p; poke 19 1 13 = 4096; smaps = 8-10rw-s@s0.0 a0 sh
   mw, 11-13rw-p a1 mw ac, 13-15---p a1 mw ac, 19-23rw-p a1 mw ac; bytes = 8:00*2 11:12,00,--*2 19:13,00*3`,
  `rlimit data 9 = 0; mmap 11 1 r pf f 1 = @11 | 11-12r--p@f1; mlock 11 1 = 0; mmap 4 3 rw pfa - 0 = @4 |
   4-7rw-p 11-12r--p@f1; mmap 6 2 r sfl f 0 = @6 | 4-6rw-p 6-8r--s@f0 11-12r--p@f1; smaps = 4-6rw-p a0 mw ac,
   6-8r--s@f0 a0 sh mw lo, 11-12r--p@f1 a0 mw lo; bytes = 4:00*2,41,42 11:42; file f =
   32768:41,42,43,44,45,46,47,48`,
  `rlimit data 0 = 0; mmap 9 3 - pfa - 0 = @9 | 9-12---p; mmap 5 6 rw pfa - 0 = ENOMEM | 9-11---p 11-12---p;
   mremap 10 3 3 mfd 0 = @0 | 0-2---p 9-11---p 11-12---p; mprotect 8 1 rw = ENOMEM; mremap 9 3 3 mfd 12 = @12
   | 0-2---p 9-11---p 11-15---p; mprotect 9 2 rw = ENOMEM; mprotect 9 7 r = ENOMEM | 0-2---p 9-15r--p; mmap 0
   4 - pfa - 0 = @0 | 0-4---p 9-15r--p; mprotect 5 6 rw = ENOMEM; smaps = 0-4---p a0 mw, 9-15r--p a0 mw;
   bytes = 0:--*4 9:00*6`,
  `rlimit stack 100 = 0; mmap 15 3 - pna - 0 = @15 | 15-18---p; poke 21 1 11 = EFAULT; poke 594 1 12 =
   EFAULT; poke 586 1 13 = EFAULT; madvise 17 1 dontneed = 0; mremap 17 1 1 mfd 36 = @36 | 15-18---p
   36-37---p; mmap 28 4 - pfar - 0 = @28 | 15-18---p 28-32---p 36-37---p; mmap 600 4 rw pfag - 0 = @600 |
   15-18---p 28-32---p 36-37---p 600-604rw-p; fork 15 1 14 = 15-18---p a0 mw, 28-32---p a0 mw nr, 36-37---p
   a0 mw, 600-604rw-p a0 mw gd ac / 15:--*3 28:--*4 36:-- 600:00*4 / EFAULT; peek 594 #1 = 1 | 15-18---p
   28-32---p 36-37---p 594-604rw-p; mprotect 36 1 r = 0 | 15-18---p 28-32---p 36-37r--p 594-604rw-p; mmap 30
   1 - pfag - 0 = @30 | 15-18---p 28-30---p 30-31---p 31-32---p 36-37r--p 594-604rw-p; smaps = 15-18---p a0
   mw, 28-30---p a0 mw nr, 30-31---p a0 mw gd, 31-32---p a0 mw nr, 36-37r--p a0 mw, 594-604rw-p a0 mw gd ac;
   bytes = 15:--*3 28:--*4 36:00 594:00*10`,
  `mmap 18 6 rw sfa - 0 = @18 | 18-24rw-s@s0.0; peek 18 1 = 4096; mmap 4 6 rw pfa - 0 = @4 | 4-10rw-p
   18-24rw-s@s0.0; poke 5 1 11 = 4096; munmap 4 6 = 0 | 18-24rw-s@s0.0; mlock2 13 1 2 = EINVAL; madvise 9
   1-3843 wipeonfork = ENOMEM; mremap 19 3 3 mf 6 = @6 | 6-9rw-s@s0.1 18-19rw-s@s0.0 22-24rw-s@s0.4; fork 23
   1 12 = 6-9rw-s@s0.1 a0 sh mw, 18-19rw-s@s0.0 a0 sh mw, 22-24rw-s@s0.4 a0 sh mw / 6:00*3 18:00 22:00*2 /
   4096; poke 18+2235 #1635 13 = 1635; poke 8 1 14 = 4096; smaps = 6-9rw-s@s0.1 a0 sh mw, 18-19rw-s@s0.0 a0
   sh mw, 22-24rw-s@s0.4 a0 sh mw; bytes = 6:00*2,14 18:7289 22:00,12`,
  `mmap 5 1 rw pfak - 0 = @5 | 5-6rw-p; madvise 5 1 dontneed = 0; mmap 16 1 - sn f 1 = @16 | 5-6rw-p
   16-17---s@f1; mprotect 5 1 - = 0 | 5-6---p 16-17---s@f1; mremap 16 1 1 mf 1 = @1 | 1-2---s@f1 5-6---p;
   fill 5 1 11 = 0; mprotect 5 1 rw = 0 | 1-2---s@f1 5-6rw-p; poke 5 1 12 = 4096; fork 5 1 13 = 1-2---s@f1 a0
   sh mw, 5-6rw-p a1 mw ac nh / 1:-- 5:12 / 4096; fill 5 2 14 = 1; mprotect 6 18 r = ENOMEM; smaps =
   1-2---s@f1 a0 sh mw, 5-6rw-p a1 mw ac nh; bytes = 1:-- 5:14; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 10 3 rw pf f 0 = @10 | 10-13rw-p@f0; mprotect 11 1 rw = 0; mlock 12 1 = 0 | 10-12rw-p@f0
   12-13rw-p@f2; madvise 11 1 dontneed = 0; pwrite f 7 1 11 = 4096; smaps = 10-12rw-p@f0 a0 mw ac,
   12-13rw-p@f2 a1 mw lo ac; bytes = 10:41,42,43; file f = 32768:41,42,43,44,45,46,47,11`,
  `rlimit data 2 = 0; mmap 7 3 r pf g 3 = @7 | 7-10r--p@g3; mremap 7 3 3 mf 10 = @10 | 10-13r--p@g3; brk
   3+3809 = 0; mmap 3 1 rw pf r 0 = @3 | 3-4rw-p@f0 10-13r--p@g3; mmap 1 1 r pfa - 0 = @1 | 1-2r--p
   3-4rw-p@f0 10-13r--p@g3; smaps = 1-2r--p a0 mw, 3-4rw-p@f0 a0 mw ac, 10-13r--p@g3 a0 mw; bytes = 1:00 3:41
   10:022d,--*2; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 19 1 rw pf f 5 = @19 | 19-20rw-p@f5; mincore 19 1 = 0 1; mmap 11 3 rw pfa - 0 = @11 | 11-14rw-p
   19-20rw-p@f5; mlock2 12 1 2 = EINVAL; munmap 12 4 = 0 | 11-12rw-p 19-20rw-p@f5; munmap 11 1 = 0 |
   19-20rw-p@f5; poke 19+2755 #62 11 = 62; mlock 19 1 = 0; mmap 8 2 rw pfar - 0 = @8 | 8-10rw-p 19-20rw-p@f5;
   mremap 8 1 1 - = @8; smaps = 8-10rw-p a0 mw nr, 19-20rw-p@f5 a1 mw lo ac; bytes = 8:00*2 19:eb7a; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 15 6 rw pfa - 0 = @15 | 15-21rw-p; mremap 17 1 1 mfd 0 = @0 | 0-1rw-p 15-21rw-p; fork 16 1 11 =
   0-1rw-p a0 mw ac, 15-21rw-p a0 mw ac / 0:00 15:00*6 / 4096; madvise 19 2 unmergeable = 0; madvise 18 1
   mergeable = 0 | 0-1rw-p 15-18rw-p 18-19rw-p 19-21rw-p; poke 20 1 12 = 4096; smaps = 0-1rw-p a0 mw ac,
   15-18rw-p a0 mw ac, 18-19rw-p a0 mw ac mg, 19-21rw-p a1 mw ac; bytes = 0:00 15:00*5,12`,
  `mmap 4 2 rw pfau - 0 = @4 | 4-6rw-p; poke 5 1 11 = 4096; peek 5 1 = 4096; bytes = 4:00,11; mlock 4 2 = 0;
   munlock 5 1 = 0 | 4-5rw-p 5-6rw-p; fill 4 2 12 = 2; poke 4 1 13 = 4096; smaps = 4-5rw-p a1 mw lo ac,
   5-6rw-p a1 mw ac; bytes = 4:13*2`,
  `mmap 19 5 rw pf f 4 = @19 | 19-24rw-p@f4; madvise 21 3 mergeable = 0 | 19-21rw-p@f4 21-24rw-p@f6; mremap
   19 2 2 mf 3 = @3 | 3-5rw-p@f4 21-24rw-p@f6; munlock 21 1 = 0; mremap 4 1 3 mf 5 = @5 | 3-4rw-p@f4
   5-8rw-p@f5 21-24rw-p@f6; mprotect 3 1 r = 0 | 3-4r--p@f4 5-8rw-p@f5 21-24rw-p@f6; smaps = 3-4r--p@f4 a0 mw
   ac, 5-8rw-p@f5 a0 mw ac, 21-24rw-p@f6 a0 mw ac mg; bytes = 3:45 5:46,47,48 21:47,48,--; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 1 2 rx pfa - 0 = @1 | 1-3r-xp; mmap 6 6 rw pfal - 0 = @6 | 1-3r-xp 6-12rw-p; mmap 6 3 rw pfa - 0 = @6
   | 1-3r-xp 6-9rw-p 9-12rw-p; poke 6 1 11 = 4096; mprotect 1 2 r = 0 | 1-3r--p 6-9rw-p 9-12rw-p; mremap 6 5
   5 mfd 2 = EINVAL; mmap 2 5 rw pfa - 0 = @2 | 1-2r--p 2-9rw-p 9-12rw-p; mmap 2 5 rw sfar - 0 = @2 | 1-2r--p
   2-7rw-s@s0.0 7-9rw-p 9-12rw-p; mprotect 2 1 rw = 0; poke 5 1 12 = 4096; mprotect 5 2 rw = 0; smaps =
   1-2r--p a0 mw, 2-7rw-s@s0.0 a0 sh mw nr, 7-9rw-p a0 mw ac, 9-12rw-p a3 mw lo ac; bytes = 1:00*4,12,00*6`,
  `rlimit data 3 = 0; mmap 7 6 rw pf f 2 = ENOMEM; mremap 10 1 1 mf 4 = EFAULT; mmap 0 3 rw pfa - 0 = @0 |
   0-3rw-p; munlockall = 0; mremap 11 2 1 mf 15 = EFAULT; mmap 8 2 rw sfa - 0 = @8 | 0-3rw-p 8-10rw-s@s0.0;
   madvise 1 2 dontneed = 0; poke 15+2048 #602 11 = EFAULT; mprotect 8 2 rw = 0; mmap 7 3 rw sf f 3 = @7 |
   0-3rw-p 7-10rw-s@f3; mprotect 1 1 rw = 0; mremap 8 1 1 mfd 5 = @5 | 0-3rw-p 5-6rw-s@f4 7-10rw-s@f3; smaps
   = 0-3rw-p a0 mw ac, 5-6rw-s@f4 a0 sh mw, 7-10rw-s@f3 a0 sh mw; bytes = 0:00*3 5:45 7:44,45,46; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 6 2 rw pf f 2 = @6 | 6-8rw-p@f2; mremap 6 1 1 mf 2 = @2 | 2-3rw-p@f2 7-8rw-p@f3; fork 3 1 11 =
   2-3rw-p@f2 a0 mw ac, 7-8rw-p@f3 a0 mw ac / 2:43 7:44 / EFAULT; mmap 1 4 rw pfa - 0 = @1 | 1-5rw-p
   7-8rw-p@f3; mmap 0 1 rw pfa - 0 = @0 | 0-5rw-p 7-8rw-p@f3; mmap 1 6 rw pfa - 0 = @1 | 0-7rw-p 7-8rw-p@f3;
   fork 6 1 12 = 0-7rw-p a0 mw ac, 7-8rw-p@f3 a0 mw ac / 0:00*7,44 / 4096; mprotect 2 3 rw = 0; smaps =
   0-7rw-p a0 mw ac, 7-8rw-p@f3 a0 mw ac; bytes = 0:00*7,44; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 16 5 rw sfa - 0 = @16 | 16-21rw-s@s0.0; mmap 30 1 rw pfag - 0 = @30 | 16-21rw-s@s0.0 30-31rw-p;
   munmap 16 2 = 0 | 18-21rw-s@s0.2 30-31rw-p; munlockall = 0; peek 24 #1 = EFAULT; smaps = 18-21rw-s@s0.2 a0
   sh mw, 30-31rw-p a0 mw gd ac; bytes = 18:00*3 30:00`,
  `mmap 2 4 - pfu f 1 = @2 | 2-6---p@f1; mremap 2 4 6 mfd 9 = EINVAL; mremap 12 2 2 mfd 6 = EFAULT; mmap 10 5
   rw pfa - 0 = @10 | 2-6---p@f1 10-15rw-p; mprotect 6 2 rw = ENOMEM; poke 2 1 11 = EFAULT; mmap 1 3 rw pfauk
   - 0 = @1 | 1-4rw-p 4-6---p@f3 10-15rw-p; smaps = 1-4rw-p a3 mw ac nh, 4-6---p@f3 a0 mw, 10-15rw-p a0 mw
   ac; bytes = 1:00*3,--*2 10:00*5; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 8 2 rw pna - 0 = @8 | 8-10rw-p; mmap 5 3 rw pnalb - 0 = @5 | 5-8rw-p 8-10rw-p; mlock 9 4 = ENOMEM |
   5-8rw-p 8-9rw-p 9-10rw-p; munmap 5 5 = 0 | nothing; mmap 14 1 rw pfa - 0 = @14 | 14-15rw-p; mremap 14 1 1
   mf 0 = @0 | 0-1rw-p; mmap 15 6 rw sfau - 0 = @15 | 0-1rw-p 15-21rw-s@s0.0; peek 18 1 = 4096; truncate f 1
   = 0; mremap 19 2 2 - = @19; madvise 18 2 sequential = 0 | 0-1rw-p 15-18rw-s@s0.0 18-20rw-s@s0.3
   20-21rw-s@s0.5; mincore 15 6 = 0 111111; madvise 15 6 wipeonfork = EINVAL; madvise 20 1 dontfork = 0;
   smaps = 0-1rw-p a0 mw ac, 15-18rw-s@s0.0 a0 sh mw, 18-20rw-s@s0.3 a0 sh mw sr, 20-21rw-s@s0.5 a0 sh mw dc;
   bytes = 0:00 15:00*6; file f = 4096:41`,
  `mmap 16 3 rw pfal - 0 = @16 | 16-19rw-p; mprotect 18 1 rw = 0; madvise 18 1 dontneed = EINVAL; madvise 16
   3 dontneed = EINVAL; madvise 16 3 dontneed = EINVAL; madvise 18 1 keeponfork = 0; smaps = 16-19rw-p a3 mw
   lo ac; bytes = 16:00*3`,
  `rlimit as 6 = 0; mmap 8 5 rw pfar - 0 = @8 | 8-13rw-p; munmap 12 1 = 0 | 8-12rw-p; mlock2 8 4 1 = 0; mmap
   3 1 rw pfa - 0 = @3 | 3-4rw-p 8-12rw-p; mprotect 8 4 rw = 0; mmap 4 4 rw pfak - 0 = ENOMEM; mmap 6 4 rw
   pfa - 0 = ENOMEM | 3-4rw-p 8-10rw-p 10-12rw-p; poke 8+2348 #2489 11 = 2489; smaps = 3-4rw-p a0 mw ac,
   8-10rw-p a2 mw lo lf nr, 10-12rw-p a0 mw lo lf nr; bytes = 3:00 8:f196,0645,00*2`,
  `mmap 10 5 rw sfu r 2 = EACCES; mmap 10 1 - sf f 2 = @10 | 10-11---s@f2; bytes = 10:--; munmap 11 2 = 0;
   smaps = 10-11---s@f2 a0 sh mw; mprotect 10 2 rw = ENOMEM | 10-11rw-s@f2; mmap 7 5 - sf f 3 = @7 |
   7-12---s@f3; smaps = 7-12---s@f3 a0 sh mw; bytes = 7:--*5; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 6 5 rw pfa - 0 = @6 | 6-11rw-p; mmap 1 4 rw sf r 2 = EACCES; mprotect 2 7 rw = ENOMEM; mprotect 3
   1-3061 rw = ENOMEM; mprotect 3 2 r = ENOMEM; mprotect 4 3 rw = ENOMEM; munmap 8 3 = 0 | 6-8rw-p; poke 7 1
   11 = 4096; munmap 6 1 = 0 | 7-8rw-p; smaps = 7-8rw-p a1 mw ac; bytes = 7:11; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 20 3 rw pfa - 0 = @20 | 20-23rw-p; mmap 27 5 rw pf f 8 = @27 | 20-23rw-p 27-32rw-p@f8; mlock 27 5 =
   ENOMEM; poke 287 1 11 = EFAULT; mremap 20 3 3 mf 6 = @6 | 6-9rw-p 27-32rw-p@f8; mmap 34 6 rw sf f 2 = @34
   | 6-9rw-p 27-32rw-p@f8 34-40rw-s@f2; peek 36 1 = 4096; smaps = 6-9rw-p a0 mw ac, 27-32rw-p@f8 a0 mw lo ac,
   34-40rw-s@f2 a0 sh mw; bytes = 6:00*3 27:--*5 34:43,44,45,46,47,48; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 12 5 rw sfa - 0 = @12 | 12-17rw-s@s0.0; munmap 13 1 = 0 | 12-13rw-s@s0.0 14-17rw-s@s0.2; pwrite f 3 1
   11 = 4096; mlock2 10 3 1 = ENOMEM; smaps = 12-13rw-s@s0.0 a0 sh mw, 14-17rw-s@s0.2 a0 sh mw; bytes = 12:00
   14:00*3`,
  `mmap 8 5 r pf f 3 = @8 | 8-13r--p@f3; truncate f 3+1494 = 0; mremap 11 2 2 mfd 16 = @16 | 8-13r--p@f3
   16-18r--p@f6; mmap 5 5 r pf f 1 = @5 | 5-10r--p@f1 10-13r--p@f5 16-18r--p@f6; pwrite f 7 1 11 = 4096;
   smaps = 5-10r--p@f1 a0 mw, 10-13r--p@f5 a0 mw, 16-18r--p@f6 a0 mw; bytes = 5:42,43,8257,00*4,11 16:00,11;
   file f = 32768:41,42,43,8257,00,00,00,11`,
  `mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; mremap 4 1 1 mfd 12 = @12 | 4-6rw-p 12-13rw-p; mremap 12 1 1 mfd 3 =
   @3 | 3-6rw-p 12-13rw-p; peek 5 1 = 4096; madvise 5 1 populatewrite = 0; smaps = 3-6rw-p a1 mw ac,
   12-13rw-p a0 mw ac; bytes = 3:00*3 12:00`,
  `mmap 0 5 rw pna - 0 = @0 | 0-5rw-p; poke 1+3015 #2472 11 = 2472; mprotect 0 3 r = 0 | 0-3r--p 3-5rw-p;
   mmap 12 1 - pfa - 0 = @12 | 0-3r--p 3-5rw-p 12-13---p; smaps = 0-3r--p a2 mw ac, 3-5rw-p a0 mw ac,
   12-13---p a0 mw; bytes = 0:00,047c,1baf,00*2 12:--`,
  `rlimit data 3 = 0; mmap 7 1 rw pfa - 0 = @7 | 7-8rw-p; mmap 8 4 rw pfa - 0 = ENOMEM; poke 8 1 11 = EFAULT;
   mprotect 8 1 r = ENOMEM; mremap 11 1 1 mf 0 = EFAULT; brk 8+415 = 0; poke 7 1 12 = 4096; mmap 6 6 r pfa -
   0 = @6 | 6-12r--p; mmap 0 4 rw sfa - 0 = @0 | 0-4rw-s@s0.0 6-12r--p; mremap 1 3 5 mf 1 = EINVAL; smaps =
   0-4rw-s@s0.0 a0 sh mw, 6-12r--p a0 mw; bytes = 0:00*4 6:00*6`,
  `mmap 2 4 rw pfa - 0 = @2 | 2-6rw-p; madvise 2 4 wipeonfork = 0; poke 2 1 11 = 4096; mmap 4 6 rw sfal - 0 =
   @4 | 2-4rw-p 4-10rw-s@s0.0; mremap 7 #0 3 mfd 2 = EINVAL; mmap 4 6 rw sfl f 0 = @4 | 2-4rw-p 4-10rw-s@f0;
   mremap 6 3 3 mf 2 = @2 | 2-5rw-s@f2 5-6rw-s@f1 9-10rw-s@f5; mprotect 2 4 rx = 0 | 2-5r-xs@f2 5-6r-xs@f1
   9-10rw-s@f5; mremap 4 2 2 mf 0 = @0 | 0-1r-xs@f4 1-4r-xs@f1 9-10rw-s@f5; smaps = 0-1r-xs@f4 a0 sh mw lo,
   1-4r-xs@f1 a0 sh mw lo, 9-10rw-s@f5 a0 sh mw lo; bytes = 0:45,42,43,44 9:46; file f =
   32768:41,42,43,44,45,46,47,48`,
  `rlimit as 6 = 0; mmap 8 4 rw pn f 0 = @8 | 8-12rw-p@f0; brk 0+2225 = 2225; mmap 10 1 rw pfa - 0 = @10 |
   8-10rw-p@f0 10-11rw-p 11-12rw-p@f3; mprotect 1 1 rw = ENOMEM; mmap 5 3 rw sf z 2 = ENOMEM; poke 5 1 11 =
   EFAULT; brk 6 = 2225; smaps = 8-10rw-p@f0 a0 mw ac, 10-11rw-p a0 mw ac, 11-12rw-p@f3 a0 mw ac; bytes =
   8:41,42,00,44; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 34 4 rw pfa - 0 = @34 | 34-38rw-p; madvise 37 1 keeponfork = 0; mmap 23 4 r pfa - 0 = @23 | 23-27r--p
   34-38rw-p; poke 27 1 11 = EFAULT; poke 582 1 12 = EFAULT; mmap 5 1 rw sfa - 0 = @5 | 5-6rw-s@s0.0
   23-27r--p 34-38rw-p; poke 592 1 13 = EFAULT; mmap 300 3 rw pfag - 0 = @300 | 5-6rw-s@s0.0 23-27r--p
   34-38rw-p 300-303rw-p; mprotect 35 1 r = 0 | 5-6rw-s@s0.0 23-27r--p 34-35rw-p 35-36r--p 36-38rw-p
   300-303rw-p; bytes = 5:00 23:00*4 34:00*4 300:00*3; mremap 37 1 1 - = @37; poke 577 1 14 = EFAULT; poke
   595 1 15 = EFAULT; smaps = 5-6rw-s@s0.0 a0 sh mw, 23-27r--p a0 mw, 34-35rw-p a0 mw ac, 35-36r--p a0 mw,
   36-38rw-p a0 mw ac, 300-303rw-p a0 mw gd ac; bytes = 5:00 23:00*4 34:00*4 300:00*3`,
  `rlimit data 6 = 0; mmap 6 6 rw pfa - 0 = @6 | 6-12rw-p; mmap 9 4 r sfa - 0 = @9 | 6-9rw-p 9-13r--s@s0.0;
   truncate f 2+1024 = 0; mmap 0 3 rw sfa - 0 = @0 | 0-3rw-s@s1.0 6-9rw-p 9-13r--s@s0.0; mlock 8 2 = 0 |
   0-3rw-s@s1.0 6-8rw-p 8-9rw-p 9-10r--s@s0.0 10-13r--s@s0.1; munlockall = 0 | 0-3rw-s@s1.0 6-9rw-p
   9-13r--s@s0.0; fill 7 1 11 = 1; mprotect 2 1 rw = 0; mincore 0 1 = 0 0; mremap 11 2 1 mf 5 = @5 |
   0-3rw-s@s1.0 5-6r--s@s0.2 6-9rw-p 9-11r--s@s0.0; smaps = 0-3rw-s@s1.0 a0 sh mw, 5-6r--s@s0.2 a0 sh mw,
   6-9rw-p a2 mw ac, 9-11r--s@s0.0 a0 sh mw; bytes = 0:00*3 5:00*2,11,00*3; file f = 9216:41,42,43`,
  `mmap 3 6 rw pfa - 0 = @3 | 3-9rw-p; madvise 4 2 populatewrite = 0; mmap 4 5 rw pfa - 0 = @4; fork 8 1 11 =
   3-9rw-p a0 mw ac / 3:00*6 / 4096; poke 4 1 12 = 4096; poke 8 1 13 = 4096; mmap 1 6 rw sfl f 2 = @1 |
   1-7rw-s@f2 7-9rw-p; munlock 6 2 = 0 | 1-6rw-s@f2 6-7rw-s@f7 7-9rw-p; mremap 7 2 2 mfd 9 = @9 | 1-6rw-s@f2
   6-7rw-s@f7 7-9rw-p 9-11rw-p; mmap 5 4 rw pfa - 0 = @5 | 1-5rw-s@f2 5-9rw-p 9-11rw-p; smaps = 1-5rw-s@f2 a0
   sh mw lo, 5-9rw-p a0 mw ac, 9-11rw-p a1 mw ac; bytes = 1:43,44,45,46,00*5,13; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 12 6 rw sfa - 0 = @12 | 12-18rw-s@s0.0; munmap 15 2 = 0 | 12-15rw-s@s0.0 17-18rw-s@s0.5; mprotect 12
   3 - = 0 | 12-15---s@s0.0 17-18rw-s@s0.5; poke 13 1 11 = EFAULT; munmap 17 2 = 0 | 12-15---s@s0.0; mmap 17
   3 rw sf f 2 = @17 | 12-15---s@s0.0 17-20rw-s@f2; smaps = 12-15---s@s0.0 a0 sh mw, 17-20rw-s@f2 a0 sh mw;
   bytes = 12:--*3 17:43,44,45; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 5 6 r sfau - 0 = @5 | 5-11r--s@s0.0; poke 570 1 11 = EFAULT; mmap 26 6 rw pf g 1 = @26 |
   5-11r--s@s0.0 26-32rw-p@g1; poke 29 1 12 = EFAULT; mremap 8 3 1 mf 4 = @4 | 4-5r--s@s0.3 5-8r--s@s0.0
   26-32rw-p@g1; mmap 30 1 - pfagl - 0 = @30 | 4-5r--s@s0.3 5-8r--s@s0.0 26-30rw-p@g1 30-31---p 31-32rw-p@g6;
   poke 28 1 13 = 4096; mmap 300 1 rw pfag - 0 = @300 | 4-5r--s@s0.3 5-8r--s@s0.0 26-30rw-p@g1 30-31---p
   31-32rw-p@g6 300-301rw-p; mlock 298 1 = ENOMEM; smaps = 4-5r--s@s0.3 a0 sh mw, 5-8r--s@s0.0 a0 sh mw,
   26-30rw-p@g1 a1 mw ac, 30-31---p a0 mw gd lo, 31-32rw-p@g6 a0 mw ac, 300-301rw-p a0 mw gd ac; bytes =
   4:00*4 26:62,63,13,--*3 300:00; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 5 1 rw pfa - 0 = @5 | 5-6rw-p; mremap 5 1 1 - = @5; madvise 5 1 dontneed = 0; mprotect 5 1 rw = 0;
   munmap 5 1 = 0 | nothing; smaps = nothing; bytes = nothing`,
  `mmap 4 5 r pfa - 0 = @4 | 4-9r--p; mmap 13 1 rw pfa - 0 = @13 | 4-9r--p 13-14rw-p; mremap 13 1 1 mf 1 = @1
   | 1-2rw-p 4-9r--p; mmap 2 4 rw pfa - 0 = @2 | 1-6rw-p 6-9r--p; mlock2 8 1 0 = 0 | 1-6rw-p 6-8r--p 8-9r--p;
   mmap 16 2 r pfa - 0 = @16 | 1-6rw-p 6-8r--p 8-9r--p 16-18r--p; munmap 1 2 = 0 | 3-6rw-p 6-8r--p 8-9r--p
   16-18r--p; smaps = 3-6rw-p a0 mw ac, 6-8r--p a0 mw, 8-9r--p a0 mw lo, 16-18r--p a0 mw; bytes = 3:00*6
   16:00*2`,
  `mmap 7 1 rw pfa - 0 = @7 | 7-8rw-p; madvise 7 1 dodump = 0; mremap 7 1 1 m = @7; mmap 19 4 r pfa - 0 = @19
   | 7-8rw-p 19-23r--p; fill 7 1 11 = 1; poke 20 1 12 = EFAULT; mremap 19 4 4 md 4 = elsewhere; madvise 7 1
   populatewrite = 0; mremap 7 1 2 - = @7 | 7-9rw-p 19-23r--p; mlock 7 1 = 0 | 7-8rw-p 8-9rw-p 19-23r--p;
   madvise 19 2 dontfork = 0 | 7-8rw-p 8-9rw-p 19-21r--p 21-23r--p; mmap 3 3 rw sf f 0 = @3 | 3-6rw-s@f0
   7-8rw-p 8-9rw-p 19-21r--p 21-23r--p; smaps = 3-6rw-s@f0 a0 sh mw, 7-8rw-p a1 mw lo ac, 8-9rw-p a0 mw ac,
   19-21r--p a0 mw dc, 21-23r--p a0 mw; bytes = 3:41,42,43 7:11,00 19:00*4; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 5 6 rw pfa - 0 = @5 | 5-11rw-p; poke 5 1 11 = 4096; poke 8 1 12 = 4096; poke 8 1 13 = 4096; poke 3 1
   14 = EFAULT; mprotect 8 3 r = 0 | 5-8rw-p 8-11r--p; madvise 10 1 dofork = 0; mmap 3 5 rw pfa - 0 = @3 |
   3-8rw-p 8-11r--p; poke 2 1 15 = EFAULT; smaps = 3-8rw-p a0 mw ac, 8-11r--p a1 mw ac; bytes =
   3:00*5,13,00*2`,
  `mmap 19 3 r sfa - 0 = @19 | 19-22r--s@s0.0; mlock 19 3 = 0; fork 20 1 11 = 19-22r--s@s0.0 a0 sh mw /
   19:00*3 / EFAULT; mprotect 20 1 r = 0; mremap 21 3 3 mf 16 = @16 | 16-17r--s@s0.2 19-21r--s@s0.0; mlock 19
   1 = 0; madvise 20 1 dontfork = 0 | 16-17r--s@s0.2 19-20r--s@s0.0 20-21r--s@s0.1; munmap 16 1 = 0 |
   19-20r--s@s0.0 20-21r--s@s0.1; poke 19 1 12 = EFAULT; fork 19 1 13 = 19-20r--s@s0.0 a0 sh mw / 19:00 /
   EFAULT; poke 19+3535 #2789 14 = EFAULT; mmap 2 4 rw sfa - 0 = @2 | 2-6rw-s@s1.0 19-20r--s@s0.0
   20-21r--s@s0.1; mprotect 3 2 rw = 0; madvise 19 2 remove = EINVAL; smaps = 2-6rw-s@s1.0 a0 sh mw,
   19-20r--s@s0.0 a0 sh mw lo, 20-21r--s@s0.1 a0 sh mw lo dc; bytes = 2:00*4 19:00*2`,
  `mmap 3 6 rw pfa - 0 = @3 | 3-9rw-p; munmap 6 5 = 0 | 3-6rw-p; munlock 4 2 = 0; mprotect 5 1 rw = 0;
   mprotect 5 1 rw = 0; mremap 3 2 2 mfd 6 = @6 | 3-8rw-p; poke 6 1 11 = 4096; mprotect 2 2 r = ENOMEM;
   mprotect 6 2 r = 0 | 3-6rw-p 6-8r--p; poke 4 1 12 = 4096; smaps = 3-6rw-p a1 mw ac, 6-8r--p a1 mw ac;
   bytes = 3:00,12,00,11,00`,
  `mmap 14 6 rw pf f 8 = @14 | 14-20rw-p@f8; mprotect 16 4 rwx = 0 | 14-16rw-p@f8 16-20rwxp@f10; peek 11 1 =
   EFAULT; munmap 14 6 = 0 | nothing; mmap 7 1 rx sf f 1 = @7 | 7-8r-xs@f1; mremap 5 3 1 f 6 = EINVAL; poke 7
   1 11 = EFAULT; truncate f 4 = 0; mprotect 7 1 rw = 0 | 7-8rw-s@f1; mremap 7 1 1 mfd 17 = @17 | 7-8rw-s@f1
   17-18rw-s@f1; mlock 17 1 = 0; munmap 17 2 = 0 | 7-8rw-s@f1; bytes = 7:42; smaps = 7-8rw-s@f1 a0 sh mw;
   bytes = 7:42; file f = 16384:41,42,43,44`,
  `rlimit as 13 = 0; mmap 0 4 rw pf f 3 = @0 | 0-4rw-p@f3; mremap 1 1 2 mf 7 = @7 | 0-1rw-p@f3 2-4rw-p@f5
   7-9rw-p@f4; madvise 7 2 dontfork = 0; mremap 2 2 2 - = @2; mmap 3 2 rw sfa - 0 = @3 | 0-1rw-p@f3
   2-3rw-p@f5 3-5rw-s@s0.0 7-9rw-p@f4; mremap 8 1 1 mf 15 = @15 | 0-1rw-p@f3 2-3rw-p@f5 3-5rw-s@s0.0
   7-8rw-p@f4 15-16rw-p@f5; mlock 7 2 = ENOMEM; mremap 4 1 1 m = @4; munmap 4 1 = 0 | 0-1rw-p@f3 2-3rw-p@f5
   3-4rw-s@s0.0 7-8rw-p@f4 15-16rw-p@f5; mmap 1 5 rw pfa - 0 = @1 | 0-1rw-p@f3 1-6rw-p 7-8rw-p@f4
   15-16rw-p@f5; smaps = 0-1rw-p@f3 a0 mw ac, 1-6rw-p a0 mw ac, 7-8rw-p@f4 a0 mw lo dc ac, 15-16rw-p@f5 a0 mw
   dc ac; bytes = 0:44,00*5 7:45 15:46; file f = 32768:41,42,43,44,45,46,47,48`,
  `rlimit memlock 2 = 0; nobody = 0; mmap 6 2 r pfa - 0 = @6 | 6-8r--p; munlock 6 2 = 0; mmap 7 1 r sf r 1 =
   @7 | 6-7r--p 7-8r--s@f1; pwrite f 8 1 11 = 4096; mmap 5 4 rw sfk r 2 = EACCES; mlock 6 1 = 0; smaps =
   6-7r--p a0 mw lo, 7-8r--s@f1 a0; bytes = 6:00,42; file f = 36864:41,42,43,44,45,46,47,48,11`,
  `rlimit memlock 6 = 0; nobody = 0; mmap 1 1 rw pfa - 0 = @1 | 1-2rw-p; brk 6+1139 = 25715; poke 1 1 11 =
   4096; mlock2 1 1 1 = 0; munlockall = 0; mremap 1 2 2 m = @1; mprotect 1 3 rw = ENOMEM; mprotect 1 1 r = 0
   | 1-2r--p; mprotect 15 1 rw = ENOMEM; smaps = 1-2r--p a1 mw ac; bytes = 1:11`,
  `mmap 17 4 - pf g 0 = @17 | 17-21---p@g0; mremap 18 2 1 mf 5 = @5 | 5-6---p@g1 17-18---p@g0 20-21---p@g3;
   poke 17 1 11 = EFAULT; madvise 17 1 populatewrite = EINVAL; mmap 14 4 rw pfa - 0 = @14 | 5-6---p@g1
   14-18rw-p 20-21---p@g3; fill 5 1 12 = 0; munmap 15 2 = 0 | 5-6---p@g1 14-15rw-p 17-18rw-p 20-21---p@g3;
   mmap 8 1 rw pfar - 0 = @8 | 5-6---p@g1 8-9rw-p 14-15rw-p 17-18rw-p 20-21---p@g3; mprotect 5 1 rw = 0 |
   5-6rw-p@g1 8-9rw-p 14-15rw-p 17-18rw-p 20-21---p@g3; smaps = 5-6rw-p@g1 a0 mw ac, 8-9rw-p a0 mw nr,
   14-15rw-p a0 mw ac, 17-18rw-p a0 mw ac, 20-21---p@g3 a0 mw; bytes = 5:62 8:00 14:00 17:00 20:--; file f =
   32768:41,42,43,44,45,46,47,48`,
  `rlimit memlock 2 = 0; nobody = 0; mmap 5 5 rw pfa - 0 = @5 | 5-10rw-p; mlock2 9 1 1 = 0 | 5-9rw-p
   9-10rw-p; madvise 8 2 free = EINVAL; mincore 12 3-3681 = ENOMEM; mlock 5 4 = ENOMEM; mlock 9 1 = 0; mlock
   5 2 = ENOMEM; smaps = 5-9rw-p a0 mw ac, 9-10rw-p a1 mw lo ac; bytes = 5:00*5`,
  `rlimit stack 244 = 0; mmap 0 5 - sf f 3 = @0 | 0-5---s@f3; poke 293 1 11 = EFAULT; mprotect 0 3 rwx = 0 |
   0-3rwxs@f3 3-5---s@f6; mprotect 298 2 rwD = ENOMEM; mmap 30 2 rw pfag - 0 = @30 | 0-3rwxs@f3 3-5---s@f6
   30-32rw-p; poke 592 1 12 = EFAULT; mprotect 0 4 r = 0 | 0-4r--s@f3 4-5---s@f7 30-32rw-p; mmap 30 4 - pfag
   - 0 = @30 | 0-4r--s@f3 4-5---s@f7 30-34---p; mmap 600 2 rw pfagl - 0 = @600 | 0-4r--s@f3 4-5---s@f7
   30-34---p 600-602rw-p; peek 0 1 = 4096; smaps = 0-4r--s@f3 a0 sh mw, 4-5---s@f7 a0 sh mw, 30-34---p a0 mw
   gd, 600-602rw-p a2 mw gd lo ac; bytes = 0:44,45,46,47,-- 30:--*4 600:00*2; file f =
   32768:41,42,43,44,45,46,47,48`,
  `rlimit memlock 4 = 0; nobody = 0; mmap 6 5 rw sf z 2 = @6 | 6-11rw-s@s0.2; munlock 8 1 = 0; mmap 8 3 rw
   pfa - 0 = @8 | 6-8rw-s@s0.2 8-11rw-p; mprotect 13 1 rw = ENOMEM; mremap 9 2 2 - = @9; mmap 4 2 r pf f 2 =
   @4 | 4-6r--p@f2 6-8rw-s@s0.2 8-11rw-p; mlock2 6 2 1 = 0; smaps = 4-6r--p@f2 a0 mw, 6-8rw-s@s0.2 a0 sh mw
   lo lf, 8-11rw-p a0 mw ac; bytes = 4:43,44,00*5; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 0 4 rw pfa - 0 = @0 | 0-4rw-p; mremap 0 4 4 mf 4 = @4 | 4-8rw-p; mprotect 7 1 r = 0 | 4-7rw-p
   7-8r--p; madvise 7 1 dontneed = 0; pwrite f 6 1 11 = 4096; mmap 0 5 rw pfa - 0 = @0 | 0-7rw-p 7-8r--p;
   mmap 0 3 rw pfa - 0 = @0; mremap 4 2 2 mf 1 = @1 | 0-4rw-p 6-7rw-p 7-8r--p; mremap 6 5 3 m = @6; smaps =
   0-4rw-p a0 mw ac, 6-7rw-p a0 mw ac, 7-8r--p a0 mw; bytes = 0:00*4 6:00*2`,
  `rlimit as 0 = 0; mmap 9 5 - pf r 0 = ENOMEM; mlockall 3 = 0; mprotect 12 4 - = ENOMEM; fork 5 1 11 =
   nothing / nothing / EFAULT; poke 13 1 12 = EFAULT; fill 13 1 13 = 0; mlockall 3 = 0; mlock 13 2 = ENOMEM;
   poke 9 1 14 = EFAULT; smaps = nothing; bytes = nothing; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 16 6 rw sfa - 0 = @16 | 16-22rw-s@s0.0; munmap 17 1 = 0 | 16-17rw-s@s0.0 18-22rw-s@s0.2; poke 19 1 11
   = 4096; peek 20 1 = 4096; fork 18 1 12 = 16-17rw-s@s0.0 a0 sh mw, 18-22rw-s@s0.2 a0 sh mw / 16:00
   18:00,11,00*2 / 4096; peek 18 1 = 4096; peek 16 1 = 4096; poke 20+2188 #277 13 = 277; smaps =
   16-17rw-s@s0.0 a0 sh mw, 18-22rw-s@s0.2 a0 sh mw; bytes = 16:00 18:12,11,1c4f,00`,
  `mmap 3 2 rw pfa - 0 = @3 | 3-5rw-p; mremap 4 1 1 mfd 3 = @3; mmap 2 1 rw pfa - 0 = @2 | 2-5rw-p; mremap 4
   1 1 mf 9 = @9 | 2-4rw-p 9-10rw-p; mmap 1 3 rw sfak - 0 = @1 | 1-4rw-s@s0.0 9-10rw-p; mprotect 2 2 rw = 0;
   fork 2 1 11 = 1-4rw-s@s0.0 a0 sh mw nh, 9-10rw-p a0 mw ac / 1:00*3 9:00 / 4096; mremap 2 5 6 - = EFAULT;
   poke 2 1 12 = 4096; mmap 1 2 rw sfa - 0 = @1 | 1-3rw-s@s1.0 3-4rw-s@s0.2 9-10rw-p; poke 1 1 13 = 4096;
   mmap 2 2 rw pfa - 0 = @2 | 1-2rw-s@s1.0 2-4rw-p 9-10rw-p; mremap 6 1 1 mf 2 = EFAULT; mprotect 3 1 rw = 0;
   smaps = 1-2rw-s@s1.0 a0 sh mw, 2-4rw-p a0 mw ac, 9-10rw-p a0 mw ac; bytes = 1:13,00*2 9:00`,
  `rlimit memlock 6 = 0; nobody = 0; mmap 3 2 rw pfa - 0 = @3 | 3-5rw-p; mlockall 2 = 0; madvise 0 1 free =
   ENOMEM; mprotect 3 2 rw = 0; mremap 4 1 1 mf 1 = @1 | 1-2rw-p 3-4rw-p; mlockall 3 = ENOMEM; smaps =
   1-2rw-p a0 mw ac, 3-4rw-p a0 mw ac; bytes = 1:00 3:00`,
  `mmap 5 4 rw sf f 1 = @5 | 5-9rw-s@f1; peek 6 1 = 4096; mprotect 5 4 w = 0 | 5-9-w-s@f1; mremap 7 2 1 - =
   @7 | 5-8-w-s@f1; madvise 5 2 populatewrite = 0; bytes = 5:42,43,44; mprotect 7+703 1 r = EINVAL; madvise
   6+391 2 sequential = EINVAL; mremap 6 2 2 mf 3 = @3 | 3-5-w-s@f2 5-6-w-s@f1; mlock 4 2 = 0 | 3-4-w-s@f2
   4-5-w-s@f3 5-6-w-s@f1; poke 12 1 11 = EFAULT; smaps = 3-4-w-s@f2 a0 sh mw, 4-5-w-s@f3 a0 sh mw lo,
   5-6-w-s@f1 a0 sh mw lo; bytes = 3:43,44,42; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 9 1 rw pfa - 0 = @9 | 9-10rw-p; mlockall 1 = 0; poke 9 1 11 = 4096; mlock 9 1 = 0; smaps = 9-10rw-p
   a1 mw lo ac; bytes = 9:11`,
  `rlimit memlock 1 = 0; nobody = 0; mmap 8 1 rw pfl f 3 = @8 | 8-9rw-p@f3; mremap 8 1 1 mf 7 = @7 |
   7-8rw-p@f3; peek 7 1 = 4096; madvise 7 1 free = EINVAL; mmap 1 5 rw pfa - 0 = @1 | 1-6rw-p 7-8rw-p@f3;
   peek 2 1 = 4096; brk 0+3975 = 3975; brk 0+2766 = 2766; mprotect 5 1 rw = 0; mmap 10 6 rw sfa - 0 = @10 |
   1-6rw-p 7-8rw-p@f3 10-16rw-s@s0.0; munmap 12 1 = 0 | 1-6rw-p 7-8rw-p@f3 10-12rw-s@s0.0 13-16rw-s@s0.3;
   mprotect 3 2 rw = 0; smaps = 1-6rw-p a0 mw ac, 7-8rw-p@f3 a1 mw lo ac, 10-12rw-s@s0.0 a0 sh mw,
   13-16rw-s@s0.3 a0 sh mw; bytes = 1:00*5 7:44 10:00*2 13:00*3; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 3 4 rw pfa - 0 = @3 | 3-7rw-p; mincore 3 3 = 0 000; mremap 6 1 1 mf 0 = @0 | 0-1rw-p 3-6rw-p; mmap 4
   5 rw pfa - 0 = @4 | 0-1rw-p 3-9rw-p; smaps = 0-1rw-p a0 mw ac, 3-9rw-p a0 mw ac; bytes = 0:00 3:00*6`,
  `rlimit stack 12 = 0; mmap 24 6 rw pfak - 0 = @24 | 24-30rw-p; poke 586 1 11 = EFAULT; poke 572 1 12 =
   EFAULT; mprotect 32 3 r = ENOMEM; mmap 26 1 - pfa - 0 = @26 | 24-26rw-p 26-27---p 27-30rw-p; munlock 26 4
   = 0; mmap 300 1 rw pfag - 0 = @300 | 24-26rw-p 26-27---p 27-30rw-p 300-301rw-p; madvise 29 1 free = 0;
   mmap 300 3 - pfag - 0 = @300 | 24-26rw-p 26-27---p 27-30rw-p 300-303---p; munmap 28 2 = 0 | 24-26rw-p
   26-27---p 27-28rw-p 300-303---p; poke 26 1 13 = EFAULT; mmap 300 2 r pfag - 0 = @300 | 24-26rw-p 26-27---p
   27-28rw-p 300-302r--p 302-303---p; smaps = 24-26rw-p a0 mw ac nh, 26-27---p a0 mw, 27-28rw-p a0 mw ac nh,
   300-302r--p a0 mw gd, 302-303---p a0 mw gd; bytes = 24:00*2,--,00 300:00*2,--`,
  `mmap 3 1 r pfa - 0 = @3 | 3-4r--p; poke 3 1 11 = EFAULT; poke 3 1 12 = EFAULT; poke 3 1 13 = EFAULT;
   mincore 6 1 = ENOMEM; poke 4 1 14 = EFAULT; munlock 3 1 = 0; mmap 6 2 rw pfa - 0 = @6 | 3-4r--p 6-8rw-p;
   madvise 6 2 dontneed = 0; smaps = 3-4r--p a0 mw, 6-8rw-p a0 mw ac; bytes = 3:00 6:00*2`,
  `mmap 12 5 rw pfa - 0 = @12 | 12-17rw-p; mprotect 16 1 - = 0 | 12-16rw-p 16-17---p; poke 15 1 11 = 4096;
   mmap 14 2 rx sf f 0 = @14 | 12-14rw-p 14-16r-xs@f0 16-17---p; madvise 14 2 cold = 0; smaps = 12-14rw-p a0
   mw ac, 14-16r-xs@f0 a0 sh mw, 16-17---p a0 mw; bytes = 12:00*2,41,42,--; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 27 5 r pfal - 0 = @27 | 27-32r--p; mremap 600 1 4 - = EFAULT; poke 31 1 11 = EFAULT; bytes = 27:00*5;
   mmap 30 2 r pfag - 0 = @30 | 27-30r--p 30-32r--p; smaps = 27-30r--p a0 mw lo, 30-32r--p a0 mw gd; bytes =
   27:00*5`,
  `rlimit data 6 = 0; mmap 7 2 rw pfa - 0 = @7 | 7-9rw-p; mlock2 7 2 0 = 0; madvise 8 1 remove = EINVAL;
   mprotect 8 2-176 r = ENOMEM | 7-8rw-p 8-9r--p; mremap 9 7 7 mfd 9 = EINVAL; mmap 5 5 rw sfa - 0 = @5 |
   5-10rw-s@s0.0; smaps = 5-10rw-s@s0.0 a0 sh mw; madvise 5 3 dontfork = 0 | 5-8rw-s@s0.0 8-10rw-s@s0.3;
   mprotect 5 1 r = 0 | 5-6r--s@s0.0 6-8rw-s@s0.1 8-10rw-s@s0.3; mlock 8 5 = ENOMEM; mmap 3 3 rw pfa - 0 = @3
   | 3-6rw-p 6-8rw-s@s0.1 8-10rw-s@s0.3; smaps = 3-6rw-p a0 mw ac, 6-8rw-s@s0.1 a0 sh mw dc, 8-10rw-s@s0.3 a0
   sh mw lo; bytes = 3:00*7`,
  `mmap 6 4 rw sf f 0 = @6 | 6-10rw-s@f0; mremap 6 4 4 - = @6; pwrite f 6 1 11 = 4096; madvise 8 1 sequential
   = 0 | 6-8rw-s@f0 8-9rw-s@f2 9-10rw-s@f3; mremap 6 4 4 m = @6; peek 7 1 = 4096; mincore 9 1 = 0 1; mmap 14
   3 rw sf f 0 = @14 | 6-8rw-s@f0 8-9rw-s@f2 9-10rw-s@f3 14-17rw-s@f0; fill 15 2 12 = 2; mprotect 14 1 rwx =
   0 | 6-8rw-s@f0 8-9rw-s@f2 9-10rw-s@f3 14-15rwxs@f0 15-17rw-s@f1; smaps = 6-8rw-s@f0 a0 sh mw, 8-9rw-s@f2
   a0 sh mw sr, 9-10rw-s@f3 a0 sh mw, 14-15rwxs@f0 a0 sh mw, 15-17rw-s@f1 a0 sh mw; bytes = 6:41,12,13,44
   14:41,12,13; file f = 32768:41,12,13,44,45,46,11,48`,
  `mmap 10 5 rw pna - 0 = @10 | 10-15rw-p; mmap 11 3 rw pfa - 0 = @11; mremap 11 2 4 mf 3 = @3 | 3-7rw-p
   10-11rw-p 13-15rw-p; fill 13 2 11 = 2; mprotect 10 1 rw = 0; mmap 2 3 - sfa - 0 = @2 | 2-5---s@s0.0
   5-7rw-p 10-11rw-p 13-15rw-p; smaps = 2-5---s@s0.0 a0 sh mw, 5-7rw-p a0 mw ac, 10-11rw-p a0 mw ac,
   13-15rw-p a2 mw ac; bytes = 2:--*3,00*2 10:00 13:11,12`,
  `mmap 6 4 rx sf g 1 = @6 | 6-10r-xs@g1; mmap 17 4 rw sfa - 0 = @17 | 6-10r-xs@g1 17-21rw-s@s0.0; madvise 9
   1 wipeonfork = EINVAL; munlock 20 1 = 0; mremap 7 2 4 m = elsewhere | 6-7r-xs@g1 9-10r-xs@g4
   17-21rw-s@s0.0; mmap 10 1 rw pfa - 0 = @10 | 6-7r-xs@g1 9-10r-xs@g4 10-11rw-p 17-21rw-s@s0.0; smaps =
   6-7r-xs@g1 a0 sh mw, 9-10r-xs@g4 a0 sh mw, 10-11rw-p a0 mw ac, 17-21rw-s@s0.0 a0 sh mw; bytes = 6:62
   9:--,00 17:00*4; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 2 1 rw pfa - 0 = @2 | 2-3rw-p; mmap 5 6 rw pfa - 0 = @5 | 2-3rw-p 5-11rw-p; mprotect 5 6 rw = 0; fork
   4 1 11 = 2-3rw-p a0 mw ac, 5-11rw-p a0 mw ac / 2:00 5:00*6 / EFAULT; mremap 8 3 1 mf 1 = @1 | 1-3rw-p
   5-8rw-p; smaps = 1-3rw-p a0 mw ac, 5-8rw-p a0 mw ac; mmap 6 1 rw pfa - 0 = @6; mmap 3 3 r pfa - 0 = @3 |
   1-3rw-p 3-6r--p 6-8rw-p; mprotect 1 3 rw = 0 | 1-4rw-p 4-6r--p 6-8rw-p; madvise 2 1 dofork = 0; mremap 6 3
   2 f 9 = EINVAL; mmap 6 2 rw pfa - 0 = @6; mmap 2 3 rw pfa - 0 = @2 | 1-5rw-p 5-6r--p 6-8rw-p; mmap 6 1 rw
   pfa - 0 = @6; mprotect 6 1 rw = 0; smaps = 1-5rw-p a0 mw ac, 5-6r--p a0 mw, 6-8rw-p a0 mw ac; bytes =
   1:00*7`,
  `mmap 0 5 rw pfa - 0 = @0 | 0-5rw-p; mremap 0 2 2 mf 9 = @9 | 2-5rw-p 9-11rw-p; mmap 3 2 rw pfa - 0 = @3;
   mremap 2 3 3 - = @2; munmap 4 1 = 0 | 2-4rw-p 9-11rw-p; mremap 3 1 1 mfd 4 = @4 | 2-5rw-p 9-11rw-p; smaps
   = 2-5rw-p a0 mw ac, 9-11rw-p a0 mw ac; bytes = 2:00*3 9:00*2`,
  `mmap 1 4 rx sfk g 3 = @1 | 1-5r-xs@g3; madvise 4 1 free = EINVAL; mmap 8 6 r sna - 0 = @8 | 1-5r-xs@g3
   8-14r--s@s0.0; mremap 8 6 4 mf 14 = @14 | 1-5r-xs@g3 14-18r--s@s0.0; mprotect 2 2 rw = 0 | 1-2r-xs@g3
   2-4rw-s@g4 4-5r-xs@g6 14-18r--s@s0.0; mmap 17 2 rw pfa - 0 = @17 | 1-2r-xs@g3 2-4rw-s@g4 4-5r-xs@g6
   14-17r--s@s0.0 17-19rw-p; peek 3 1 = EFAULT; fork 19 1 11 = 1-2r-xs@g3 a0 sh mw nh, 2-4rw-s@g4 a0 sh mw
   nh, 4-5r-xs@g6 a0 sh mw nh, 14-17r--s@s0.0 a0 sh mw, 17-19rw-p a0 mw ac / 1:022d,--*3 14:00*5 / EFAULT;
   mremap 16 4 4 mf 19 = EINVAL; mprotect 3 3 r = ENOMEM | 1-2r-xs@g3 2-3rw-s@g4 3-5r--s@g5 14-17r--s@s0.0
   17-19rw-p; mmap 5 3 r sna - 0 = @5 | 1-2r-xs@g3 2-3rw-s@g4 3-5r--s@g5 5-8r--s@s1.0 14-17r--s@s0.0
   17-19rw-p; poke 4+105 #2934 12 = EFAULT; munlock 17 2 = 0; mmap 10 1 rw pnak - 0 = @10 | 1-2r-xs@g3
   2-3rw-s@g4 3-5r--s@g5 5-8r--s@s1.0 10-11rw-p 14-17r--s@s0.0 17-19rw-p; smaps = 1-2r-xs@g3 a0 sh mw nh,
   2-3rw-s@g4 a0 sh mw nh, 3-5r--s@g5 a0 sh mw nh, 5-8r--s@s1.0 a0 sh mw, 10-11rw-p a0 mw ac nh,
   14-17r--s@s0.0 a0 sh mw, 17-19rw-p a0 mw ac; bytes = 1:022d,--*3,00*3 10:00 14:00*5; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 3 2 rw pfa - 0 = @3 | 3-5rw-p; mprotect 4 1 rw = 0; mremap 4 2 2 - = @4; poke 8 1 11 = EFAULT;
   madvise 3 2 wipeonfork = 0; poke 4 1 12 = 4096; fork 6 1 13 = 3-5rw-p a0 mw ac wf / 3:00*2 / EFAULT;
   munmap 4 1 = 0 | 3-4rw-p; mremap 3 1 1 mf 0 = @0 | 0-1rw-p; mremap 0 1 1 mfd 3 = @3 | 0-1rw-p 3-4rw-p;
   smaps = 0-1rw-p a0 mw ac wf, 3-4rw-p a0 mw ac wf; bytes = 0:00 3:00`,
  `mmap 11 1 rw sflb f 2 = @11 | 11-12rw-s@f2; madvise 11 1 dontfork = 0; mremap 11 1 3 mf 8 = @8 |
   8-11rw-s@f2; mmap 0 5 rx pfa - 0 = @0 | 0-5r-xp 8-11rw-s@f2; mprotect 0 5 rw = 0 | 0-5rw-p 8-11rw-s@f2;
   poke 4+3868 #2794 11 = EFAULT; pwrite f 6 1 12 = 4096; mremap 0 5 5 mfd 18 = @18 | 0-5rw-p 8-11rw-s@f2
   18-23rw-p; mmap 15 1 - pfal - 0 = @15 | 0-5rw-p 8-11rw-s@f2 15-16---p 18-23rw-p; mmap 0 4 rw pf f 0 = @0 |
   0-4rw-p@f0 4-5rw-p 8-11rw-s@f2 15-16---p 18-23rw-p; poke 0+2406 #1908 13 = 1908; mremap 15 1 1 mf 5 = @5 |
   0-4rw-p@f0 4-5rw-p 5-6---p 8-11rw-s@f2 18-23rw-p; smaps = 0-4rw-p@f0 a2 mw ac, 4-5rw-p a0 mw ac, 5-6---p
   a0 mw lo, 8-11rw-s@f2 a0 sh mw lo dc, 18-23rw-p a1 mw ac; bytes = 0:638f,3866,43,44,00,-- 8:43,44,45
   18:00*4,3aee; file f = 32768:41,42,43,44,45,46,12,48`,
  `mmap 0 2 rw pfa - 0 = @0 | 0-2rw-p; mremap 0 1 1 mf 15 = @15 | 1-2rw-p 15-16rw-p; mmap 3 6 rw sf f 4 = @3
   | 1-2rw-p 3-9rw-s@f4 15-16rw-p; mmap 5 1 rw sf f 0 = @5 | 1-2rw-p 3-5rw-s@f4 5-6rw-s@f0 6-9rw-s@f7
   15-16rw-p; smaps = 1-2rw-p a0 mw ac, 3-5rw-s@f4 a0 sh mw, 5-6rw-s@f0 a0 sh mw, 6-9rw-s@f7 a0 sh mw,
   15-16rw-p a0 mw ac; bytes = 1:00 3:45,46,41,48,--*2 15:00; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 2 6 rw pfa - 0 = @2 | 2-8rw-p; mmap 16 2 rw sfu f 3 = @16 | 2-8rw-p 16-18rw-s@f3; mmap 14 2 - pfa - 0
   = @14 | 2-8rw-p 14-16---p 16-18rw-s@f3; bytes = 2:00*6 14:--*2,44,45; mprotect 6 2 r = 0 | 2-6rw-p 6-8r--p
   14-16---p 16-18rw-s@f3; mmap 0 3 rw sfar - 0 = @0 | 0-3rw-s@s0.0 3-6rw-p 6-8r--p 14-16---p 16-18rw-s@f3;
   smaps = 0-3rw-s@s0.0 a0 sh mw nr, 3-6rw-p a0 mw ac, 6-8r--p a0 mw, 14-16---p a0 mw, 16-18rw-s@f3 a0 sh mw;
   bytes = 0:00*8 14:--*2,44,45; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 19 3 rw pfa - 0 = @19 | 19-22rw-p; poke 19 1 11 = 4096; poke 19+2800 #2346 12 = 2346; mprotect 19 2
   rw = 0; mmap 9 4 rw sfau - 0 = @9 | 9-13rw-s@s0.0 19-22rw-p; smaps = 9-13rw-s@s0.0 a0 sh mw, 19-22rw-p a2
   mw ac; bytes = 9:00*4 19:25d5,7bf0,00`,
  `rlimit as 9 = 0; mmap 4 3 r pf f 0 = @4 | 4-7r--p@f0; mprotect 4 3 r = 0; brk 1+3824 = 7920; munmap 5 1 =
   0 | 4-5r--p@f0 6-7r--p@f2; mlock 4 4 = ENOMEM; mremap 4 1 1 - = @4; mmap 1 5 rw pf f 1 = @1 | 1-6rw-p@f1
   6-7r--p@f2; mprotect 3 4 rw = 0 | 1-6rw-p@f1 6-7rw-p@f2; munmap 6 2 = 0 | 1-6rw-p@f1; smaps = 1-6rw-p@f1
   a0 mw ac; bytes = 1:42,43,44,45,46; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 6 2 rw pfa - 0 = @6 | 6-8rw-p; poke 2 1 11 = EFAULT; mremap 7 4 5 mf 1 = EFAULT; mprotect 4 3 rw =
   ENOMEM; madvise 2 2 dontneed = ENOMEM; mmap 5 1 rw pfa - 0 = @5 | 5-8rw-p; mremap 5 1 2 - = ENOMEM; poke 1
   1 12 = EFAULT; fork 5 1 13 = 5-8rw-p a0 mw ac / 5:00*3 / 4096; smaps = 5-8rw-p a0 mw ac; bytes = 5:00*3`,
  `mmap 11 3 rx pfa - 0 = @11 | 11-14r-xp; mmap 13 6 r pf f 1 = @13 | 11-13r-xp 13-19r--p@f1; poke 11 1 11 =
   EFAULT; munlock 13 3 = 0; poke 17 1 12 = EFAULT; munmap 13 2 = 0 | 11-13r-xp 15-19r--p@f3; mlock 15 4 = 0;
   mremap 12 2 2 mf 8 = @8 | 8-9r-xp 11-12r-xp 15-19r--p@f3; mincore 11 5 = ENOMEM 0; mmap 0 2 rw pf f 3 = @0
   | 0-2rw-p@f3 8-9r-xp 11-12r-xp 15-19r--p@f3; fork 8 1 13 = 0-2rw-p@f3 a0 mw ac, 8-9r-xp a0 mw, 11-12r-xp
   a0 mw, 15-19r--p@f3 a0 mw / 0:44,45 8:00 11:00 15:44,45,46,47 / EFAULT; mprotect 0 2 rw = 0; poke 0 1 14 =
   4096; smaps = 0-2rw-p@f3 a1 mw ac, 8-9r-xp a0 mw, 11-12r-xp a0 mw, 15-19r--p@f3 a0 mw lo; bytes = 0:14,45
   8:00 11:00 15:44,45,46,47; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 15 2 rw sf f 3 = @15 | 15-17rw-s@f3; truncate f 8 = 0; munmap 16 1 = 0 | 15-16rw-s@f3; mprotect 15
   1-3786 - = 0 | 15-16---s@f3; smaps = 15-16---s@f3 a0 sh mw; bytes = 15:--; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 1 2 rw pfau - 0 = @1 | 1-3rw-p; munmap 1 2 = 0 | nothing; mmap 18 3 - pfal - 0 = @18 | 18-21---p;
   madvise 18 3 free = EINVAL; poke 20 1 11 = EFAULT; mremap 18 2 2 f 16 = EINVAL; mmap 13 6 r pfa - 0 = @13
   | 13-19r--p 19-21---p; mmap 17 1 rw sfa - 0 = @17 | 13-17r--p 17-18rw-s@s0.0 18-19r--p 19-21---p; mincore
   16+2825 2 = EINVAL; mmap 2 1 r pfa - 0 = @2 | 2-3r--p 13-17r--p 17-18rw-s@s0.0 18-19r--p 19-21---p; mremap
   14 1 1 mf 6 = @6 | 2-3r--p 6-7r--p 13-14r--p 15-17r--p 17-18rw-s@s0.0 18-19r--p 19-21---p; smaps = 2-3r--p
   a0 mw, 6-7r--p a0 mw, 13-14r--p a0 mw, 15-17r--p a0 mw, 17-18rw-s@s0.0 a0 sh mw, 18-19r--p a0 mw,
   19-21---p a0 mw lo; bytes = 2:00 6:00 13:00 15:00*4,--*2`,
  `mmap 9 3 r snur f 2 = @9 | 9-12r--s@f2; madvise 9 3 populatewrite = EINVAL; mprotect 10 1 rw = 0 |
   9-10r--s@f2 10-11rw-s@f3 11-12r--s@f4; fork 11 1 11 = 9-10r--s@f2 a0 sh mw nr, 10-11rw-s@f3 a0 sh mw nr,
   11-12r--s@f4 a0 sh mw nr / 9:43,44,45 / EFAULT; bytes = 9:43,44,45; poke 11 1 12 = EFAULT; madvise 11 1
   unmergeable = 0; fork 10 1 13 = 9-10r--s@f2 a0 sh mw nr, 10-11rw-s@f3 a0 sh mw nr, 11-12r--s@f4 a0 sh mw
   nr / 9:43,44,45 / 4096; munlock 9 2 = 0; smaps = 9-10r--s@f2 a0 sh mw nr, 10-11rw-s@f3 a0 sh mw nr,
   11-12r--s@f4 a0 sh mw nr; bytes = 9:43,13,45; file f = 32768:41,42,43,13,45,46,47,48`,
  `rlimit stack 162 = 0; mmap 35 3 rw pnu g 3 = @35 | 35-38rw-p@g3; peek 29 #1 = EFAULT; poke 585 1 11 =
   EFAULT; mprotect 299 2 rwD = ENOMEM; fill 37 1 12 = 0; poke 27 1 13 = EFAULT; poke 579 1 14 = EFAULT; mmap
   15 5 - pf f 1 = @15 | 15-20---p@f1 35-38rw-p@g3; madvise 17 1 sequential = 0 | 15-17---p@f1 17-18---p@f3
   18-20---p@f4 35-38rw-p@g3; mmap 600 3 rw pfag - 0 = @600 | 15-17---p@f1 17-18---p@f3 18-20---p@f4
   35-38rw-p@g3 600-603rw-p; munmap 300 1 = 0; poke 283 1 15 = EFAULT; poke 24 1 16 = EFAULT; mprotect 301 2
   rwD = ENOMEM; smaps = 15-17---p@f1 a0 mw, 17-18---p@f3 a0 mw sr, 18-20---p@f4 a0 mw, 35-38rw-p@g3 a1 mw
   ac, 600-603rw-p a0 mw gd ac; bytes = 15:--*5 35:022d,--*2 600:00*3; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 8 4 r sfa - 0 = @8 | 8-12r--s@s0.0; mprotect 8 4 rw = 0 | 8-12rw-s@s0.0; peek 10 1 = 4096; poke
   9+2293 #2322 11 = 2322; truncate f 4 = 0; smaps = 8-12rw-s@s0.0 a0 sh mw; bytes = 8:00,5c5f,df01,00; file
   f = 16384:41,42,43,44`,
  `mmap 12 5 rx pfa - 0 = @12 | 12-17r-xp; bytes = 12:00*5; mmap 3 6 rw pfa - 0 = @3 | 3-9rw-p 12-17r-xp;
   munmap 7 2 = 0 | 3-7rw-p 12-17r-xp; poke 15 1 11 = EFAULT; mprotect 3 4 r = 0 | 3-7r--p 12-17r-xp; munmap
   14 1 = 0 | 3-7r--p 12-14r-xp 15-17r-xp; peek 14 1 = EFAULT; munlock 13 3 = ENOMEM; fill 6 3 12 = 0; smaps
   = 3-7r--p a0 mw, 12-14r-xp a0 mw, 15-17r-xp a0 mw; bytes = 3:00*4 12:00*2 15:00*2`,
  `mmap 1 6 rw pfa - 0 = @1 | 1-7rw-p; madvise 2 2 mergeable = 0 | 1-2rw-p 2-4rw-p 4-7rw-p; mprotect 2 2 rx =
   0 | 1-2rw-p 2-4r-xp 4-7rw-p; fill 2 3 11 = 1; mremap 5 2 2 mfd 11 = @11 | 1-2rw-p 2-4r-xp 4-7rw-p
   11-13rw-p; mremap 6 1 1 - = @6; mlock2 2 2 1 = 0; madvise 2 3 dontfork = 0 | 1-2rw-p 2-4r-xp 4-5rw-p
   5-7rw-p 11-13rw-p; poke 3 1 12 = EFAULT; mprotect 11 2 rx = 0 | 1-2rw-p 2-4r-xp 4-5rw-p 5-7rw-p 11-13r-xp;
   mprotect 4 2 r = 0 | 1-2rw-p 2-4r-xp 4-5r--p 5-6r--p 6-7rw-p 11-13r-xp; mremap 4 1 2 mf 0 = @0 | 0-2r--p
   2-4r-xp 5-6r--p 6-7rw-p 11-13r-xp; mincore 1 1 = 0 0; smaps = 0-2r--p a1 mw dc ac, 2-4r-xp a0 mw lo dc lf
   mg, 5-6r--p a0 mw ac, 6-7rw-p a0 mw ac, 11-13r-xp a0 mw ac; bytes = 0:13,00*3 5:00*2 11:00*2`,
  `mmap 12 6 rw sfa - 0 = @12 | 12-18rw-s@s0.0; mmap 0 2 rw pf f 6 = @0 | 0-2rw-p@f6 12-18rw-s@s0.0; mprotect
   15 1 r = 0 | 0-2rw-p@f6 12-15rw-s@s0.0 15-16r--s@s0.3 16-18rw-s@s0.4; poke 1 1 11 = 4096; poke 6 1 12 =
   EFAULT; smaps = 0-2rw-p@f6 a1 mw ac, 12-15rw-s@s0.0 a0 sh mw, 15-16r--s@s0.3 a0 sh mw, 16-18rw-s@s0.4 a0
   sh mw; bytes = 0:47,11 12:00*6; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 6 2 rw pfa - 0 = @6 | 6-8rw-p; mprotect 6 5 rw = ENOMEM; peek 7 1 = 4096; poke 6+1793 #2606 11 =
   2606; fill 2 2 12 = 0; mprotect 7 1 r = 0 | 6-7rw-p 7-8r--p; fork 7 1 13 = 6-7rw-p a1 mw ac, 7-8r--p a1 mw
   ac / 6:e398,f734 / EFAULT; mprotect 6 2 rw = 0 | 6-8rw-p; poke 6 1 14 = 4096; mremap 6 2 1 - = @6 |
   6-7rw-p; smaps = 6-7rw-p a1 mw ac; bytes = 6:14`,
  `rlimit memlock 5 = 0; nobody = 0; mmap 3 2 rw pfa - 0 = @3 | 3-5rw-p; madvise 3 1 remove = EINVAL;
   mprotect 3 1 r = 0 | 3-4r--p 4-5rw-p; fork 4 1 11 = 3-4r--p a0 mw, 4-5rw-p a0 mw ac / 3:00*2 / 4096; mmap
   7 6 rw sfa - 0 = @7 | 3-4r--p 4-5rw-p 7-13rw-s@s0.0; brk 1 = 4096; smaps = 3-4r--p a0 mw, 4-5rw-p a0 mw
   ac, 7-13rw-s@s0.0 a0 sh mw; bytes = 3:00*2 7:00*6`,
  `mmap 19 5 rw pf f 2 = @19 | 19-24rw-p@f2; madvise 23 1 normal = 0; pwrite f 0 1 11 = 4096; mmap 18 6 rw sf
   r 0 = EACCES; poke 18 1 12 = EFAULT; mlock 23 1 = 0 | 19-23rw-p@f2 23-24rw-p@f6; msync 18 2 si = ENOMEM;
   madvise 18 1 unmergeable = ENOMEM; smaps = 19-23rw-p@f2 a0 mw ac, 23-24rw-p@f6 a1 mw lo ac; bytes =
   19:43,44,45,46,47; file f = 32768:11,42,43,44,45,46,47,48`,
  `mmap 3 4 rw sf f 3 = @3 | 3-7rw-s@f3; poke 4 1 11 = 4096; madvise 4 3 wipeonfork = EINVAL; mmap 6 4 rw pfa
   - 0 = @6 | 3-6rw-s@f3 6-10rw-p; poke 3 1 12 = 4096; poke 8 1 13 = 4096; smaps = 3-6rw-s@f3 a0 sh mw,
   6-10rw-p a1 mw ac; bytes = 3:12,11,46,00*2,13,00; file f = 32768:41,42,43,12,11,46,47,48`,
  `mmap 10 4 r pna - 0 = @10 | 10-14r--p; munmap 600 1 = 0; mmap 42 1 rw pfa - 0 = @42 | 10-14r--p 42-43rw-p;
   peek 298 #1 = EFAULT; mremap 30 3 3 mf 340 = EFAULT; smaps = 10-14r--p a0 mw, 42-43rw-p a0 mw ac; bytes =
   10:00*4 42:00`,
  `mmap 13 4 rw sfa - 0 = @13 | 13-17rw-s@s0.0; mmap 8 5 rw snau - 0 = @8 | 8-13rw-s@s1.0 13-17rw-s@s0.0;
   poke 11 1 11 = 4096; madvise 8 5-591 remove = 0; smaps = 8-13rw-s@s1.0 a0 sh mw, 13-17rw-s@s0.0 a0 sh mw;
   bytes = 8:00*9`,
  `mmap 5 2 - pfab - 0 = @5 | 5-7---p; mremap 6 2 2 mf 22 = @22 | 5-6---p 22-23---p; madvise 22 1 pageout =
   0; madvise 5 1-2467 populateread = EINVAL; munmap 22 1 = 0 | 5-6---p; mincore 5 1 = 0 0; mmap 18 1 rw pfa
   - 0 = @18 | 5-6---p 18-19rw-p; poke 5 1 11 = EFAULT; mmap 12 5 rx pfa - 0 = @12 | 5-6---p 12-17r-xp
   18-19rw-p; mremap 5 3 3 mf 2 = @2 | 2-3---p 12-17r-xp 18-19rw-p; mremap 14 2 2 f 3 = EINVAL; mlock 22 2 =
   ENOMEM; mremap 2 #0 3 m = EINVAL; smaps = 2-3---p a0 mw, 12-17r-xp a0 mw, 18-19rw-p a0 mw ac; bytes = 2:--
   12:00*5 18:00`,
  `mmap 13 4 rw pfa - 0 = @13 | 13-17rw-p; madvise 13 4 sequential = 0; mremap 300 2 3 - = EFAULT; mremap 15
   #0 2 mf 2 = EINVAL; madvise 14 2 sequential = 0; poke 295 1 11 = EFAULT; madvise 25 2 dontneed = ENOMEM;
   mmap 15 5 rw pf r 3 = @15 | 13-15rw-p 15-20rw-p@f3; mmap 30 4 rw pfag - 0 = @30 | 13-15rw-p 15-20rw-p@f3
   30-34rw-p; madvise 2 1 populateread = ENOMEM; munmap 300 1 = 0; mprotect 302 1 rD = ENOMEM; smaps =
   13-15rw-p a0 mw sr ac, 15-20rw-p@f3 a0 mw ac, 30-34rw-p a0 mw gd ac; bytes = 13:00*2,44,45,46,47,48
   30:00*4; file f = 32768:41,42,43,44,45,46,47,48`,
  `rlimit data 9 = 0; mmap 0 2 rw sf f 3 = @0 | 0-2rw-s@f3; mlock 0 2 = 0; madvise 1 1 unmergeable = 0; brk 2
   = 8192; mlock2 1 1 1 = 0 | 0-1rw-s@f3 1-2rw-s@f4; mmap 5 5 rw sf f 0 = @5 | 0-1rw-s@f3 1-2rw-s@f4
   5-10rw-s@f0; mprotect 7 3 rw = 0; poke 3 1 11 = EFAULT; smaps = 0-1rw-s@f3 a0 sh mw lo, 1-2rw-s@f4 a0 sh
   mw lo lf, 5-10rw-s@f0 a0 sh mw; bytes = 0:44,45 5:41,42,43,44,45; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 0 3 rw pfa - 0 = @0 | 0-3rw-p; mprotect 1 6 r = ENOMEM | 0-1rw-p 1-3r--p; mlock 0 2 = 0 | 0-1rw-p
   1-2r--p 2-3r--p; madvise 0 3 dontfork = 0; poke 2 1 11 = EFAULT; bytes = 0:00*3; madvise 1 4 dofork =
   ENOMEM; mprotect 2+4026 1 rw = EINVAL; mremap 2 1 1 mfd 3 = @3 | 0-1rw-p 1-2r--p 2-4r--p; mremap 0 4 4 mf
   4 = @4 | 4-5rw-p 5-6r--p 6-8r--p; mremap 2 4 2 mf 9 = EFAULT; smaps = 4-5rw-p a1 mw lo dc ac, 5-6r--p a0
   mw lo, 6-8r--p a0 mw; bytes = 4:00*4`,
  `mmap 10 3 - sfa - 0 = @10 | 10-13---s@s0.0; truncate f 5 = 0; mprotect 10 3 rw = 0 | 10-13rw-s@s0.0;
   mprotect 11 2 - = 0 | 10-11rw-s@s0.0 11-13---s@s0.1; poke 10 1 11 = 4096; truncate f 6 = 0; mprotect 11 1
   r = 0 | 10-11rw-s@s0.0 11-12r--s@s0.1 12-13---s@s0.2; poke 11 1 12 = EFAULT; mremap 10 1 1 mf 9 = @9 |
   9-10rw-s@s0.0 11-12r--s@s0.1 12-13---s@s0.2; mmap 7 6 rw pfar - 0 = @7 | 7-13rw-p; smaps = 7-13rw-p a0 mw
   nr; bytes = 7:00*6; file f = 24576:41,42,43,44,45,00`,
  `mmap 4 5 rw pfa - 0 = @4 | 4-9rw-p; madvise 5 2 dontneed = 0; mprotect 8 1 rw = 0; mremap 6 #0 3 - =
   EINVAL; mmap 18 3 r sfa - 0 = @18 | 4-9rw-p 18-21r--s@s0.0; munmap 20 1 = 0 | 4-9rw-p 18-20r--s@s0.0;
   smaps = 4-9rw-p a0 mw ac, 18-20r--s@s0.0 a0 sh mw; bytes = 4:00*5 18:00*2`,
  `rlimit as 3 = 0; mmap 11 4 rw pfa - 0 = ENOMEM; mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p; mlock2 4 2 1 = 0;
   mprotect 11 4 rw = ENOMEM; mincore 14 2 = ENOMEM; mmap 4 3 r pfa - 0 = @4 | 4-7r--p; smaps = 4-7r--p a0
   mw; bytes = 4:00*3`,
  `mmap 2 2 rw pfa - 0 = @2 | 2-4rw-p; fork 3 1 11 = 2-4rw-p a0 mw ac / 2:00*2 / 4096; mremap 3 1 1 mf 4 = @4
   | 2-3rw-p 4-5rw-p; madvise 2 3 dontneed = ENOMEM; mremap 4 7 7 mf 0 = EINVAL; poke 2 1 12 = 4096; poke 2 1
   13 = 4096; poke 2 1 14 = 4096; mprotect 4 1 rw = 0; smaps = 2-3rw-p a1 mw ac, 4-5rw-p a0 mw ac; bytes =
   2:14 4:00`,
  `mmap 6 2 rw pfa - 0 = @6 | 6-8rw-p; mremap 6 2 3 mf 1 = @1 | 1-4rw-p; poke 2 1 11 = 4096; mprotect 1 3 r =
   0 | 1-4r--p; mremap 3 1 2 m = @3 | 1-5r--p; mremap 1 1 1 - = @1; smaps = 1-5r--p a1 mw ac; bytes =
   1:00,11,00*2`,
  `mmap 8 2 rw pf f 2 = @8 | 8-10rw-p@f2; poke 586 1 11 = EFAULT; mlock 8 4 = ENOMEM; munlock 9 1 = 0 |
   8-9rw-p@f2 9-10rw-p@f3; poke 28 1 12 = EFAULT; mmap 300 1 rw pfagl - 0 = @300 | 8-9rw-p@f2 9-10rw-p@f3
   300-301rw-p; poke 598 1 13 = EFAULT; mlock 21 2 = ENOMEM; smaps = 8-9rw-p@f2 a0 mw lo ac, 9-10rw-p@f3 a0
   mw ac, 300-301rw-p a1 mw gd lo ac; bytes = 8:43,44 300:00; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 19 5 rw sfal - 0 = @19 | 19-24rw-s@s0.0; mprotect 21 3 rw = 0; munmap 19 3 = 0 | 22-24rw-s@s0.3; mmap
   4 2 rw sfa - 0 = @4 | 4-6rw-s@s1.0 22-24rw-s@s0.3; smaps = 4-6rw-s@s1.0 a0 sh mw, 22-24rw-s@s0.3 a0 sh mw
   lo; bytes = 4:00*2 22:00*2`,
  `mmap 19 4 rw sfl f 6 = @19 | 19-23rw-s@f6; pwrite f 4 1 11 = 4096; fork 19 1 12 = 19-23rw-s@f6 a0 sh mw /
   19:47,48,--*2 / 4096; madvise 12 2 dontneedlocked = ENOMEM; madvise 19 2 dofork = 0; mmap 8 6 rx pfa - 0 =
   @8 | 8-14r-xp 19-23rw-s@f6; smaps = 8-14r-xp a0 mw, 19-23rw-s@f6 a0 sh mw lo; bytes = 8:00*6
   19:12,48,--*2; file f = 32768:41,42,43,44,11,46,12,48`,
  `mmap 0 3 rw sf f 2 = @0 | 0-3rw-s@f2; madvise 0 2 remove = 0; mprotect 0 3 r = 0 | 0-3r--s@f2; mlock2 13 1
   0 = ENOMEM; poke 2 1 11 = EFAULT; msync 2 1 a = 0; peek 0 1 = 4096; bytes = 0:00*2,45; poke 1 1 12 =
   EFAULT; mprotect 0 3 rw = 0 | 0-3rw-s@f2; mremap 0 3 3 mf 3 = @3 | 3-6rw-s@f2; smaps = 3-6rw-s@f2 a0 sh
   mw; bytes = 3:00*2,45; file f = 32768:41,42,00,00,45,46,47,48`,
  `mmap 2 4 rw pfa - 0 = @2 | 2-6rw-p; mremap 3 2 2 mf 5 = @5 | 2-3rw-p 5-7rw-p; poke 6 1 11 = 4096; mremap 2
   1 1 mf 4 = @4 | 4-7rw-p; fork 4 1 12 = 4-7rw-p a1 mw ac / 4:00*2,11 / 4096; mremap 6 1 1 mfd 7 = @7 |
   4-7rw-p 7-8rw-p; poke 6 1 13 = 4096; mremap 4 3 3 - = @4; smaps = 4-7rw-p a1 mw ac, 7-8rw-p a1 mw ac;
   bytes = 4:00*2,13,11`,
  `mmap 8 2 rw sf z 2 = @8 | 8-10rw-s@s0.2; mmap 9 4 rw pf f 0 = @9 | 8-9rw-s@s0.2 9-13rw-p@f0; mremap 8 3 3
   mf 21 = @21 | 11-13rw-p@f2 21-22rw-s@s0.2 22-24rw-p@f0; mprotect 12 1 - = 0 | 11-12rw-p@f2 12-13---p@f3
   21-22rw-s@s0.2 22-24rw-p@f0; madvise 12 1 populateread = EINVAL; mremap 19 3 3 mf 17 = EINVAL; munmap 13 1
   = 0; bytes = 11:43,-- 21:--,41,42; mprotect 11 1 r = 0 | 11-12r--p@f2 12-13---p@f3 21-22rw-s@s0.2
   22-24rw-p@f0; munmap 11 1 = 0 | 12-13---p@f3 21-22rw-s@s0.2 22-24rw-p@f0; smaps = 12-13---p@f3 a0 mw ac,
   21-22rw-s@s0.2 a0 sh mw, 22-24rw-p@f0 a0 mw ac; bytes = 12:-- 21:--,41,42; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 2 6 rw pfa - 0 = @2 | 2-8rw-p; msync 6 2 i = 0; mremap 2 6 8 mf 8 = @8 | 8-16rw-p; madvise 6 3 cold =
   ENOMEM; mprotect 9 1 r = 0 | 8-9rw-p 9-10r--p 10-16rw-p; smaps = 8-9rw-p a0 mw ac, 9-10r--p a0 mw,
   10-16rw-p a0 mw ac; bytes = 8:00*8`,
  `mmap 13 2 rw sfu f 2 = @13 | 13-15rw-s@f2; madvise 21 1 wipeonfork = ENOMEM; mmap 1 3 rw sf g 0 = @1 |
   1-4rw-s@g0 13-15rw-s@f2; peek 2 1 = 4096; fill 3 2 11 = 1; munmap 1 3 = 0 | 13-15rw-s@f2; mincore 13 1 = 0
   1; munmap 14 3 = 0 | 13-14rw-s@f2; smaps = 13-14rw-s@f2 a0 sh mw; bytes = 13:43; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 9 3 rw pfa - 0 = @9 | 9-12rw-p; fork 10 1 11 = 9-12rw-p a0 mw ac / 9:00*3 / 4096; mmap 9 3 rw pfa - 0
   = @9; munmap 11 1 = 0 | 9-11rw-p; mmap 16 1 rw sfa - 0 = @16 | 9-11rw-p 16-17rw-s@s0.0; poke 10 1 12 =
   4096; madvise 16 1 wipeonfork = EINVAL; poke 10 1 13 = 4096; madvise 16 1 populatewrite = 0; fork 15 1 14
   = 9-11rw-p a1 mw ac, 16-17rw-s@s0.0 a0 sh mw / 9:00,13 16:00 / EFAULT; smaps = 9-11rw-p a1 mw ac,
   16-17rw-s@s0.0 a0 sh mw; bytes = 9:00,13 16:00`,
  `mmap 8 2 rw pfr g 5 = @8 | 8-10rw-p@g5; mmap 29 4 r sna - 0 = @29 | 8-10rw-p@g5 29-33r--s@s0.0; mprotect 9
   1 rx = 0 | 8-9rw-p@g5 9-10r-xp@g6 29-33r--s@s0.0; mremap 31 2 2 mf 27 = @27 | 8-9rw-p@g5 9-10r-xp@g6
   27-29r--s@s0.2 29-31r--s@s0.0; mmap 11 1 rw pfa - 0 = @11 | 8-9rw-p@g5 9-10r-xp@g6 11-12rw-p
   27-29r--s@s0.2 29-31r--s@s0.0; mmap 30 4 rw pfagl - 0 = @30 | 8-9rw-p@g5 9-10r-xp@g6 11-12rw-p
   27-29r--s@s0.2 29-30r--s@s0.0 30-34rw-p; mprotect 31 1 rw = 0; mmap 30 4 rw pfag - 0 = @30; mprotect 303 2
   rw = ENOMEM; poke 2 1 11 = EFAULT; poke 24 1 12 = EFAULT; poke 26 1 13 = EFAULT; mprotect 302 2 rD =
   ENOMEM; poke 592 1 14 = EFAULT; smaps = 8-9rw-p@g5 a0 mw nr, 9-10r-xp@g6 a0 mw nr, 11-12rw-p a0 mw ac,
   27-29r--s@s0.2 a0 sh mw, 29-30r--s@s0.0 a0 sh mw, 30-34rw-p a0 mw gd ac; bytes = 8:--*2 11:00 27:00*7;
   file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 22 6 rw pfar - 0 = @22 | 22-28rw-p; fill 26 1 11 = 1; mremap 0 22 22 mf 0 = EINVAL; fill 26 3 12 = 2;
   mprotect 602 1 r = ENOMEM; mremap 25 1 1 mf 10 = @10 | 10-11rw-p 22-25rw-p 26-28rw-p; peek 26 1 = 4096;
   smaps = 10-11rw-p a0 mw nr, 22-25rw-p a0 mw nr, 26-28rw-p a2 mw nr; bytes = 10:00 22:00*3 26:12,13`,
  `rlimit as 5 = 0; mmap 6 6 rw sfak - 0 = ENOMEM; mmap 8 6 rw pfa - 0 = ENOMEM; fill 8 6 11 = 0; mlock2 8 2
   1 = ENOMEM; mremap 8 6 7 mf 4 = EINVAL; smaps = nothing; bytes = nothing`,
  `mmap 2 5 rw pf f 1 = @2 | 2-7rw-p@f1; bytes = 2:42,43,44,45,46; poke 23 1 11 = EFAULT; mmap 0 2 rw pfa - 0
   = @0 | 0-2rw-p 2-7rw-p@f1; poke 7+2832 #200 12 = EFAULT; mlock 2 5 = 0; mremap 5 2 2 mf 12 = @12 | 0-2rw-p
   2-5rw-p@f1 12-14rw-p@f4; smaps = 0-2rw-p a0 mw ac, 2-5rw-p@f1 a3 mw lo ac, 12-14rw-p@f4 a2 mw lo ac; bytes
   = 0:00*2,42,43,44 12:45,46; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 18 1 rw pf f 1 = @18 | 18-19rw-p@f1; mremap 18 1 1 mf 13 = @13 | 13-14rw-p@f1; mremap 13 1 1 mf 6 =
   @6 | 6-7rw-p@f1; munmap 6 2 = 0 | nothing; smaps = nothing; bytes = nothing; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 7 2 - pfa - 0 = @7 | 7-9---p; munmap 7 2 = 0 | nothing; mmap 19 2 rw pfa - 0 = @19 | 19-21rw-p;
   mprotect 19 2 r = 0 | 19-21r--p; mlock2 20 1 1 = 0 | 19-20r--p 20-21r--p; munmap 19 1 = 0 | 20-21r--p;
   mprotect 20 1 r = 0; smaps = 20-21r--p a0 mw lo lf; bytes = 20:00`,
  `mmap 13 2 rw pfab - 0 = @13 | 13-15rw-p; mremap 13 2 2 - = @13; mprotect 13 2 rw = 0; fork 14 1 11 =
   13-15rw-p a0 mw ac / 13:00*2 / 4096; mmap 12 5 rw pf f 1 = @12 | 12-17rw-p@f1; poke 15 1 12 = 4096; mremap
   16 3 3 mf 2 = @2 | 2-3rw-p@f5 12-16rw-p@f1; poke 15+2244 #2830 13 = EFAULT; mprotect 14 2 rw = 0; fill 7 1
   14 = 0; madvise 2 1 remove = EACCES; mmap 19 1 rw pfa - 0 = @19 | 2-3rw-p@f5 12-16rw-p@f1 19-20rw-p; smaps
   = 2-3rw-p@f5 a0 mw ac, 12-16rw-p@f1 a1 mw ac, 19-20rw-p a0 mw ac; bytes = 2:46 12:42,43,44,786f 19:00;
   file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 4 1 rw pfa - 0 = @4 | 4-5rw-p; mmap 4 5 rw pfa - 0 = @4 | 4-9rw-p; mmap 2 6 rw pf f 7 = @2 |
   2-8rw-p@f7 8-9rw-p; madvise 2 2 #5 = EINVAL; mmap 1 2 rw sfa - 0 = @1 | 1-3rw-s@s0.0 3-8rw-p@f8 8-9rw-p;
   mmap 5 5 rw pfa - 0 = @5 | 1-3rw-s@s0.0 3-5rw-p@f8 5-10rw-p; fork 4 1 11 = 1-3rw-s@s0.0 a0 sh mw,
   3-5rw-p@f8 a0 mw ac, 5-10rw-p a0 mw ac / 1:00*2,--*2,00*5 / EFAULT; smaps = 1-3rw-s@s0.0 a0 sh mw,
   3-5rw-p@f8 a0 mw ac, 5-10rw-p a0 mw ac; bytes = 1:00*2,--*2,00*5; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 13 5 rw pfa - 0 = @13 | 13-18rw-p; mlock 17 1 = 0 | 13-17rw-p 17-18rw-p; madvise 14 3 wipeonfork = 0
   | 13-14rw-p 14-17rw-p 17-18rw-p; poke 13 1 11 = 4096; truncate f 3 = 0; mprotect 16 4 r = ENOMEM |
   13-14rw-p 14-16rw-p 16-17r--p 17-18r--p; smaps = 13-14rw-p a1 mw ac, 14-16rw-p a0 mw ac wf, 16-17r--p a0
   mw wf, 17-18r--p a1 mw lo ac; bytes = 13:11,00*4; file f = 12288:41,42,43`,
  `mmap 3 1 rw pfa - 0 = @3 | 3-4rw-p; poke 7 1 11 = EFAULT; poke 3 1 12 = 4096; mlockall 1 = 0; mmap 3 6 r
   pfa - 0 = @3 | 3-9r--p; smaps = 3-9r--p a0 mw; bytes = 3:00*6`,
  `mmap 1 6 rw pfa - 0 = @1 | 1-7rw-p; mmap 2 4 rw pfa - 0 = @2; mmap 3 3 rw pfa - 0 = @3; mmap 2 2 rw pfa -
   0 = @2; smaps = 1-7rw-p a0 mw ac; bytes = 1:00*6`,
  `mmap 17 1 rw pfa - 0 = @17 | 17-18rw-p; madvise 17 1 dontneed = 0; mmap 7 2 rw pfk f 0 = @7 | 7-9rw-p@f0
   17-18rw-p; mmap 1 1 rw sfau - 0 = @1 | 1-2rw-s@s0.0 7-9rw-p@f0 17-18rw-p; bytes = 1:00 7:41,42 17:00;
   mprotect 17 1 r = 0 | 1-2rw-s@s0.0 7-9rw-p@f0 17-18r--p; mmap 7 4 rw pfa - 0 = @7 | 1-2rw-s@s0.0 7-11rw-p
   17-18r--p; poke 10+1428 #1804 11 = 1804; poke 8 1 12 = 4096; smaps = 1-2rw-s@s0.0 a0 sh mw, 7-11rw-p a2 mw
   ac, 17-18r--p a0 mw; bytes = 1:00 7:00,12,00,33bd 17:00; file f = 32768:41,42,43,44,45,46,47,48`,
  `rlimit stack 121 = 0; mmap 20 1 rw pfar - 0 = @20 | 20-21rw-p; poke 20 1 11 = 4096; poke 20 1 12 = 4096;
   poke 20+265 #335 13 = 335; mprotect 20 1 r = 0 | 20-21r--p; mmap 600 2 rw pfag - 0 = @600 | 20-21r--p
   600-602rw-p; mprotect 28 2 rD = ENOMEM; mprotect 20 1 - = 0 | 20-21---p 600-602rw-p; smaps = 20-21---p a1
   mw nr, 600-602rw-p a0 mw gd ac; bytes = 20:-- 600:00*2`,
  `rlimit stack 296 = 0; mmap 25 4 rw pfa - 0 = @25 | 25-29rw-p; mmap 42 1 rw pfa - 0 = @42 | 25-29rw-p
   42-43rw-p; peek 598 #1 = EFAULT; mremap 26 #0 2 - = EINVAL; mremap 27 2 1 mfd 20 = EINVAL; mmap 30 1 r
   pfag - 0 = @30 | 25-29rw-p 30-31r--p 42-43rw-p; poke 26 1 11 = 4096; mmap 30 2 rw pfagl - 0 = @30 |
   25-29rw-p 30-32rw-p 42-43rw-p; mlock 298 2 = ENOMEM; mmap 600 4 rw pfag - 0 = @600 | 25-29rw-p 30-32rw-p
   42-43rw-p 600-604rw-p; mmap 300 4 - pfag - 0 = @300 | 25-29rw-p 30-32rw-p 42-43rw-p 300-304---p
   600-604rw-p; mmap 23 3 rx pfal - 0 = @23 | 23-26r-xp 26-29rw-p 30-32rw-p 42-43rw-p 300-304---p
   600-604rw-p; mmap 7 3 rw pfa - 0 = @7 | 7-10rw-p 23-26r-xp 26-29rw-p 30-32rw-p 42-43rw-p 300-304---p
   600-604rw-p; smaps = 7-10rw-p a0 mw ac, 23-26r-xp a0 mw lo, 26-29rw-p a1 mw ac, 30-32rw-p a2 mw gd lo ac,
   42-43rw-p a0 mw ac, 300-304---p a0 mw gd, 600-604rw-p a0 mw gd ac; bytes = 7:00*3 23:00*3,11,00*2 30:00*2
   42:00 300:--*4 600:00*4`,
  `mmap 1 4 rw pfa - 0 = @1 | 1-5rw-p; mremap 3 5 5 mf 6 = EINVAL; poke 2 1 11 = 4096; poke 2 1 12 = 4096;
   mmap 1 2 rw pfa - 0 = @1; fork 1 1 13 = 1-5rw-p a0 mw ac / 1:00*4 / 4096; mremap 4 1 1 mf 8 = @8 | 1-4rw-p
   8-9rw-p; poke 3 1 14 = 4096; mprotect 3 1 r = 0 | 1-3rw-p 3-4r--p 8-9rw-p; mmap 3 2 rw pfa - 0 = @3 |
   1-5rw-p 8-9rw-p; mremap 3 3 3 m = @3; smaps = 1-5rw-p a0 mw ac, 8-9rw-p a0 mw ac; bytes = 1:00*4 8:00`,
  `mmap 6 1 rw pfa - 0 = @6 | 6-7rw-p; madvise 6 1 wipeonfork = 0; poke 6 1 11 = 4096; mmap 3 2 rw sfu z 2 =
   @3 | 3-5rw-s@s0.2 6-7rw-p; mmap 4 4 rw pfa - 0 = @4 | 3-4rw-s@s0.2 4-8rw-p; munmap 3 3 = 0 | 6-8rw-p; mmap
   4 2 rw pfa - 0 = @4 | 4-8rw-p; mremap 7 1 1 mfd 4 = @4; munmap 5 2 = 0 | 4-5rw-p 7-8rw-p; mmap 6 4 - pfa -
   0 = @6 | 4-5rw-p 6-10---p; mmap 4 2 rw pfa - 0 = @4 | 4-6rw-p 6-10---p; mremap 8 1 1 mf 3 = @3 | 3-4---p
   4-6rw-p 6-8---p 9-10---p; mremap 6 1 1 mfd 6 = EINVAL; smaps = 3-4---p a0 mw, 4-6rw-p a0 mw ac, 6-8---p a0
   mw, 9-10---p a0 mw; bytes = 3:--,00*2,--*2 9:--; file f = 32768:41,42,43,44,45,46,47,48`,
  `rlimit memlock 4 = 0; nobody = 0; mmap 8 4 rw pfa - 0 = @8 | 8-12rw-p; mprotect 10 2 rw = 0; mlock 9 2 = 0
   | 8-9rw-p 9-11rw-p 11-12rw-p; mmap 6 3 r pna - 0 = EEXIST; mlock 11 1 = 0 | 8-9rw-p 9-12rw-p; mlock 10 2 =
   0; madvise 11 1 populatewrite = 0; smaps = 8-9rw-p a0 mw ac, 9-12rw-p a3 mw lo ac; bytes = 8:00*4`,
  `mmap 16 1 - pf f 0 = @16 | 16-17---p@f0; mprotect 16 1 - = 0; madvise 16 1 keeponfork = 0; mprotect 16 1
   rx = 0 | 16-17r-xp@f0; madvise 16 1 wipeonfork = EINVAL; madvise 20 1 dontneed = ENOMEM; mprotect 16 1 - =
   0 | 16-17---p@f0; mmap 7 6 rw pfa - 0 = @7 | 7-13rw-p 16-17---p@f0; mlockall 1 = 0; mprotect 11 1 rw = 0;
   fill 16 1 11 = 0; mlock 9 4-1514 = 0; smaps = 7-13rw-p a6 mw lo ac, 16-17---p@f0 a0 mw lo; bytes = 7:00*6
   16:--; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 12 1 r pfa - 0 = @12 | 12-13r--p; mprotect 12 1 r = 0; fill 12 1 11 = 0; madvise 12 1 wipeonfork = 0;
   mmap 4 4 rw pf f 3 = @4 | 4-8rw-p@f3 12-13r--p; mremap 12 1 2 mf 10 = @10 | 4-8rw-p@f3 10-12r--p; mprotect
   6 6 - = ENOMEM | 4-6rw-p@f3 6-8---p@f5 10-12r--p; mprotect 5 2 rw = 0 | 4-7rw-p@f3 7-8---p@f6 10-12r--p;
   smaps = 4-7rw-p@f3 a0 mw ac, 7-8---p@f6 a0 mw ac, 10-12r--p a0 mw wf; bytes = 4:44,45,46,-- 10:00*2; file
   f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 12 3 rw pfa - 0 = @12 | 12-15rw-p; mprotect 21 1 r = ENOMEM; bytes = 12:00*3; madvise 14 2 wipeonfork
   = ENOMEM | 12-14rw-p 14-15rw-p; poke 12 1 11 = 4096; madvise 13 1 sequential = 0 | 12-13rw-p 13-14rw-p
   14-15rw-p; fill 14 1 12 = 1; peek 13 1 = 4096; munmap 14 1 = 0 | 12-13rw-p 13-14rw-p; mincore 12 2 = 0 11;
   madvise 13 1 dofork = 0; mremap 20 1 1 mfd 8 = EFAULT; poke 12 1 13 = 4096; mmap 4 4 rw pfa - 0 = @4 |
   4-8rw-p 12-13rw-p 13-14rw-p; smaps = 4-8rw-p a0 mw ac, 12-13rw-p a1 mw ac, 13-14rw-p a0 mw sr ac; bytes =
   4:00*4 12:13,00`,
  `mmap 18 3 rw sfa - 0 = @18 | 18-21rw-s@s0.0; mprotect 19 2 r = 0 | 18-19rw-s@s0.0 19-21r--s@s0.1; bytes =
   18:00*3; mprotect 19 2 rw = 0 | 18-21rw-s@s0.0; madvise 18 3 populateread = 0; munmap 19 1 = 0 |
   18-19rw-s@s0.0 20-21rw-s@s0.2; munmap 20 1 = 0 | 18-19rw-s@s0.0; madvise 18 3 dontneed = ENOMEM; mremap 18
   1 1 m = @18; mremap 10 1 1 mf 13 = EFAULT; smaps = 18-19rw-s@s0.0 a0 sh mw; bytes = 18:00`,
  `mmap 12 5 - pfa - 0 = @12 | 12-17---p; mmap 7 3 rw pfa - 0 = @7 | 7-10rw-p 12-17---p; munmap 13 4 = 0 |
   7-10rw-p 12-13---p; truncate f 0 = 0; msync 9 1 i = 0; poke 8 1 11 = 4096; mprotect 8 2 rx = 0 | 7-8rw-p
   8-10r-xp 12-13---p; mmap 11 5 r pfa - 0 = @11 | 7-8rw-p 8-10r-xp 11-16r--p; smaps = 7-8rw-p a0 mw ac,
   8-10r-xp a1 mw ac, 11-16r--p a0 mw; bytes = 7:00,11,00 11:00*5; file f = 0:`,
  `mmap 26 4 rw sf f 0 = @26 | 26-30rw-s@f0; mmap 600 2 r pfag - 0 = @600 | 26-30rw-s@f0 600-602r--p;
   mprotect 297 3 rwD = ENOMEM; mincore 13 1 = ENOMEM; poke 577 1 11 = EFAULT | 26-30rw-s@f0 577-602r--p;
   smaps = 26-30rw-s@f0 a0 sh mw, 577-602r--p a0 mw gd; bytes = 26:41,42,43,44 577:00*25; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 19 4 rw sfa - 0 = @19 | 19-23rw-s@s0.0; madvise 19 2 willneed = 0; mremap 19 2 2 mf 14 = @14 |
   14-16rw-s@s0.0 21-23rw-s@s0.2; munmap 14 2 = 0 | 21-23rw-s@s0.2; mlock 21 2 = 0; munlock 21 3 = ENOMEM;
   poke 21 1 11 = 4096; pwrite f 0 1 12 = 4096; mprotect 21 1 r = 0 | 21-22r--s@s0.2 22-23rw-s@s0.3; mlock 21
   2-3077 = 0; mlock 22 1 = 0; smaps = 21-22r--s@s0.2 a0 sh mw lo, 22-23rw-s@s0.3 a0 sh mw lo; bytes =
   21:11,00`,
  `rlimit memlock 2 = 0; nobody = 0; mmap 4 2 rw pf r 2 = @4 | 4-6rw-p@f2; mlock 5 2 = ENOMEM | 4-5rw-p@f2
   5-6rw-p@f3; mmap 9 1 rw pf f 2 = @9 | 4-5rw-p@f2 5-6rw-p@f3 9-10rw-p@f2; mmap 5 2 rw sfa - 0 = @5 |
   4-5rw-p@f2 5-7rw-s@s0.0 9-10rw-p@f2; brk 6+2601 = 27177; mmap 4 4 rw pfb f 0 = @4 | 4-8rw-p@f0
   9-10rw-p@f2; smaps = 4-8rw-p@f0 a0 mw ac, 9-10rw-p@f2 a0 mw ac; bytes = 4:41,42,43,44 9:43; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 3 1 rw pfa - 0 = @3 | 3-4rw-p; mmap 4 6 rw pfa - 0 = @4 | 3-10rw-p; poke 9 1 11 = 4096; fork 1 1 12 =
   3-10rw-p a1 mw ac / 3:00*6,11 / EFAULT; madvise 6 3 dontneed = 0; madvise 3 1 unmergeable = 0; poke 7 1 13
   = 4096; mlock 7 1 = 0 | 3-7rw-p 7-8rw-p 8-10rw-p; mprotect 6 3 rw = 0; mremap 3 7 7 mf 0 = EINVAL;
   mprotect 7 2 rw = 0; mmap 3 3 rw pfa - 0 = @3; mmap 3 6 rw pfa - 0 = @3 | 3-10rw-p; poke 4 1 14 = 4096;
   madvise 3 1-1162 dofork = 0; fork 9 1 15 = 3-10rw-p a2 mw ac / 3:00,14,00*4,11 / 4096; smaps = 3-10rw-p a2
   mw ac; bytes = 3:00,14,00*4,11`,
  `mmap 5 6 rw pfa - 0 = @5 | 5-11rw-p; madvise 7 3 dontfork = 0 | 5-7rw-p 7-10rw-p 10-11rw-p; mprotect 2 2 r
   = ENOMEM; mprotect 10 1 rw = 0; mremap 5 6 6 mf 6 = EINVAL; mprotect 9 2 r = 0 | 5-7rw-p 7-9rw-p 9-10r--p
   10-11r--p; poke 8 1 11 = 4096; poke 2+1508 #1580 12 = EFAULT; mincore 8 1 = 0 1; madvise 5 6 dontfork = 0
   | 5-9rw-p 9-11r--p; munmap 10 1 = 0 | 5-9rw-p 9-10r--p; poke 7 1 13 = 4096; mmap 1 3 rw pfa - 0 = @1 |
   1-4rw-p 5-9rw-p 9-10r--p; mlock 7 2 = 0 | 1-4rw-p 5-7rw-p 7-9rw-p 9-10r--p; mprotect 0 1 rw = ENOMEM;
   madvise 5 5 dontneed = EINVAL; smaps = 1-4rw-p a0 mw ac, 5-7rw-p a0 mw dc ac, 7-9rw-p a2 mw lo dc ac,
   9-10r--p a0 mw dc; bytes = 1:00*3 5:00*2,13,11,00`,
  `mmap 8 2 rw pfa - 0 = @8 | 8-10rw-p; mprotect 9 1 - = 0 | 8-9rw-p 9-10---p; truncate f 4 = 0; mprotect 8 2
   r = 0 | 8-10r--p; mprotect 9 1 rw = 0 | 8-9r--p 9-10rw-p; truncate f 0+517 = 0; madvise 8 2 sequential =
   0; smaps = 8-9r--p a0 mw sr, 9-10rw-p a0 mw sr ac; bytes = 8:00*2; file f = 517:41`,
  `mmap 3 6 rw sfu f 2 = @3 | 3-9rw-s@f2; mremap 4 3 3 - = @4; mlock 4 4 = 0 | 3-4rw-s@f2 4-8rw-s@f3
   8-9rw-s@f7; mlock 7 1 = 0; madvise 10 1 populateread = ENOMEM; munmap 6 1 = 0 | 3-4rw-s@f2 4-6rw-s@f3
   7-8rw-s@f6 8-9rw-s@f7; smaps = 3-4rw-s@f2 a0 sh mw, 4-6rw-s@f3 a0 sh mw lo, 7-8rw-s@f6 a0 sh mw lo,
   8-9rw-s@f7 a0 sh mw; bytes = 3:43,44,45 7:47,48; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 12 2 rw pfa - 0 = @12 | 12-14rw-p; poke 12 1 11 = 4096; mlock2 12 2 0 = 0; mlock 13 1 = 0; smaps =
   12-14rw-p a2 mw lo ac; bytes = 12:11,00`,
  `rlimit data 7 = 0; mmap 5 3 rw sfar - 0 = @5 | 5-8rw-s@s0.0; brk 1+3127 = 7223; mremap 6 2 2 mf 9 = @9 |
   5-6rw-s@s0.0 9-11rw-s@s0.1; madvise 9 2 mergeable = 0; mremap 9 2 2 mf 0 = @0 | 0-2rw-s@s0.1 5-6rw-s@s0.0;
   madvise 0 2 wipeonfork = EINVAL; mlock 1 1 = 0 | 0-1rw-s@s0.1 1-2rw-s@s0.2 5-6rw-s@s0.0; smaps =
   0-1rw-s@s0.1 a0 sh mw nr, 1-2rw-s@s0.2 a0 sh mw lo nr, 5-6rw-s@s0.0 a0 sh mw nr; bytes = 0:00*2 5:00`,
  `mmap 0 3 r pfa - 0 = @0 | 0-3r--p; poke 2 1 11 = EFAULT; poke 0 1 12 = EFAULT; munmap 4 2 = 0; mremap 1 3
   3 mfd 12 = @12 | 0-3r--p 12-14r--p; mmap 1 1 - pfa - 0 = @1 | 0-1r--p 1-2---p 2-3r--p 12-14r--p; munmap 12
   2 = 0 | 0-1r--p 1-2---p 2-3r--p; mmap 15 1 rw sf r 2 = EACCES; munmap 1 2 = 0 | 0-1r--p; smaps = 0-1r--p
   a0 mw; fork 0 1 13 = 0-1r--p a0 mw / 0:00 / EFAULT; mmap 19 1 rw sfa - 0 = @19 | 0-1r--p 19-20rw-s@s0.0;
   munmap 15 1 = 0; mprotect 19 5 rw = ENOMEM; smaps = 0-1r--p a0 mw, 19-20rw-s@s0.0 a0 sh mw; bytes = 0:00
   19:00; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 12 6 rw pfa - 0 = @12 | 12-18rw-p; madvise 16 1 remove = EINVAL; mprotect 1 2 r = ENOMEM; mprotect 13
   3 - = 0 | 12-13rw-p 13-16---p 16-18rw-p; mlock 15 3 = ENOMEM | 12-13rw-p 13-15---p 15-16---p 16-18rw-p;
   mincore 12 6 = 0 000000; mmap 17 4 rw sf r 3 = EACCES; mmap 15 5 rw pfa - 0 = @15 | 12-13rw-p 13-15---p
   15-20rw-p; mprotect 18+181 1 r = EINVAL; munmap 12 1 = 0 | 13-15---p 15-20rw-p; madvise 14 7 dontneed =
   ENOMEM; smaps = 13-15---p a0 mw, 15-20rw-p a0 mw ac; bytes = 13:--*2,00*5; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 8 5 rw pfa - 0 = @8 | 8-13rw-p; madvise 8 5 populateread = 0; mmap 1 3 rw pn f 2 = @1 | 1-4rw-p@f2
   8-13rw-p; madvise 3 1 remove = EACCES; madvise 1 1 dontneed = 0; mprotect 10 2 - = 0 | 1-4rw-p@f2 8-10rw-p
   10-12---p 12-13rw-p; madvise 10 3 cold = 0; munlock 8 5 = 0; mremap 12 1 1 mf 4 = @4 | 1-4rw-p@f2 4-5rw-p
   8-10rw-p 10-12---p; mprotect 3 1 r = 0 | 1-3rw-p@f2 3-4r--p@f4 4-5rw-p 8-10rw-p 10-12---p; mprotect 3 2 r
   = 0 | 1-3rw-p@f2 3-4r--p@f4 4-5r--p 8-10rw-p 10-12---p; madvise 2 3 dontfork = 0 | 1-2rw-p@f2 2-3rw-p@f3
   3-4r--p@f4 4-5r--p 8-10rw-p 10-12---p; mremap 9 3 5 - = EFAULT; mmap 8 6 rw pfa - 0 = @8 | 1-2rw-p@f2
   2-3rw-p@f3 3-4r--p@f4 4-5r--p 8-14rw-p; smaps = 1-2rw-p@f2 a0 mw ac, 2-3rw-p@f3 a0 mw dc ac, 3-4r--p@f4 a0
   mw dc ac, 4-5r--p a0 mw dc, 8-14rw-p a0 mw ac; bytes = 1:43,44,45,00 8:00*6; file f =
   32768:41,42,43,44,45,46,47,48`,
  `rlimit memlock 7 = 0; nobody = 0; mmap 0 3 rw pfau - 0 = @0 | 0-3rw-p; madvise 0 3 free = 0; mprotect 0 3
   rx = 0 | 0-3r-xp; madvise 1 3 dontfork = ENOMEM | 0-1r-xp 1-3r-xp; munmap 1 1 = 0 | 0-1r-xp 2-3r-xp; brk 4
   = 16384; truncate f 1 = 0; smaps = 0-1r-xp a1 mw ac, 2-3r-xp a1 mw dc ac; bytes = 0:00 2:00; file f =
   4096:41`,
  `mmap 12 1 rx pfa - 0 = @12 | 12-13r-xp; madvise 0 12 populatewrite = ENOMEM; mmap 8 6 rw sfak - 0 = @8 |
   8-14rw-s@s0.0; poke 8 1 11 = 4096; mprotect 9 2 r = 0 | 8-9rw-s@s0.0 9-11r--s@s0.1 11-14rw-s@s0.3; fork 11
   1 12 = 8-9rw-s@s0.0 a0 sh mw nh, 9-11r--s@s0.1 a0 sh mw nh, 11-14rw-s@s0.3 a0 sh mw nh / 8:11,00*5 / 4096;
   pwrite f 2 1 13 = 4096; madvise 9 3 dontneed = 0; mmap 18 5 rw sf f 0 = @18 | 8-9rw-s@s0.0 9-11r--s@s0.1
   11-14rw-s@s0.3 18-23rw-s@f0; poke 13 1 14 = 4096; munmap 20 1 = 0 | 8-9rw-s@s0.0 9-11r--s@s0.1
   11-14rw-s@s0.3 18-20rw-s@f0 21-23rw-s@f3; madvise 9 1 populateread = 0; smaps = 8-9rw-s@s0.0 a0 sh mw nh,
   9-11r--s@s0.1 a0 sh mw nh, 11-14rw-s@s0.3 a0 sh mw nh, 18-20rw-s@f0 a0 sh mw, 21-23rw-s@f3 a0 sh mw; bytes
   = 8:11,00*2,12,00,14 18:41,42 21:44,45; file f = 32768:41,42,13,44,45,46,47,48`,
  `rlimit data 7 = 0; mmap 2 1 rw pf f 3 = @2 | 2-3rw-p@f3; munlock 2 5 = ENOMEM; mremap 2 1 2 - = @2 |
   2-4rw-p@f3; mlockall 3 = 0; smaps = 2-4rw-p@f3 a2 mw lo ac; bytes = 2:44,45; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 6 4 rw pfa - 0 = @6 | 6-10rw-p; poke 6 1 11 = 4096; fork 6 1 12 = 6-10rw-p a1 mw ac / 6:11,00*3 /
   4096; peek 9 1 = 4096; mmap 6 1 rw pfauk - 0 = @6 | 6-7rw-p 7-10rw-p; madvise 3 4 dontneed = ENOMEM;
   mremap 6 4 4 - = @6; madvise 9 1 populatewrite = 0; mprotect 9 2 rw = ENOMEM; mprotect 9 2 rw = ENOMEM;
   mmap 0 1 rw sn f 2 = @0 | 0-1rw-s@f2 6-7rw-p 7-10rw-p; mprotect 9 1 rw = 0; smaps = 0-1rw-s@f2 a0 sh mw,
   6-7rw-p a0 mw ac nh, 7-10rw-p a1 mw ac; bytes = 0:43 6:00*4; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 18 3 r pfa - 0 = @18 | 18-21r--p; poke 576 1 11 = EFAULT; poke 595 1 12 = EFAULT; poke 603 1 13 =
   EFAULT; mprotect 20 3 rw = ENOMEM | 18-20r--p 20-21rw-p; mincore 18 6 = ENOMEM 000; poke 285 1 14 =
   EFAULT; smaps = 18-20r--p a0 mw, 20-21rw-p a0 mw ac; bytes = 18:00*3`,
  `rlimit memlock 6 = 0; nobody = 0; mmap 5 2 rw pf g 3 = @5 | 5-7rw-p@g3; mremap 6 1 1 m = @6; mprotect 3 1
   rw = ENOMEM; fill 5 2 11 = 1; mlockall 2 = 0; mremap 6 1 1 - = @6; mlock2 6 2 1 = ENOMEM | 5-6rw-p@g3
   6-7rw-p@g4; mprotect 6 1 r = 0 | 5-6rw-p@g3 6-7r--p@g4; fill 6 1 12 = 0; truncate f 7+495 = 0; mremap 6 1
   1 - = @6; mprotect 5 2 rw = 0 | 5-6rw-p@g3 6-7rw-p@g4; madvise 5 2 sequential = 0; smaps = 5-6rw-p@g3 a1
   mw sr ac, 6-7rw-p@g4 a0 mw lo sr lf ac; smaps = 5-6rw-p@g3 a1 mw sr ac, 6-7rw-p@g4 a0 mw lo sr lf ac;
   bytes = 5:11,--; file f = 29167:41,42,43,44,45,46,47,48`,
  `mmap 7 5 rw sfa - 0 = @7 | 7-12rw-s@s0.0; mremap 7 2 2 mf 0 = @0 | 0-2rw-s@s0.0 9-12rw-s@s0.2; truncate f
   0 = 0; mmap 7 5 rw sfa - 0 = @7 | 0-2rw-s@s0.0 7-12rw-s@s1.0; bytes = 0:00*2 7:00*5; smaps = 0-2rw-s@s0.0
   a0 sh mw, 7-12rw-s@s1.0 a0 sh mw; bytes = 0:00*2 7:00*5; file f = 0:`,
  `rlimit stack 215 = 0; mmap 4 1 r sf r 1 = @4 | 4-5r--s@f1; madvise 4 1 populateread = 0; mremap 4 1 2 m =
   @4 | 4-6r--s@f1; madvise 4 7 dontneed = ENOMEM; mmap 600 3 rw pfag - 0 = @600 | 4-6r--s@f1 600-603rw-p;
   peek 24 #1 = EFAULT; poke 598 1 11 = 4096 | 4-6r--s@f1 598-603rw-p; smaps = 4-6r--s@f1 a0, 598-603rw-p a1
   mw gd ac; bytes = 4:42,43 598:11,00*4; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 0 3 rw sfl f 0 = @0 | 0-3rw-s@f0; mprotect 0 1 r = 0 | 0-1r--s@f0 1-3rw-s@f1; fill 0 2 11 = 1; poke
   26 1 12 = EFAULT; mremap 0 3 2 mf 0 = EINVAL; poke 602 1 13 = EFAULT; mmap 300 4 rw pfag - 0 = @300 |
   0-1r--s@f0 1-3rw-s@f1 300-304rw-p; poke 577 1 14 = EFAULT; mremap 2 1 1 mf 23 = @23 | 0-1r--s@f0
   1-2rw-s@f1 23-24rw-s@f2 300-304rw-p; poke 590 1 15 = EFAULT; fill 23 1 16 = 1; munmap 30 1 = 0; mmap 600 4
   rw pfag - 0 = @600 | 0-1r--s@f0 1-2rw-s@f1 23-24rw-s@f2 300-304rw-p 600-604rw-p; smaps = 0-1r--s@f0 a0 sh
   mw lo, 1-2rw-s@f1 a0 sh mw lo, 23-24rw-s@f2 a0 sh mw lo, 300-304rw-p a0 mw gd ac, 600-604rw-p a0 mw gd ac;
   bytes = 0:41,12 23:16 300:00*4 600:00*4; file f = 32768:41,12,16,44,45,46,47,48`,
  `mmap 6 5 rw pfa - 0 = @6 | 6-11rw-p; mremap 6 5 5 m = @6; poke 9 1 11 = 4096; fork 10 1 12 = 6-11rw-p a1
   mw ac / 6:00*3,11,00 / 4096; mmap 0 2 rw pfar - 0 = @0 | 0-2rw-p 6-11rw-p; mprotect 0 7 rw = ENOMEM; poke
   0 1 13 = 4096; mprotect 3 1 r = ENOMEM; madvise 8 1 dontneed = 0; smaps = 0-2rw-p a1 mw nr, 6-11rw-p a1 mw
   ac; bytes = 0:13,00 6:00*3,11,00`,
  `mmap 10 3 rw pfa - 0 = @10 | 10-13rw-p; poke 10 1 11 = 4096; mremap 10 3 4 - = @10 | 10-14rw-p; fork 10 1
   12 = 10-14rw-p a1 mw ac / 10:11,00*3 / 4096; smaps = 10-14rw-p a1 mw ac; bytes = 10:11,00*3`,
  `rlimit data 0 = 0; mmap 11 3 rw pfk f 0 = ENOMEM; mlock2 13 1 1 = ENOMEM; mremap 12 2 2 mfd 2 = EFAULT;
   mremap 3 1 1 - = EFAULT; smaps = nothing; bytes = nothing; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 17 6 rx sfa - 0 = @17 | 17-23r-xs@s0.0; madvise 20 2 populatewrite = EINVAL; peek 19 1 = 4096; mlock2
   21 1 1 = 0 | 17-21r-xs@s0.0 21-22r-xs@s0.4 22-23r-xs@s0.5; mmap 0 4 rw sfak - 0 = @0 | 0-4rw-s@s1.0
   17-21r-xs@s0.0 21-22r-xs@s0.4 22-23r-xs@s0.5; madvise 21 1 dontneed = EINVAL; mmap 0 4 r sfa - 0 = @0 |
   0-4r--s@s2.0 17-21r-xs@s0.0 21-22r-xs@s0.4 22-23r-xs@s0.5; fork 18 1 11 = 0-4r--s@s2.0 a0 sh mw,
   17-21r-xs@s0.0 a0 sh mw, 21-22r-xs@s0.4 a0 sh mw, 22-23r-xs@s0.5 a0 sh mw / 0:00*4 17:00*6 / EFAULT;
   madvise 20 3 dodump = 0; madvise 17 1 populateread = 0; mprotect 19 1 r = 0 | 0-4r--s@s2.0 17-19r-xs@s0.0
   19-20r--s@s0.2 20-21r-xs@s0.3 21-22r-xs@s0.4 22-23r-xs@s0.5; mmap 10 4 rw pfa - 0 = @10 | 0-4r--s@s2.0
   10-14rw-p 17-19r-xs@s0.0 19-20r--s@s0.2 20-21r-xs@s0.3 21-22r-xs@s0.4 22-23r-xs@s0.5; mremap 2 1 3 mf 14 =
   @14 | 0-2r--s@s2.0 3-4r--s@s2.3 10-14rw-p 14-17r--s@s2.2 17-19r-xs@s0.0 19-20r--s@s0.2 20-21r-xs@s0.3
   21-22r-xs@s0.4 22-23r-xs@s0.5; poke 18 1 12 = EFAULT; smaps = 0-2r--s@s2.0 a0 sh mw, 3-4r--s@s2.3 a0 sh
   mw, 10-14rw-p a0 mw ac, 14-17r--s@s2.2 a0 sh mw, 17-19r-xs@s0.0 a0 sh mw, 19-20r--s@s0.2 a0 sh mw,
   20-21r-xs@s0.3 a0 sh mw, 21-22r-xs@s0.4 a0 sh mw lo lf, 22-23r-xs@s0.5 a0 sh mw; bytes = 0:00*2 3:00
   10:00*6,--,00*6`,
  `mmap 32 2 rw sf z 1 = @32 | 32-34rw-s@s0.1; poke 284 1 11 = EFAULT; madvise 34 1 populateread = ENOMEM;
   poke 32 1 12 = 4096; madvise 33 1 wipeonfork = EINVAL; munmap 33 1 = 0 | 32-33rw-s@s0.1; mmap 10 6 r pf r
   1 = @10 | 10-16r--p@f1 32-33rw-s@s0.1; mprotect 32 1 - = 0 | 10-16r--p@f1 32-33---s@s0.1; poke 28 1 13 =
   EFAULT; mlock 33 1 = ENOMEM; poke 28+2526 #122 14 = EFAULT; mremap 30 2 1 mf 326 = EFAULT; mlock 25 1 =
   ENOMEM; smaps = 10-16r--p@f1 a0 mw, 32-33---s@s0.1 a0 sh mw; bytes = 10:42,43,44,45,46,47 32:--; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 13 2 - pfa - 0 = @13 | 13-15---p; mremap 13 2 2 - = @13; fork 7 1 11 = 13-15---p a0 mw / 13:--*2 /
   EFAULT; truncate f 6 = 0; mremap 13 1 1 mf 10 = @10 | 10-11---p 14-15---p; pwrite f 7 1 12 = 4096;
   truncate f 6 = 0; madvise 10 5 populatewrite = EINVAL; smaps = 10-11---p a0 mw, 14-15---p a0 mw; bytes =
   10:-- 14:--; file f = 24576:41,42,43,44,45,46`,
  `rlimit memlock 5 = 0; nobody = 0; mmap 9 5 rw sfa - 0 = @9 | 9-14rw-s@s0.0; mremap 11 1 1 mf 7 = @7 |
   7-8rw-s@s0.2 9-11rw-s@s0.0 12-14rw-s@s0.3; mmap 6 3 rw pfa - 0 = @6 | 6-9rw-p 9-11rw-s@s0.0
   12-14rw-s@s0.3; mmap 10 1 rw pfa - 0 = @10 | 6-9rw-p 9-10rw-s@s0.0 10-11rw-p 12-14rw-s@s0.3; brk 5+3996 =
   24476; mlock 8 2 = 0 | 6-8rw-p 8-9rw-p 9-10rw-s@s0.0 10-11rw-p 12-14rw-s@s0.3; mmap 6 2 rw pf f 1 = @6 |
   6-8rw-p@f1 8-9rw-p 9-10rw-s@s0.0 10-11rw-p 12-14rw-s@s0.3; madvise 10 5 nohugepage = ENOMEM; munlock
   13+774 3 = ENOMEM; mmap 8 1 rx sf z 2 = @8 | 6-8rw-p@f1 8-9r-xs@s1.2 9-10rw-s@s0.0 10-11rw-p
   12-14rw-s@s0.3; mremap 12 4 4 mfd 9 = EINVAL; peek 8 1 = EFAULT; mremap 12 4 2 mf 14 = EINVAL; smaps =
   6-8rw-p@f1 a0 mw ac, 8-9r-xs@s1.2 a0 sh mw, 9-10rw-s@s0.0 a0 sh mw lo, 10-11rw-p a0 mw ac nh,
   12-14rw-s@s0.3 a0 sh mw nh; bytes = 6:42,43,--,00*2 12:00*2; file f = 32768:41,42,43,44,45,46,47,48`,
  `rlimit as 1 = 0; mmap 7 5 r pfa - 0 = ENOMEM; truncate f 8+1928 = 0; mlock2 11 1 1 = ENOMEM; mprotect 9 3
   r = ENOMEM; smaps = nothing; bytes = nothing; file f = 34696:41,42,43,44,45,46,47,48,00`,
  `mmap 17 2 r pfa - 0 = @17 | 17-19r--p; poke 18 1 11 = EFAULT; mprotect 18 1 rw = 0 | 17-18r--p 18-19rw-p;
   pwrite f 6 1 12 = 4096; madvise 18 1 remove = EINVAL; mprotect 18 1 w = 0 | 17-18r--p 18-19-w-p; mmap 11 1
   r sf f 1 = @11 | 11-12r--s@f1 17-18r--p 18-19-w-p; bytes = 11:42 17:00*2; mprotect 11 1 r = 0; smaps =
   11-12r--s@f1 a0 sh mw, 17-18r--p a0 mw, 18-19-w-p a0 mw ac; bytes = 11:42 17:00*2; file f =
   32768:41,42,43,44,45,46,12,48`,
  `mmap 0 6 r pfa - 0 = @0 | 0-6r--p; mmap 0 4 rw pfa - 0 = @0 | 0-4rw-p 4-6r--p; mprotect 1 1 r = 0 |
   0-1rw-p 1-2r--p 2-4rw-p 4-6r--p; mremap 0 1 3 - = ENOMEM; pwrite f 2 1 11 = 4096; smaps = 0-1rw-p a0 mw
   ac, 1-2r--p a0 mw, 2-4rw-p a0 mw ac, 4-6r--p a0 mw; bytes = 0:00*6`,
  `rlimit as 4 = 0; mmap 2 4 rw sf f 6 = @2 | 2-6rw-s@f6; mmap 7 6 rw sfa - 0 = ENOMEM; mmap 0 1 rw pfa - 0 =
   ENOMEM; mmap 6 3 rw pfa - 0 = ENOMEM; mlock 3 2 = ENOMEM | 2-3rw-s@f6 3-5rw-s@f7 5-6rw-s@f9; mprotect 9 1
   rw = ENOMEM; mmap 2 5 rw sf f 1 = ENOMEM; mremap 8 5 5 md 5 = EINVAL; mmap 10 6 rw sf z 1 = ENOMEM;
   madvise 10 3 wipeonfork = ENOMEM; poke 2 1 11 = 4096; msync 10 6 a = ENOMEM; smaps = 2-3rw-s@f6 a0 sh mw,
   3-5rw-s@f7 a0 sh mw lo, 5-6rw-s@f9 a0 sh mw; bytes = 2:11,48,--*2; file f = 32768:41,42,43,44,45,46,11,48`,
  `mmap 6 6 rw pfa - 0 = @6 | 6-12rw-p; mremap 10 1 1 mfd 0 = @0 | 0-1rw-p 6-12rw-p; mremap 8 2 3 - = ENOMEM;
   mprotect 8 3 rwx = 0 | 0-1rw-p 6-8rw-p 8-11rwxp 11-12rw-p; poke 9 1 11 = 4096; mprotect 6 3 r = 0 |
   0-1rw-p 6-8r--p 8-9r--p 9-11rwxp 11-12rw-p; mmap 3 2 rw pfa - 0 = @3 | 0-1rw-p 3-5rw-p 6-8r--p 8-9r--p
   9-11rwxp 11-12rw-p; smaps = 0-1rw-p a0 mw ac, 3-5rw-p a0 mw ac, 6-8r--p a0 mw, 8-9r--p a0 mw ac, 9-11rwxp
   a1 mw ac, 11-12rw-p a0 mw ac; bytes = 0:00 3:00*2 6:00*3,11,00*2`,
  `rlimit memlock 2 = 0; nobody = 0; mmap 4 4 rw pfa - 0 = @4 | 4-8rw-p; mlock2 6 1 0 = 0 | 4-6rw-p 6-7rw-p
   7-8rw-p; poke 6 1 11 = 4096; poke 4 1 12 = 4096; mmap 6 1 r sn r 1 = EEXIST; mremap 4 3 3 mf 10 = @10 |
   7-8rw-p 10-12rw-p 12-13rw-p; poke 7+3056 #2291 13 = EFAULT; madvise 12 1 dontneed = EINVAL; peek 7 1 =
   4096; mprotect 9 2 r = ENOMEM; munlock 11 2 = 0; mprotect 10 3 r = 0 | 7-8rw-p 10-12r--p 12-13r--p; smaps
   = 7-8rw-p a1 mw ac, 10-12r--p a1 mw ac, 12-13r--p a1 mw ac; bytes = 7:9f9e 10:12,00,11; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 28 3 rw pfa - 0 = @28 | 28-31rw-p; mprotect 28 3 rw = 0; bytes = 28:00*3; mmap 1 1 r pfa - 0 = @1 |
   1-2r--p 28-31rw-p; mremap 28 3 3 mfd 34 = @34 | 1-2r--p 28-31rw-p 34-37rw-p; mremap 30 6 6 - = @30; mmap
   30 2 rw pfag - 0 = @30 | 1-2r--p 28-30rw-p 30-32rw-p 34-37rw-p; smaps = 1-2r--p a0 mw, 28-30rw-p a0 mw ac,
   30-32rw-p a0 mw gd ac, 34-37rw-p a0 mw ac; bytes = 1:00 28:00*4 34:00*3`,
  `mmap 0 2 rw pfa - 0 = @0 | 0-2rw-p; fork 1 1 11 = 0-2rw-p a0 mw ac / 0:00*2 / 4096; peek 1 1 = 4096;
   munmap 1 1 = 0 | 0-1rw-p; poke 5 1 12 = EFAULT; mmap 3 6 rw pfa - 0 = @3 | 0-1rw-p 3-9rw-p; mprotect 5 3
   rw = 0; mprotect 3 6 rw = 0; mmap 3 4 rw sfa - 0 = @3 | 0-1rw-p 3-7rw-s@s0.0 7-9rw-p; smaps = 0-1rw-p a0
   mw ac, 3-7rw-s@s0.0 a0 sh mw, 7-9rw-p a0 mw ac; bytes = 0:00 3:00*6`,
  `rlimit memlock 4 = 0; nobody = 0; mmap 9 5 rw snr z 2 = @9 | 9-14rw-s@s0.2; munlockall = 0; mprotect 1 1 r
   = ENOMEM; mremap 12 3 3 - = @12; mprotect 9 5 r = 0 | 9-14r--s@s0.2; mremap 11 2 2 mf 2 = @2 |
   2-4r--s@s0.4 9-11r--s@s0.2 13-14r--s@s0.6; mremap 3 1 1 mf 12 = @12 | 2-3r--s@s0.4 9-11r--s@s0.2
   12-14r--s@s0.5; smaps = 2-3r--s@s0.4 a0 sh mw nr, 9-11r--s@s0.2 a0 sh mw nr, 12-14r--s@s0.5 a0 sh mw nr;
   bytes = 2:00 9:00*2 12:--*2; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 4 5 rw pfa - 0 = @4 | 4-9rw-p; munmap 8 1 = 0 | 4-8rw-p; munmap 4 2 = 0 | 6-8rw-p; mprotect 6 2 r = 0
   | 6-8r--p; smaps = 6-8r--p a0 mw; bytes = 6:00*2`,
  `mmap 19 4 rw sfa - 0 = @19 | 19-23rw-s@s0.0; madvise 22 2-1991 dontfork = ENOMEM | 19-22rw-s@s0.0
   22-23rw-s@s0.3; mprotect 19 3 rwx = 0 | 19-22rwxs@s0.0 22-23rw-s@s0.3; mremap 22 2 2 mf 13 = @13 |
   13-14rw-s@s0.3 19-22rwxs@s0.0; mremap 20 2 2 - = @20; mmap 15 3 - pn f 2 = @15 | 13-14rw-s@s0.3
   15-18---p@f2 19-22rwxs@s0.0; smaps = 13-14rw-s@s0.3 a0 sh mw dc, 15-18---p@f2 a0 mw, 19-22rwxs@s0.0 a0 sh
   mw; bytes = 13:00 15:--*3 19:00*3; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 16 4 r pf f 7 = @16 | 16-20r--p@f7; madvise 17 3 cold = 0; mremap 19 1 1 - = @19; mmap 7 5 rw sfau -
   0 = @7 | 7-12rw-s@s0.0 16-20r--p@f7; msync 7 1 a = 0; mremap 17 2 2 mfd 20 = @20 | 7-12rw-s@s0.0
   16-20r--p@f7 20-22r--p@f8; mprotect 10 2 rw = 0; mlock2 8 3 0 = 0 | 7-8rw-s@s0.0 8-11rw-s@s0.1
   11-12rw-s@s0.4 16-20r--p@f7 20-22r--p@f8; mprotect 20 1 rw = 0 | 7-8rw-s@s0.0 8-11rw-s@s0.1 11-12rw-s@s0.4
   16-20r--p@f7 20-21rw-p@f8 21-22r--p@f9; poke 18 1 11 = EFAULT; poke 21 1 12 = EFAULT; mremap 21 1 1 - =
   @21; poke 7 1 13 = 4096; fill 19 2 14 = 0; smaps = 7-8rw-s@s0.0 a0 sh mw, 8-11rw-s@s0.1 a0 sh mw lo,
   11-12rw-s@s0.4 a0 sh mw, 16-20r--p@f7 a0 mw, 20-21rw-p@f8 a0 mw ac, 21-22r--p@f9 a0 mw; bytes = 7:13,00*4
   16:48,--*5; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 7 5 r sf f 1 = @7 | 7-12r--s@f1; poke 587 1 11 = EFAULT; mmap 21 1 rw pfa - 0 = @21 | 7-12r--s@f1
   21-22rw-p; madvise 9 2 dontneed = 0; poke 27 1 12 = EFAULT; mprotect 33 3 rwD = ENOMEM; poke 21 1 13 =
   4096; mprotect 9 3 - = 0 | 7-9r--s@f1 9-12---s@f3 21-22rw-p; poke 573 1 14 = EFAULT; smaps = 7-9r--s@f1 a0
   sh mw, 9-12---s@f3 a0 sh mw, 21-22rw-p a1 mw ac; bytes = 7:42,43,--*3 21:13; file f =
   32768:41,42,43,44,45,46,47,48`,
  `rlimit data 5 = 0; mmap 8 1 rw pfa - 0 = @8 | 8-9rw-p; truncate f 1 = 0; mincore 8 1 = 0 0; mmap 8 1 rw
   pfa - 0 = @8; smaps = 8-9rw-p a0 mw ac; bytes = 8:00; file f = 4096:41`,
  `rlimit as 5 = 0; mmap 3 1 rw pfa - 0 = @3 | 3-4rw-p; poke 3+1103 #742 11 = 742; mmap 5 4 - pfa - 0 = @5 |
   3-4rw-p 5-9---p; brk 1 = 0; smaps = 3-4rw-p a1 mw ac, 5-9---p a0 mw; bytes = 3:7b26 5:--*4`,
  `mmap 13 3 rw sfa - 0 = @13 | 13-16rw-s@s0.0; madvise 13 3 remove = 0; mmap 7 4 rw pfa - 0 = @7 | 7-11rw-p
   13-16rw-s@s0.0; mmap 4 5 rw pf f 3 = @4 | 4-9rw-p@f3 9-11rw-p 13-16rw-s@s0.0; madvise 5 3 dontneed = 0;
   madvise 15 1 dontdump = 0 | 4-9rw-p@f3 9-11rw-p 13-15rw-s@s0.0 15-16rw-s@s0.2; smaps = 4-9rw-p@f3 a0 mw
   ac, 9-11rw-p a0 mw ac, 13-15rw-s@s0.0 a0 sh mw, 15-16rw-s@s0.2 a0 sh mw dd; bytes = 4:44,45,46,47,48,00*2
   13:00*3; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 28 2 rw sf g 3 = @28 | 28-30rw-s@g3; bytes = 28:022d,--; mremap 28 2 2 mf 26 = @26 | 26-28rw-s@g3;
   mlock 22 1 = ENOMEM; mprotect 600 2 rD = ENOMEM; poke 590 1 11 = EFAULT; poke 602 1 12 = EFAULT; poke 26 1
   13 = 4096; smaps = 26-28rw-s@g3 a0 sh mw; bytes = 26:13,--; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 6 4 rw pfar - 0 = @6 | 6-10rw-p; mmap 3 3 rw sf f 2 = @3 | 3-6rw-s@f2 6-10rw-p; fork 8 1 11 =
   3-6rw-s@f2 a0 sh mw, 6-10rw-p a0 mw nr / 3:43,44,45,00*4 / 4096; madvise 7 1 dontneed = 0; fill 3 3 12 =
   3; mprotect 7 2 rw = 0; mremap 4 1 1 mf 22 = @22 | 3-4rw-s@f2 5-6rw-s@f4 6-10rw-p 22-23rw-s@f3; mremap 9 1
   1 mfd 23 = @23 | 3-4rw-s@f2 5-6rw-s@f4 6-10rw-p 22-23rw-s@f3 23-24rw-p; mmap 1 5 rw sf z 1 = @1 |
   1-6rw-s@s0.1 6-10rw-p 22-23rw-s@f3 23-24rw-p; poke 1 1 13 = 4096; mremap 9 1 1 mfd 15 = @15 | 1-6rw-s@s0.1
   6-10rw-p 15-16rw-p 22-23rw-s@f3 23-24rw-p; smaps = 1-6rw-s@s0.1 a0 sh mw, 6-10rw-p a0 mw nr, 15-16rw-p a0
   mw nr, 22-23rw-s@f3 a0 sh mw, 23-24rw-p a0 mw nr; bytes = 1:13,00*3,--,00*4 15:00 22:13,00; file f =
   32768:41,42,12,13,14,46,47,48`,
  `mmap 2 6 rw pfa - 0 = @2 | 2-8rw-p; mmap 600 4 rw pfagl - 0 = @600 | 2-8rw-p 600-604rw-p; mprotect 303 2 r
   = ENOMEM; mmap 30 2 rw pfag - 0 = @30 | 2-8rw-p 30-32rw-p 600-604rw-p; mprotect 296 3 rD = ENOMEM; poke
   596 1 11 = 4096 | 2-8rw-p 30-32rw-p 596-604rw-p; fork 2 1 12 = 2-8rw-p a0 mw ac, 30-32rw-p a0 mw gd ac,
   596-604rw-p a5 mw gd ac / 2:00*6 30:00*2 596:11,00*7 / 4096; madvise 2 6 keeponfork = 0; mmap 30 1 rw pfag
   - 0 = @30; poke 301 1 13 = 4096 | 2-8rw-p 30-32rw-p 301-604rw-p; peek 573 #1 = 1; smaps = 2-8rw-p a0 mw
   ac, 30-32rw-p a0 mw gd ac, 301-604rw-p a6 mw gd lo ac; bytes = 2:00*6 30:00*2 301:13,00*294,11,00*7`,
  `mmap 17 6 - pfa - 0 = @17 | 17-23---p; mlockall 6 = 0; mmap 8 6 rw pfa - 0 = @8 | 8-14rw-p 17-23---p;
   mprotect 17 5 - = 0; mmap 12 1 rw sf f 2 = @12 | 8-12rw-p 12-13rw-s@f2 13-14rw-p 17-23---p; munmap 17 6 =
   0 | 8-12rw-p 12-13rw-s@f2 13-14rw-p; mmap 8 4 rw pf r 1 = @8 | 8-12rw-p@f1 12-13rw-s@f2 13-14rw-p; mmap 12
   5 rx pfa - 0 = @12 | 8-12rw-p@f1 12-17r-xp; munmap 11 1 = 0 | 8-11rw-p@f1 12-17r-xp; mprotect 8 7 r =
   ENOMEM | 8-11r--p@f1 12-17r-xp; poke 12+3901 #1129 11 = EFAULT; poke 13 1 12 = EFAULT; fork 16 1 13 =
   8-11r--p@f1 a0 mw ac, 12-17r-xp a0 mw / 8:42,43,44 12:00*5 / EFAULT; smaps = 8-11r--p@f1 a0 mw lo lf ac,
   12-17r-xp a0 mw lo lf; bytes = 8:42,43,44 12:00*5; file f = 32768:41,42,43,44,45,46,47,48`,
  `rlimit as 7 = 0; mmap 6 5 rw pf f 0 = @6 | 6-11rw-p@f0; mmap 2 4 rw sf f 7 = ENOMEM; poke 2+1452 #2092 11
   = EFAULT; bytes = 6:41,42,43,44,45; brk 4 = 0; mprotect 0 3 rw = ENOMEM; mlock 12 1 = ENOMEM; mlock 4 1 =
   ENOMEM; mremap 10 1 1 mfd 1 = @1 | 1-2rw-p@f4 6-11rw-p@f0; mmap 6 1 rw pf f 7 = @6 | 1-2rw-p@f4 6-7rw-p@f7
   7-11rw-p@f1; munmap 6 5 = 0 | 1-2rw-p@f4; madvise 4 2 populateread = ENOMEM; smaps = 1-2rw-p@f4 a0 mw ac;
   bytes = 1:45; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 11 2 rw sfa - 0 = @11 | 11-13rw-s@s0.0; munmap 11 2 = 0 | nothing; mmap 16 3 rw pfa - 0 = @16 |
   16-19rw-p; madvise 18 1 wipeonfork = 0 | 16-18rw-p 18-19rw-p; poke 17 1 11 = 4096; munmap 16 3 = 0 |
   nothing; mmap 9 3 rw pfa - 0 = @9 | 9-12rw-p; fork 3 1 12 = 9-12rw-p a0 mw ac / 9:00*3 / EFAULT; smaps =
   9-12rw-p a0 mw ac; bytes = 9:00*3`,
  `rlimit memlock 2 = 0; nobody = 0; mmap 1 4 - sf g 3 = @1 | 1-5---s@g3; mremap 8 1 3 mf 5 = EFAULT; poke 1
   1 11 = EFAULT; munlock 4 1 = 0; mprotect 3 3 rw = ENOMEM | 1-3---s@g3 3-5rw-s@g5; mlock 1 4-1896 = ENOMEM;
   mmap 3 3 r sfa - 0 = @3 | 1-3---s@g3 3-6r--s@s0.0; mmap 6 6 rw sf f 3 = @6 | 1-3---s@g3 3-6r--s@s0.0
   6-12rw-s@f3; smaps = 1-3---s@g3 a0 sh mw, 3-6r--s@s0.0 a0 sh mw, 6-12rw-s@f3 a0 sh mw; bytes =
   1:--*2,00*3,44,45,46,47,48,--; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 34 1 r sf f 0 = @34 | 34-35r--s@f0; poke 26 1 11 = EFAULT; mmap 12 6 rw pfar - 0 = @12 | 12-18rw-p
   34-35r--s@f0; madvise 34 1 keeponfork = 0; mremap 12 #0 1 m = EINVAL; mmap 22 3 rw pf f 5 = @22 |
   12-18rw-p 22-25rw-p@f5 34-35r--s@f0; mprotect 302 3 rwD = ENOMEM; mlock 31 2 = ENOMEM; poke 582 1 12 =
   EFAULT; munmap 300 1 = 0; smaps = 12-18rw-p a0 mw nr, 22-25rw-p@f5 a0 mw ac, 34-35r--s@f0 a0 sh mw; bytes
   = 12:00*6 22:46,47,48 34:41; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 13 3 rx sf f 3 = @13 | 13-16r-xs@f3; poke 13+3208 #1322 11 = EFAULT; mincore 13 1 = 0 1; mlock2 15 1
   0 = 0 | 13-15r-xs@f3 15-16r-xs@f5; mremap 14 2 2 md 3 = EFAULT; smaps = 13-15r-xs@f3 a0 sh mw,
   15-16r-xs@f5 a0 sh mw lo; bytes = 13:44,45,46; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 0 1 rw pfa - 0 = @0 | 0-1rw-p; mmap 2 6 rw pfa - 0 = @2 | 0-1rw-p 2-8rw-p; munmap 5 3 = 0 | 0-1rw-p
   2-5rw-p; poke 2 1 11 = 4096; mmap 3 1 rw pfa - 0 = @3; mmap 1 3 rw pfa - 0 = @1 | 0-5rw-p; poke 0 1 12 =
   4096; munmap 3 1 = 0 | 0-3rw-p 4-5rw-p; mremap 2 1 1 mf 9 = @9 | 0-2rw-p 4-5rw-p 9-10rw-p; madvise 9 2
   pageout = ENOMEM; mprotect 4 1 - = 0 | 0-2rw-p 4-5---p 9-10rw-p; smaps = 0-2rw-p a1 mw ac, 4-5---p a0 mw
   ac, 9-10rw-p a0 mw ac; bytes = 0:12,00 4:-- 9:00`,
  `rlimit memlock 2 = 0; nobody = 0; mmap 6 1 - sf f 0 = @6 | 6-7---s@f0; poke 6 1 11 = EFAULT; brk 5 =
   20480; munmap 6 1 = 0 | nothing; mmap 5 1 rw sfa - 0 = @5 | 5-6rw-s@s0.0; mprotect 5 1 r = 0 |
   5-6r--s@s0.0; brk 5 = 20480; truncate f 9 = 0; brk 7+2908 = 31580; mprotect 5 1 r = 0; mmap 8 2 rw sfar -
   0 = @8 | 5-6r--s@s0.0 8-10rw-s@s1.0; mmap 4 2 r pfa - 0 = @4 | 4-6r--p 8-10rw-s@s1.0; smaps = 4-6r--p a0
   mw, 8-10rw-s@s1.0 a0 sh mw nr; bytes = 4:00*2 8:00*2; file f = 36864:41,42,43,44,45,46,47,48,00`,
  `mmap 15 4 rw pfa - 0 = @15 | 15-19rw-p; mremap 17 2 2 - = @17; truncate f 6 = 0; mmap 14 5 rw sf f 0 = @14
   | 14-19rw-s@f0; madvise 2 2 populateread = ENOMEM; poke 16 1 11 = 4096; fork 14 1 12 = 14-19rw-s@f0 a0 sh
   mw / 14:41,42,11,44,45 / 4096; poke 14 1 13 = 4096; mremap 14 5 5 mfd 7 = @7 | 7-12rw-s@f0 14-19rw-s@f0;
   pwrite f 4 1 14 = 4096; madvise 11 2 #5 = EINVAL; poke 18 1 15 = 4096; mmap 18 6 rw pfa - 0 = @18 |
   7-12rw-s@f0 14-18rw-s@f0 18-24rw-p; mremap 18 6 7 mf 0 = @0 | 0-7rw-p 7-12rw-s@f0 14-18rw-s@f0; smaps =
   0-7rw-p a0 mw ac, 7-12rw-s@f0 a0 sh mw, 14-18rw-s@f0 a0 sh mw; bytes = 0:00*7,13,42,11,44,15
   14:13,42,11,44; file f = 24576:13,42,11,44,15,46`,
  `mmap 15 4 rw pfau - 0 = @15 | 15-19rw-p; munmap 16 3 = 0 | 15-16rw-p; mremap 15 1 1 mf 14 = @14 |
   14-15rw-p; mprotect 14+1805 1 rw = EINVAL; poke 14+3815 #448 11 = EFAULT; mmap 9 6 rw pfau - 0 = @9 |
   9-15rw-p; munmap 9 6 = 0 | nothing; mmap 17 5 rw pfa - 0 = @17 | 17-22rw-p; smaps = 17-22rw-p a0 mw ac;
   bytes = 17:00*5`,
  `mmap 16 3 rw pfa - 0 = @16 | 16-19rw-p; mremap 18 1 1 mf 15 = @15 | 15-18rw-p; poke 17 1 11 = 4096; mmap 7
   6 r pf f 3 = @7 | 7-13r--p@f3 15-18rw-p; munlockall = 0; smaps = 7-13r--p@f3 a0 mw, 15-18rw-p a1 mw ac;
   bytes = 7:44,45,46,47,48,-- 15:00*2,11; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 17 6 rw pfa - 0 = @17 | 17-23rw-p; mprotect 19 2 r = 0 | 17-19rw-p 19-21r--p 21-23rw-p; mmap 19 4 rw
   pfa - 0 = @19 | 17-23rw-p; mmap 3 4 rw pfa - 0 = @3 | 3-7rw-p 17-23rw-p; smaps = 3-7rw-p a0 mw ac,
   17-23rw-p a0 mw ac; bytes = 3:00*4 17:00*6`,
  `rlimit as 10 = 0; mmap 5 1 rw sfa - 0 = @5 | 5-6rw-s@s0.0; mprotect 5 1 rw = 0; peek 5 1 = 4096; madvise 5
   1 remove = 0; mmap 6 6 r pfa - 0 = @6 | 5-6rw-s@s0.0 6-12r--p; mremap 8 1 1 mfd 12 = @12 | 5-6rw-s@s0.0
   6-13r--p; fill 6 7 11 = 0; mmap 0 6 rw pf f 2 = ENOMEM; mmap 10 4 rw pf f 2 = @10 | 5-6rw-s@s0.0 6-10r--p
   10-14rw-p@f2; smaps = 5-6rw-s@s0.0 a0 sh mw, 6-10r--p a0 mw, 10-14rw-p@f2 a0 mw ac; bytes =
   5:00*5,43,44,45,46; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 25 2 rw sf f 1 = @25 | 25-27rw-s@f1; poke 30 1 11 = EFAULT; mprotect 299 2 rD = ENOMEM; mremap 600 3
   3 - = EFAULT; mmap 0 2 rw pfal - 0 = @0 | 0-2rw-p 25-27rw-s@f1; mincore 26 1 = 0 1; mmap 346 1 - pfa - 0 =
   @346 | 0-2rw-p 25-27rw-s@f1 346-347---p; mmap 30 1 rw pfag - 0 = @30 | 0-2rw-p 25-27rw-s@f1 30-31rw-p
   346-347---p; fill 0 1 12 = 1; mremap 300 2 4 - = EFAULT; mmap 6 1 r pfk g 2 = @6 | 0-2rw-p 6-7r--p@g2
   25-27rw-s@f1 30-31rw-p 346-347---p; mincore 25 4 = ENOMEM 11; mmap 30 4 rw pfa - 0 = @30 | 0-2rw-p
   6-7r--p@g2 25-27rw-s@f1 30-34rw-p 346-347---p; smaps = 0-2rw-p a2 mw lo ac, 6-7r--p@g2 a0 mw nh,
   25-27rw-s@f1 a0 sh mw, 30-34rw-p a0 mw ac, 346-347---p a0 mw; bytes = 0:12,00 6:63 25:42,43 30:00*4
   346:--; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 13 1 rx sfa - 0 = @13 | 13-14r-xs@s0.0; mincore 13+2473 1 = EINVAL; mremap 13 2 2 - = @13; mremap 13
   1 2 mf 15 = @15 | 15-17r-xs@s0.0; munmap 15 1 = 0 | 16-17r-xs@s0.1; fill 16 1 11 = 0; poke 3+1468 #328 12
   = EFAULT; madvise 16 4 wipeonfork = EINVAL; mprotect 16 1 r = 0 | 16-17r--s@s0.1; mmap 19 3 rw sfal - 0 =
   @19 | 16-17r--s@s0.1 19-22rw-s@s1.0; poke 19 1 13 = 4096; smaps = 16-17r--s@s0.1 a0 sh mw, 19-22rw-s@s1.0
   a0 sh mw lo; bytes = 16:-- 19:13,00*2`,
  `mmap 7 2 rw pna - 0 = @7 | 7-9rw-p; mprotect 8 1 rwx = 0 | 7-8rw-p 8-9rwxp; mprotect 7 2 rw = 0 | 7-9rw-p;
   peek 8 1 = 4096; mmap 19 1 rw sna - 0 = @19 | 7-9rw-p 19-20rw-s@s0.0; mmap 0 5 rw sf f 0 = @0 | 0-5rw-s@f0
   7-9rw-p 19-20rw-s@s0.0; fork 7 1 11 = 0-5rw-s@f0 a0 sh mw, 7-9rw-p a0 mw ac, 19-20rw-s@s0.0 a0 sh mw /
   0:41,42,43,44,45 7:00*2 19:00 / 4096; poke 11 1 12 = EFAULT; madvise 1 4 free = EINVAL; mremap 0 5 5 mf 12
   = @12 | 7-9rw-p 12-17rw-s@f0 19-20rw-s@s0.0; munmap 7 2 = 0 | 12-17rw-s@f0 19-20rw-s@s0.0; mlock2 13 2 1 =
   0 | 12-13rw-s@f0 13-15rw-s@f1 15-17rw-s@f3 19-20rw-s@s0.0; peek 13 1 = 4096; smaps = 12-13rw-s@f0 a0 sh
   mw, 13-15rw-s@f1 a0 sh mw lo lf, 15-17rw-s@f3 a0 sh mw, 19-20rw-s@s0.0 a0 sh mw; bytes = 12:41,42,43,44,45
   19:00; file f = 32768:41,42,43,44,45,46,47,48`,
  `rlimit as 8 = 0; mmap 8 6 rw pfau - 0 = @8 | 8-14rw-p; mremap 11 2 1 mf 0 = @0 | 0-1rw-p 8-11rw-p
   13-14rw-p; poke 0 1 11 = 4096; munlock 10 1 = 0; truncate f 2 = 0; fork 9 1 12 = 0-1rw-p a1 mw ac,
   8-11rw-p a3 mw ac, 13-14rw-p a1 mw ac / 0:11 8:00*3 13:00 / 4096; smaps = 0-1rw-p a1 mw ac, 8-11rw-p a3 mw
   ac, 13-14rw-p a1 mw ac; bytes = 0:11 8:00*3 13:00; file f = 8192:41,42`,
  `mmap 10 4 rw sf f 2 = @10 | 10-14rw-s@f2; madvise 2 1 dontneed = ENOMEM; mmap 2 6 r sn r 3 = @2 |
   2-8r--s@f3 10-14rw-s@f2; mprotect 4 3 rw = EACCES; munlock 4 2 = 0; munmap 4 1 = 0 | 2-4r--s@f3 5-8r--s@f6
   10-14rw-s@f2; fill 6 2 11 = 0; madvise 5 3 populatewrite = EINVAL; madvise 10 1 dontneed = 0; peek 10 1 =
   4096; mlock 5 6 = ENOMEM; madvise 13 1 dontdump = 0 | 2-4r--s@f3 5-8r--s@f6 10-13rw-s@f2 13-14rw-s@f5;
   smaps = 2-4r--s@f3 a0, 5-8r--s@f6 a0 lo, 10-13rw-s@f2 a0 sh mw, 13-14rw-s@f5 a0 sh mw dd; bytes = 2:44,45
   5:47,48,-- 10:43,44,45,46; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 5 2 rw pf f 2 = @5 | 5-7rw-p@f2; poke 21 1 11 = EFAULT; truncate f 0 = 0; mincore 5 1 = 0 0; munmap
   300 1 = 0; mprotect 6 7 rx = ENOMEM | 5-6rw-p@f2 6-7r-xp@f3; mmap 30 2 r pfag - 0 = @30 | 5-6rw-p@f2
   6-7r-xp@f3 30-32r--p; mmap 30 4 - pfag - 0 = @30 | 5-6rw-p@f2 6-7r-xp@f3 30-34---p; mmap 600 3 rw pfagl -
   0 = @600 | 5-6rw-p@f2 6-7r-xp@f3 30-34---p 600-603rw-p; smaps = 5-6rw-p@f2 a0 mw ac, 6-7r-xp@f3 a0 mw ac,
   30-34---p a0 mw gd, 600-603rw-p a3 mw gd lo ac; bytes = 5:--*2 30:--*4 600:00*3; file f = 0:`,
  `mmap 6 2 rw pfa - 0 = @6 | 6-8rw-p; mmap 0 4 r sfa - 0 = @0 | 0-4r--s@s0.0 6-8rw-p; smaps = 0-4r--s@s0.0
   a0 sh mw, 6-8rw-p a0 mw ac; mremap 7 4 5 mf 0 = EFAULT; mmap 4 4 rw pfa - 0 = @4 | 0-4r--s@s0.0 4-8rw-p;
   poke 6 1 11 = 4096; mprotect 6 2 rw = 0; munmap 0 4 = 0 | 4-8rw-p; mremap 7 1 1 mf 9 = @9 | 4-7rw-p
   9-10rw-p; munmap 10 1 = 0; mmap 5 1 rw pfa - 0 = @5; mprotect 9 2 r = ENOMEM | 4-7rw-p 9-10r--p; mprotect
   6 1 r = 0 | 4-6rw-p 6-7r--p 9-10r--p; mmap 2 4 rw pfa - 0 = @2 | 2-6rw-p 6-7r--p 9-10r--p; mremap 2 3 3 -
   = @2; poke 4 1 12 = 4096; munmap 9 1 = 0 | 2-6rw-p 6-7r--p; madvise 2 3 wipeonfork = 0 | 2-5rw-p 5-6rw-p
   6-7r--p; smaps = 2-5rw-p a1 mw ac wf, 5-6rw-p a0 mw ac, 6-7r--p a1 mw ac; bytes = 2:00*2,12,00,11`,
  `mmap 2 6 rx pfl r 2 = @2 | 2-8r-xp@f2; poke 13 1 11 = EFAULT; munmap 3 1 = 0 | 2-3r-xp@f2 4-8r-xp@f4; peek
   5 1 = 4096; poke 4 1 12 = EFAULT; madvise 2 3 populateread = ENOMEM; smaps = 2-3r-xp@f2 a0 mw lo,
   4-8r-xp@f4 a0 mw lo; bytes = 2:43 4:45,46,47,48; file f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 1 1 rw pfa - 0 = @1 | 1-2rw-p; madvise 1 1 dofork = 0; mmap 1 4 rw pfa - 0 = @1 | 1-5rw-p; munmap 1 3
   = 0 | 4-5rw-p; madvise 4 1 dontfork = 0; mremap 4 5 5 mfd 5 = EINVAL; mprotect 4 1 r = 0 | 4-5r--p; mremap
   10 1 3 m = EFAULT; mremap 4 2 3 mf 0 = EFAULT; smaps = 4-5r--p a0 mw dc; bytes = 4:00`,
  `mmap 18 5 rx sf f 1 = @18 | 18-23r-xs@f1; poke 22 1 11 = EFAULT; mprotect 21 2 r = 0 | 18-21r-xs@f1
   21-23r--s@f4; msync 18 5 as = EINVAL; mprotect 21 1-1191 rx = 0 | 18-22r-xs@f1 22-23r--s@f5; fork 19 1 12
   = 18-22r-xs@f1 a0 sh mw, 22-23r--s@f5 a0 sh mw / 18:42,43,44,45,46 / EFAULT; mlock2 18 5 1 = 0; mincore 20
   3 = 0 111; madvise 22 2 willneed = ENOMEM; mmap 8 3 rw pf g 1 = @8 | 8-11rw-p@g1 18-22r-xs@f1
   22-23r--s@f5; poke 19+791 #2661 13 = EFAULT; munmap 21 3 = 0 | 8-11rw-p@g1 18-21r-xs@f1; mmap 11 4 r sf g
   3 = @11 | 8-11rw-p@g1 11-15r--s@g3 18-21r-xs@f1; smaps = 8-11rw-p@g1 a0 mw ac, 11-15r--s@g3 a0 sh mw,
   18-21r-xs@f1 a0 sh mw lo lf; bytes = 8:62,63,022d*2,--*3 18:42,43,44; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 8 4 rx pfa - 0 = @8 | 8-12r-xp; madvise 8 3 nohugepage = 0 | 8-11r-xp 11-12r-xp; mlock 9 3 = 0 |
   8-9r-xp 9-11r-xp 11-12r-xp; mremap 9 5 5 mf 1 = @1 | 1-3r-xp 3-4r-xp 8-9r-xp; fork 1 1 11 = 1-3r-xp a0 mw
   nh, 3-4r-xp a0 mw, 8-9r-xp a0 mw nh / 1:00*3 8:00 / EFAULT; mmap 12 5 r pfa - 0 = @12 | 1-3r-xp 3-4r-xp
   8-9r-xp 12-17r--p; msync 1 3 i = EBUSY; poke 1 1 12 = EFAULT; mmap 10 3 r pfa - 0 = @10 | 1-3r-xp 3-4r-xp
   8-9r-xp 10-17r--p; mmap 15 5 r pfa - 0 = @15 | 1-3r-xp 3-4r-xp 8-9r-xp 10-20r--p; madvise 15 3 keeponfork
   = 0; mmap 12 6 rw sf f 1 = @12 | 1-3r-xp 3-4r-xp 8-9r-xp 10-12r--p 12-18rw-s@f1 18-20r--p; madvise 1 3
   populateread = 0; mprotect 17 1 r = 0 | 1-3r-xp 3-4r-xp 8-9r-xp 10-12r--p 12-17rw-s@f1 17-18r--s@f6
   18-20r--p; smaps = 1-3r-xp a0 mw lo nh, 3-4r-xp a0 mw lo, 8-9r-xp a0 mw nh, 10-12r--p a0 mw, 12-17rw-s@f1
   a0 sh mw, 17-18r--s@f6 a0 sh mw, 18-20r--p a0 mw; bytes = 1:00*3 8:00 10:00*2,42,43,44,45,46,47,00*2; file
   f = 32768:41,42,43,44,45,46,47,48`,
  `mmap 1 1 rx sfa - 0 = @1 | 1-2r-xs@s0.0; munmap 1 1 = 0 | nothing; mmap 16 5 rw sf f 3 = @16 |
   16-21rw-s@f3; poke 19 1 11 = 4096; mprotect 20 1 r = 0 | 16-20rw-s@f3 20-21r--s@f7; mremap 16 5 5 mf 8 =
   @8 | 8-12rw-s@f3 12-13r--s@f7; mremap 11 2 2 mf 5 = @5 | 5-6rw-s@f6 6-7r--s@f7 8-11rw-s@f3; truncate f
   2+2291 = 0; poke 10 1 12 = EFAULT; smaps = 5-6rw-s@f6 a0 sh mw, 6-7r--s@f7 a0 sh mw, 8-11rw-s@f3 a0 sh mw;
   bytes = 5:--*2 8:--*3; file f = 10483:41,42,43`,
  `mmap 33 3 rx pf f 1 = @33 | 33-36r-xp@f1; mremap 33 3 3 mfd 25 = @25 | 25-28r-xp@f1 33-36r-xp@f1; mmap 30
   2 rw pfag - 0 = @30 | 25-28r-xp@f1 30-32rw-p 33-36r-xp@f1; poke 25 1 11 = EFAULT; poke 28 1 12 = EFAULT;
   munlock 26 2 = 0; poke 600 1 13 = EFAULT; mmap 341 1 - pfa - 0 = @341 | 25-28r-xp@f1 30-32rw-p
   33-36r-xp@f1 341-342---p; mmap 30 1 rw pfag - 0 = @30; mmap 29 1 - pfa - 0 = @29 | 25-28r-xp@f1 29-30---p
   30-32rw-p 33-36r-xp@f1 341-342---p; mmap 22 3 rw pfak - 0 = @22 | 22-25rw-p 25-28r-xp@f1 29-30---p
   30-32rw-p 33-36r-xp@f1 341-342---p; mincore 27 1 = 0 1; poke 303 1 14 = EFAULT; smaps = 22-25rw-p a0 mw ac
   nh, 25-28r-xp@f1 a0 mw, 29-30---p a0 mw, 30-32rw-p a0 mw gd ac, 33-36r-xp@f1 a0 mw, 341-342---p a0 mw;
   bytes = 22:00*3,42,43,44 29:--,00*2 33:42,43,44 341:--; file f = 32768:41,42,43,44,45,46,47,48`,
  `rlimit memlock 4 = 0; nobody = 0; mmap 0 2 rw pf g 2 = @0 | 0-2rw-p@g2; mprotect 0+3600 2 r = EINVAL; brk
   0+2442 = 2442; fill 10 4 11 = 0; poke 7 1 12 = EFAULT; mremap 1 1 1 - = @1; mlock 0 2 = 0; mmap 11 5 rw
   pful r 0 = EAGAIN; mremap 12 #0 3 mf 8 = EFAULT; mprotect 12 1 rw = ENOMEM; mmap 10 3 - pfa - 0 = @10 |
   0-2rw-p@g2 10-13---p; smaps = 0-2rw-p@g2 a2 mw lo ac, 10-13---p a0 mw; bytes = 0:63,022d 10:--*3; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 18 3 rw pfa - 0 = @18 | 18-21rw-p; madvise 18 3 dontneed = 0; mremap 18 3 3 - = @18; mmap 3 1 - pfu f
   1 = @3 | 3-4---p@f1 18-21rw-p; mremap 16 1 1 mfd 15 = EFAULT; mprotect 14 1-436 rwx = ENOMEM; mprotect 3 1
   - = 0; poke 3 1 11 = EFAULT; mprotect 3 1 rw = 0 | 3-4rw-p@f1 18-21rw-p; madvise 3 1 populatewrite = 0;
   mlock2 19 5 0 = ENOMEM | 3-4rw-p@f1 18-19rw-p 19-21rw-p; mremap 7 1 1 mf 8 = EFAULT; smaps = 3-4rw-p@f1 a1
   mw ac, 18-19rw-p a0 mw ac, 19-21rw-p a0 mw lo ac; bytes = 3:42 18:00*3; file f =
   32768:41,42,43,44,45,46,47,48`,
  `mmap 6 2 rw pfa - 0 = @6 | 6-8rw-p; mprotect 7 1 r = 0 | 6-7rw-p 7-8r--p; mremap 6 2 3 m = EFAULT; smaps =
   6-7rw-p a0 mw ac, 7-8r--p a0 mw; poke 6+3400 #1420 11 = EFAULT; mprotect 4 1 r = ENOMEM; munmap 7 1 = 0 |
   6-7rw-p; madvise 6 1 dontneed = 0; mmap 6 6 rw pfa - 0 = @6 | 6-12rw-p; poke 9 1 12 = 4096; madvise 6 5
   dofork = 0; mprotect 6 5 r = 0 | 6-11r--p 11-12rw-p; poke 8 1 13 = EFAULT; poke 7 1 14 = EFAULT; mmap 6 5
   rw pfa - 0 = @6 | 6-12rw-p; munmap 9 2 = 0 | 6-9rw-p 11-12rw-p; mprotect 4 1 rw = ENOMEM; smaps = 6-9rw-p
   a0 mw ac, 11-12rw-p a0 mw ac; bytes = 6:00*3 11:00`,
  `mmap 8 4 - sfa - 0 = @8 | 8-12---s@s0.0; poke 599 1 11 = EFAULT; poke 9+2717 #1610 12 = EFAULT; mprotect
   301 2 r = ENOMEM; mmap 41 1 - pfa - 0 = @41 | 8-12---s@s0.0 41-42---p; poke 593 1 13 = EFAULT; smaps =
   8-12---s@s0.0 a0 sh mw, 41-42---p a0 mw; bytes = 8:--*4 41:--`,
]
