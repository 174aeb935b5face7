// Programs of Debian's that are linked when they start: dash and the GNU core utilities, with the dynamic linker and the
// libraries of the tree that they are in.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the shell's.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, inject, test } from 'vitest'
import { BesideQemu } from './beside-qemu.testing.ts'

const debian = inject('debian')
const beside = new BesideQemu(debian)
for (const name of readdirSync(join(debian, 'usr/bin')))
  if (!/static|busybox|^(sh|ar|rbash|bashbug)$/.test(name)) beside.add(name, join(debian, 'usr/bin', name))
afterAll(() => beside.close())

const FILES = {
  numbers: Array.from({ length: 400 }, (_, i) => `${(i * 7919) % 1009} line ${i}\n`).join(''),
  table: 'name:age\nann:31\nbob:27\ncy:45\n',
  bytes: Uint8Array.from({ length: 5000 }, (_, i) => (i * i * 31 + (i >> 3)) & 255),
  'tree/a': 'a\n',
  'tree/deep/b': 'bb\n',
}

test.each([
  [
    'sorting and joining',
    'sort -n numbers | head -n 3; sort -t: -k2nr table | cut -d: -f1; sort -R numbers | sort | md5sum; sort -c numbers; shuf -i 1-9 | sort | paste -sd,; join -t: table table | tail -n 1; uniq -c <table | tr -s " "; comm -3 table tree/a; tsort <<A\na b\nb c\nA',
  ],
  [
    'numbers',
    'seq -w 1 0.5 3 | numfmt --to=si; factor 1234567890123456789 97; printf "%a %.3e %s\\n" 0.1 12345 x; expr 3 \\* 7; numfmt --from=iec 4K; seq 1000000 1000002; od -An -tf8 -N16 bytes; test 3 -gt 2 && echo greater; echo $((7 << 3))',
  ],
  [
    'checksums and codes',
    'md5sum bytes; sha1sum bytes; sha224sum bytes; sha256sum bytes; sha384sum bytes; sha512sum bytes; b2sum bytes; cksum bytes; sum bytes; base32 tree/deep/b; base64 bytes | base64 -d | cmp - bytes 2>/dev/null; basenc --z85 -w 40 -i tree/a; sha256sum bytes | sha256sum -c',
  ],
  [
    'files',
    'cp -r tree t2; mv t2/a t2/c; ln -s c t2/l; ls -R t2; readlink -f t2/l | sed s/x/x/ 2>/dev/null; stat -c "%a %F" t2/c t2; mkdir -p x/y; touch -d @1000000000 x/y/z; date -u -r x/y/z +%F; rm -r x; ls x; du -b t2/c; chmod 600 t2/c; ls -ln t2/c | cut -c1-10; truncate -s 10 t2/c; wc -c t2/c; install -m 700 table i; stat -c %a i; dd if=bytes bs=100 count=2 2>/dev/null | wc -c; tee o <table | wc; mktemp -u XXXXX | wc -c; cp nowhere x; rmdir tree; unlink t2/c; test -e t2/c || echo gone; realpath --relative-to=tree tree/deep/b; pathchk -p "a b"; basename /a/b.c .c; dirname /a/b',
  ],
  [
    'text',
    'head -c 20 numbers; tail -n 2 numbers; tac table; nl -ba table; fold -w 4 table; fmt -w 10 numbers | head -n 3; pr -l 20 -t -2 table; expand -t 4 <table; cut -c 2-3 table; csplit -s numbers 100 200; wc -l xx*; split -l 150 numbers part-; wc -l part-*; ptx table | head -n 2; tr a-c A-C <table; cat -A tree/a',
  ],
  [
    'pipes and processes',
    'yes | head -n 3; env -i A=1 env; timeout 0.1 sleep 5; echo $?; nohup echo hi 2>/dev/null; nice -n 5 nice; sleep 0.01 & wait; (exit 3); echo $?; stdbuf -o0 echo out; kill -l TERM; id -u | wc -l; uname -m; nproc --all | wc -l; printenv TZ; arch; true && false || echo false',
  ],
  [
    'dates',
    'date -u -d @0; date -u -d "2024-02-29 +1 year" +%F; TZ=CET-1CEST,M3.5.0,M10.5.0/3 date -d @1720000000 +%H; date -d "next monday" >/dev/null; date -d nonsense; date -u -d "1 Jan 2000 12:00" +%s',
  ],
  [
    'the shell itself',
    'f() { local x=$1; echo $((x * 2)); }; f 21; set -- a b c; shift; echo $# $@; case abc in a*) echo yes;; esac; trap "echo bye" EXIT; cat <<A\n$(f 4)\nA\nx=a/b/c; echo ${x##*/} ${x%/*}; while read l; do echo "[$l]"; done <table; exit 6',
  ],
])('%s', async (_, script) => {
  await beside.compare({ program: 'dash', args: ['-c', script], files: FILES })
})
