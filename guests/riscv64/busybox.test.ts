// Debian's busybox on jvisor and under qemu-riscv64: what its applets make of real input, and its shell. What qemu cannot
// do is left out: start what is in /proc/self/exe, and scripts, which it gives to the host's shell.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the shell's.

import { join } from 'node:path'
import { afterAll, describe, inject, test } from 'vitest'
import { BesideQemu } from './beside-qemu.testing.ts'

const beside = new BesideQemu()
beside.addBusybox(join(inject('debian'), 'usr/bin/busybox'))
afterAll(() => beside.close())

const lines = (n: number, line: (i: number) => string) =>
  Array.from({ length: n }, (_, i) => `${line(i)}\n`).join('')
const FILES = {
  numbers: lines(500, (i) => `${(i * 7919) % 1009} line ${i}`),
  words: lines(60, (i) => ['oak', 'Elm', 'ash', 'fir', 'Yew'][(i * i) % 5]),
  old: 'one\ntwo\nthree\nfour\nfive\n',
  new: 'one\n2\nthree\nfour\nand a half\nfive\n',
  table: 'name:age:city\nann:31:Rome\nbob:27:Oslo\ncy:45:Lima\n',
  tabs: 'a\tb\n\tc\n        d\n',
  dos: 'a\r\nb\r\n',
  bytes: Uint8Array.from({ length: 5000 }, (_, i) => (i * i * 31 + (i >> 3)) & 255),
  'tree/a.txt': 'a\n',
  'tree/b.txt': 'bb\n',
  'tree/deep/er/c.log': 'ccc\n',
  'tree/empty': '',
}

// Each runs in a directory with these files.
const APPLETS: [name: string, script: string][] = [
  ['cat', 'cat old - new <tabs; cat -n old; cat -A tabs dos; cat nowhere'],
  ['wc', 'wc numbers bytes; wc -l <words; wc -w -c old'],
  [
    'sort',
    'sort -n numbers | md5sum; sort -rk2 numbers | head -n 3; sort -t: -k2,2n table; sort -fu words; sort -R -c old',
  ],
  ['uniq', 'sort words | uniq -c; sort words | uniq -d; uniq -i words | head -n 4'],
  [
    'grep',
    'grep -n "9 line" numbers | tail -n 2; grep -c e old new; grep -vi "^[aey]" words | wc -l; grep -rl c tree; grep -o "[0-9]*5$" numbers | tail -n 1; grep absent old',
  ],
  ['egrep', 'egrep "^(one|t.+e)$" old; fgrep -x two old; grep -E -A1 -B1 two old'],
  [
    'sed',
    'sed -n "s/line \\([0-9]*\\)5$/<\\1>/p" numbers | tail -n 3; sed "2d;s/e/E/g;\\$a end" old; sed -e "/two/,/four/{s/^/> /}" old; sed "y/abc/xyz/;1!G;h;\\$!d" old; sed -i s/one/1/ old; cat old',
  ],
  [
    'awk',
    `awk '{ s += $1; n[$1 % 7]++ } END { for (i = 0; i < 7; i++) print i, n[i]; printf "%.3f %d\\n", s / NR, NR }' numbers; awk -F: 'NR > 1 { print toupper($1), $2 * 1.5, length($3), substr($3, 2, 2) }' table; awk 'BEGIN { while (("sort -r old" | getline x) > 0) print "<" x ">"; print sin(1), exp(1), log(10), sqrt(2), int(-3.7), atan2(1, 2), 2 ^ 0.5; print match("foobar", /o+/), RSTART, RLENGTH; gsub(/[aeiou]/, "#", s = "education"); split("a b c", p); print p[3] }'`,
  ],
  [
    'tar',
    'tar cf t.tar tree; tar tf t.tar | sort; mkdir x; tar xf t.tar -C x; diff -r tree x/tree && echo same; tar czf t.tgz tree; tar xzOf t.tgz tree/b.txt',
  ],
  [
    'gzip',
    'gzip -c -n numbers | md5sum; gzip numbers; ls num*; gunzip -c numbers.gz | md5sum; zcat numbers.gz | tail -n 1; gzip -d numbers.gz; gzip -t old',
  ],
  [
    'bzip2',
    'bzip2 -c numbers | md5sum; bzip2 bytes; bzcat bytes.bz2 | cksum; bunzip2 bytes.bz2; cksum bytes',
  ],
  [
    'xz',
    'printf "\\375\\067zXZ\\000\\000\\004\\346\\326\\264F\\002\\000!\\001\\026\\000\\000\\000t/\\345\\243\\001\\000\\005hello\\012\\000\\000\\000" >h.xz; unxz -c h.xz; xzcat nowhere',
  ],
  ['md5sum', 'md5sum numbers bytes tree/empty; md5sum old >s; md5sum -c s; echo x >>old; md5sum -c s'],
  [
    'sha*sum',
    'sha1sum bytes; sha256sum bytes numbers; sha512sum bytes; sha3sum bytes; sha256sum <tree/empty',
  ],
  ['cksum', 'cksum bytes numbers; crc32 bytes; sum bytes; sum -s bytes'],
  ['diff', 'diff old new; diff -u old new | tail -n +3; diff -q old new; diff old old; diff -r tree tree'],
  ['patch', 'diff -u old new >p; patch <p; cmp old new && echo patched; patch -R <p; head -n 2 old'],
  ['cmp', 'cmp old new; cmp -l old new | head -n 3; cmp -s old old; echo $?; cmp numbers old'],
  ['comm', 'sort old >a; sort new >b; comm a b; comm -12 a b'],
  [
    'find',
    'find tree | sort; find tree -name "*.txt" -size -2 | sort; find tree -type d -exec echo dir {} \\; | sort; find tree -empty; find tree -type f -print0 | sort -z | xargs -0 -n 2 echo; find nowhere',
  ],
  [
    'xargs',
    'seq 20 | xargs -n 6; echo "a b  c" | xargs -I% echo "[%]"; printf "x\\0y z\\0" | xargs -0 -n1 echo; seq 5 | xargs -n1 false; echo $?',
  ],
  [
    'dd',
    'dd if=bytes bs=100 count=3 skip=2 2>/dev/null | md5sum; dd if=bytes of=part bs=1k seek=1 conv=notrunc count=1 2>&1 | head -n 2; wc -c part; printf abc | dd conv=ucase 2>/dev/null; dd if=nowhere',
  ],
  [
    'od',
    'head -c 70 bytes | od -A d -t x1; head -c 32 bytes | od -t d2 -v; od -c -N 20 tabs; head -c 16 bytes | od -t f8',
  ],
  [
    'hexdump',
    'head -c 70 bytes | hexdump -C; head -c 20 bytes | hexdump -e \'4/1 "%02x " "\\n"\'; head -c 40 bytes | xxd; head -c 10 bytes | xxd -p | xxd -r -p | cksum',
  ],
  ['cut', 'cut -d: -f1,3 table; cut -c2-3,5- old; cut -b1 words | head -n 3; cut -d: -f2- -s table tabs'],
  [
    'tr',
    'tr a-z A-Z <old; tr -d aeiou <old; tr -s 0-9 "#" <numbers | tail -n 2; tr -c "[:alnum:]\\n" _ <table; echo aabbcc | tr -s abc',
  ],
  ['paste', 'paste old new; paste -s -d, old; paste -d: old - <new'],
  ['fold', 'fold -w 7 table; fold -s -w 10 table; fold -b -w 100 numbers | wc -l'],
  ['head', 'head -n 3 numbers; head -c 10 old; head -q -n1 old new; head -n -3 old; head -n 1 old new'],
  ['tail', 'tail -n 2 numbers; tail -n +4 old; tail -c 5 old; tail -q -n1 old new; tail -n 1 old new'],
  ['tee', 'echo both | tee x y; cat x y; echo more | tee -a x >/dev/null; cat x'],
  ['seq', 'seq 3; seq -w 8 11; seq -s, 1 0.5 3; seq 5 -2 0; seq a'],
  [
    'expr',
    'expr 3 + 4 \\* 5; expr abc : "a\\(.\\)c"; expr length hello; expr 5 / 0; expr 1 \\> 2; expr substr abcdef 2 3; expr 2147483648 \\* 4',
  ],
  [
    'test',
    '[ -f old ] && [ -d tree ] && [ ! -e nowhere ] && echo files; test 3 -lt 10 && echo less; test a = b || echo other; [ -s tree/empty ] || echo empty; [ old -nt nowhere ]; echo $?; [ 1 -eq x ]',
  ],
  [
    'date',
    'date -d @0; date -u -d @1700000000 "+%Y-%m-%d %H:%M:%S %j %U %a %b %s"; date -d "2024-02-29 12:34:56" +%s; date -R -d @86400; TZ=CET-1CEST,M3.5.0,M10.5.0/3 date -d @1720000000; date -d nonsense',
  ],
  [
    'stat',
    'stat -c "%n %s %F %a %h" old bytes tree/empty; chmod 4751 old; stat -c "%A %a" old; ln -s old l; stat -c "%N %F" l; stat -L -c %s l; stat nowhere',
  ],
  [
    'ls',
    'ls; ls -a tree; ls -1R tree; ls -lL tree/a.txt | cut -c1-10; ls -S numbers old bytes; ls -r old new; ls -p; ls nowhere; ln -s old l; ls -F | grep l@',
  ],
  [
    'touch',
    'touch -d "2001-02-03 04:05:06" f; stat -c "%y %Y" f; ls -l f | cut -c44-; touch -r f g; stat -c %Y g; touch -c nothing; ls nothing; date -r f',
  ],
  [
    'cp',
    'cp old copy; cmp old copy; cp -a tree tree2; diff -r tree tree2; ln -s old l; cp -d l l2; readlink l2; touch -d @1000000000 old; chmod 600 old; cp -p old kept; stat -c "%a %Y" kept; cp tree x; cp -r tree/deep new2; ls new2; cp nowhere x',
  ],
  [
    'mv',
    'mv old older; ls old* ; mv older tree; ls tree; mv tree/a.txt tree/b.txt .; ls *.txt; mv nowhere x; mv tree t2; find t2 | sort',
  ],
  [
    'ln',
    'ln old hard; stat -c %h old hard; echo more >>hard; tail -n 1 old; ln -s tree/deep d; ls d; ln -s old hard; ln -sf new hard; readlink hard; ln nowhere x; [ old -ef hard ] || echo two',
  ],
  [
    'mkdir',
    'mkdir a b; mkdir -p a/b/c d/e; mkdir a; mkdir -m 700 m; stat -c %a m; mkdir x/y; rmdir b; rmdir a; rmdir -p d/e; find a d | sort',
  ],
  ['rm', 'rm old; rm old; rm -f old; rm tree; rm -r tree; ls; rmdir nowhere'],
  [
    'chmod',
    'chmod 640 old; stat -c %a old; chmod u+x,g=rx,o-r old; stat -c %a old; chmod -R a-w tree; stat -c %a tree tree/a.txt; chmod +t tree; stat -c %A tree; chmod 999 old',
  ],
  ['du', 'du -b bytes old 2>&1; du -a tree | sort -k2 | cut -f2; du nowhere'],
  ['df', 'df -P . | head -n 1; df nowhere; df -h . | wc -l'],
  [
    'env',
    'B=$(dirname $(which sed)); env -i A=1 B=2 $B/env | grep "^[AB]=" | sort; env C=3 $B/sh -c "echo \\$C"; env -u HOME $B/sh -c "echo x\\$HOME"; env nonexistent-program',
  ],
  [
    'printf',
    'printf "%05d|%-6s|%6.2f|%x|%o|%c|%e\\n" 42 ab 3.14159 255 8 xyz 12345.678; printf "%s %s\\n" a b c; printf "%b" "t\\\\tab\\\\n"; printf "%d" abc; printf "%q\\n" "a b"',
  ],
  [
    'base64',
    'base64 old; base64 -w 20 bytes | md5sum; base64 bytes | base64 -d | cmp - bytes && echo same; echo "!!" | base64 -d',
  ],
  [
    'uuencode',
    'uuencode old name; uuencode -m bytes b | uudecode -o - | cmp - bytes && echo same; uuencode bytes out | uudecode; cmp out bytes',
  ],
  [
    'cpio',
    'find tree | sort | cpio -o -H newc 2>/dev/null >c; mkdir x; cd x; cpio -id <../c 2>/dev/null; cd ..; diff -r tree x/tree && echo same; cpio -t <c 2>/dev/null | wc -l',
  ],
  ['split', 'command -v split || echo no split; seq 10 | tac | rev | head -n 3'],
  ['tac', 'tac old new; printf "no end" | tac'],
  ['rev', 'rev old table; printf "ab\\ncd" | rev'],
  ['nl', 'nl old; nl -b a -v 10 -i 5 tabs; nl -w 3 -s ": " new'],
  ['expand', 'expand tabs | cat -A; expand -t 4 tabs; unexpand -a tabs | cat -A'],
  [
    'strings',
    'strings -n 4 bytes | head -n 5; strings numbers | tail -n 1; strings -t x -n 5 bytes | head -n 3',
  ],
  [
    'bc',
    'echo "scale=50; sqrt(2); 2^100; 4*a(1)" | bc -l; echo "define f(n) { if (n<2) return n; return f(n-1)+f(n-2) } f(15)" | bc; echo "1/0" | bc; echo "obase=16; 255" | bc',
  ],
  ['dc', 'echo "2 3 + 4 * p 100 k 2 v p" | dc; dc -e "5 [d 1 - d 0 <x *] sx lx x p"; echo "z p q" | dc'],
  ['factor', 'factor 12 97 1001 18014398509481984 123456789012; factor x'],
  [
    'timeout',
    'S=$(which sleep); timeout 1 $S 10; echo $?; timeout 5 $(which echo) in time; timeout -s KILL 1 $S 10; echo $?; timeout 1 $(which false); echo $?',
  ],
  ['nice', 'nice; nice -n 5 nice; nice -n 19 sh -c "nice"; renice'],
  [
    'kill',
    'kill -l | head -n 3; kill -l 15; { sleep 100 & kill -TERM $!; wait $!; } 2>/dev/null; echo $?; kill -0 $$ && echo here; kill nothing',
  ],
  ['id', 'id -u; id -g; [ "$(id -u)" = 0 ] && echo root'],
  [
    'realpath',
    'ln -s tree/deep d; realpath d/er >r; sed "s,$PWD,HERE," r; realpath nowhere | sed "s,$PWD,HERE,"; realpath nowhere/more',
  ],
  [
    'readlink',
    'ln -s tree l; ln -s l m; readlink m; readlink -f m/deep | sed "s,$PWD,HERE,"; readlink old; echo $?; ln -s loop loop; cat loop',
  ],
  [
    'mktemp',
    'f=$(mktemp ./t.XXXXXX); [ -f $f ] && stat -c "%a %s" $f; d=$(mktemp -d ./d.XXXXXX); stat -c %a $d; mktemp ./bad',
  ],
  [
    'truncate',
    'truncate -s 100 old; wc -c old; truncate -s +1k old; wc -c old; truncate -s 3 new; cat new; truncate -s 1M big; stat -c "%s %b" big; tail -c 1 big | od -c',
  ],
  ['shuf', 'shuf old | sort; shuf -e b a | sort; shuf -i 1-100 | sort -n | md5sum; shuf -n 2 words | wc -l'],
  ['basename', 'basename /a/b.c .c; basename /; dirname /a/b/c; dirname x; dirname a//'],
  ['dos2unix', 'dos2unix dos; od -c dos; unix2dos old; od -c old | head -n 2'],
  ['ed', 'printf "2d\\n1i\\nzero\\n.\\n,s/o/0/g\\n,p\\nw\\nq\\n" | ed old; cat old'],
  [
    'install',
    'install -m 750 old there; stat -c %a there; install -d a/b; ls a; install old new tree; ls tree',
  ],
  ['fallocate', 'fallocate -l 10000 f; stat -c %s f; fallocate -l 5 old; cat old'],
  ['getopt', 'getopt -o ab:c -l long,with: -- -a -b x --with=y rest -c; getopt -o a -- -z'],
  ['ipcalc', 'ipcalc -n -b -m 192.168.1.77/26'],
  ['cal', 'cal 2 2024; cal -m 2000 | head -n 4'],
  ['unzip', 'printf "not a zip" >z.zip; unzip z.zip; lzcat nowhere'],
  ['ar', 'ar; ar p nowhere.a'],
  ['mkfifo', 'mkfifo p; ls -l p | cut -c1; echo through >p & cat p; wait; stat -c %F p; mkfifo p'],
  [
    'which',
    'which sed | sed "s,.*/bin/,BIN/,"; which nothing; echo $?; sh -c "command -v cat" | sed "s,.*/,,"',
  ],
  ['xxd', 'xxd -l 32 -g 4 bytes; xxd -i tree/b.txt; xxd -s 16 -l 16 -c 8 bytes'],
  ['yes', 'yes | head -n 2; yes a b | head -n 1; yes | head -c 100000 | md5sum'],
  ['time', '(time -p $(which true)) 2>&1 | cut -d" " -f1; sleep 0.01; usleep 5; sleep nonsense'],
  ['uname', 'uname -m; uname -s; arch; hostname >/dev/null && tty'],
  [
    'ps',
    'ps -o comm,args 2>/dev/null | head -n 1; pidof nothing; echo $?; sleep 50 & kill $!; wait; echo $?',
  ],
  ['sync', 'sync; fsync old; echo $?; unlink old; ls old; link new hard; stat -c %h new'],
  ['ts', 'ts </dev/null; run-parts tree; which tsort'],
  ['cryptpw', 'mkpasswd -m sha512 -S saltsalt password; mkpasswd -m md5 -S saltsalt password'],
]

describe('applets', () => {
  test.each(APPLETS)('%s', async (_, script) => {
    await beside.compare({ program: 'busybox', args: ['sh', '-c', script], files: FILES })
  })
})

describe('the shell', () => {
  test.each([
    [
      'arithmetic',
      'for i in 1 2 3; do echo $((i * i << 2 ^ 1)); done; echo $((0x1f % 7)) $((i > 2 ? 10 : 20)) $((i++ + i)); exit 5',
    ],
    [
      'pipelines',
      'seq 100 | grep 7 | sort -rn | { read a; read b; echo $a $b; cat | wc -l; }; false | true; echo $?; set -o pipefail; false | true; echo $?',
    ],
    [
      'here-documents',
      "x=v; cat <<A; cat <<-'B' | tr a-z A-Z\n$x $((1 + 1)) `echo sub`\nA\n\tplain $x\n\tB\ncat <<C\n$(cat <<D\ninner\nD\n)\nC",
    ],
    [
      'traps',
      'trap "echo exit" EXIT; trap "echo usr1" USR1; kill -USR1 $$; (trap "echo inner" EXIT; exit 3); echo $?; trap - USR1; trap "" TERM; kill $$; echo alive; sh -c "kill -9 \\$\\$"; echo $?',
    ],
    [
      'background jobs',
      'exec 2>/dev/null; sleep 100 & kill $!; wait $!; echo $?; (exit 4) & wait $!; echo $?; for i in 9 1 5; do (sleep 0.$i; echo $i) & done; wait; sleep 100 & jobs | sed "s/ *sleep.*//"; kill %1; wait; echo done',
    ],
    [
      'functions and parameters',
      'f() { local x=$1; shift; echo "$x:$#:$*"; return 7; }; f a "b c" d; echo $?; set -- one two three; echo ${2} ${#1} ${4:-none} ${1#o} ${1%e} $@; v=path/to/file.txt; echo ${v##*/} ${v%%/*} ${v/t/T} ${v:5:2}',
    ],
    [
      'cases and loops',
      'for w in apple bob cat; do case $w in a*) echo A;; [bc]ob) continue;; *) echo other; break;; esac; done; i=0; while :; do i=$((i + 1)); [ $i -ge 5 ] && break; done; until [ $i -le 2 ]; do i=$((i - 1)); done; echo $i; getopts ab: o -b x; echo $o $OPTARG',
    ],
    [
      'redirections',
      'echo a >f; echo b >>f; cat <f; { echo out; echo err >&2; } 2>&1 >g | sed s/^/E:/; cat g; exec 3<f; read x <&3; read y <&3; echo $y$x; exec 3<&-; read z <&3; echo $?; ls nowhere 2>/dev/null || echo failed; >h; [ -e h ] && echo made; echo new >|f; set -C; echo no >f',
    ],
    [
      'substitution and globs',
      'touch a1 a2 b1; echo a* [ab]1 ?2 z*; echo "$(echo "in $(echo deep)")" `echo back`; x="a  b"; echo $x "$x"; IFS=:; y=p:q:r; set -- $y; echo $3 $#; eval "echo \\$$#"; readonly r=1; r=2; echo not reached',
    ],
    [
      'scripts',
      'echo "echo script \\$0 \\$1 \\$#" >s; chmod +x s; sh ./s x y; . ./s; echo "return 3; echo no" >t; . ./t; echo $?; exec sh -c "echo last"; echo never',
    ],
    ['many processes', 'i=0; while [ $i -lt 25 ]; do busybox true; (:); i=$((i + 1)); done; echo $i'],
    ['syntax errors', 'echo before; eval "if then"; echo $?'],
    [
      'ulimit and umask',
      'umask 027; touch f; mkdir d; stat -c %a f d; umask; umask -S; (ulimit -n 5; exec 6</dev/null) || echo refused; ulimit -S -c 0; ulimit -c',
    ],
    [
      'read',
      'printf "a b c\\nd\\\\e\\nrest" | { read x y; echo "$y|$x"; read -r z; echo $z; read w; echo "$w $?"; }; echo abc | { read -n 2 p; echo $p; }; sleep 0.2 | { read -t 0.05 q; echo $?; }',
    ],
  ])('%s', async (_, script) => {
    await beside.compare({ program: 'busybox', args: ['sh', '-c', script], files: FILES })
  })
})
