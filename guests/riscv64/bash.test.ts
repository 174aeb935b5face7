// Debian's bash on jvisor and under qemu-riscv64, with the applets of busybox as its commands.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the shell's.

import { join } from 'node:path'
import { afterAll, inject, test } from 'vitest'
import { BesideQemu } from './beside-qemu.testing.ts'

const beside = new BesideQemu()
beside.addBusybox(join(inject('debian'), 'usr/bin/busybox'))
beside.add('bash', join(inject('debian'), 'usr/bin/bash-static'))
afterAll(() => beside.close())

test.each([
  [
    'pipelines',
    'seq 50 | grep 3 | sort -r | head -n 3; echo ${PIPESTATUS[@]}; false | true | (exit 7); echo "${PIPESTATUS[*]}"; shopt -s lastpipe; echo x | read v; echo $v; ! true; echo $?; yes | head -n 1; echo ${PIPESTATUS[0]}',
  ],
  [
    'arrays',
    'a=(one "two words" three); a+=(four); echo ${#a[@]} "${a[1]}" ${a[-1]} ${!a[@]}; unset "a[1]"; for x in "${a[@]}"; do echo "<$x>"; done; declare -A m=([k]=v ["a b"]=c); m[z]=1; for k in "${!m[@]}"; do echo "$k=${m[$k]}"; done | sort; echo "${a[@]:1:2}" "${a[@]/o/0}"; mapfile -t l < <(seq 4); echo ${l[3]}; printf "%s," "${l[@]}"; echo',
  ],
  [
    'process substitution',
    'diff <(seq 3) <(seq 2 4); cat <(echo a) <(echo b); echo into > >(sed s/in/on/); wait; while read -r x; do n=$((n + x)); done < <(seq 10); echo $n; tee >(wc -c) <<<"here" | cat; wait; sleep 0.1',
  ],
  [
    'traps',
    'trap "echo exit \\$?" EXIT; trap "echo term" TERM; trap "echo err \\$LINENO" ERR; kill -TERM $$; false; f() { trap "echo return" RETURN; echo f; }; f; trap "echo debug" DEBUG; :; trap - DEBUG; (trap - EXIT; exit 2) || echo $?; trap -p TERM; { bash -c "kill -SEGV \\$\\$"; } 2>/dev/null; echo $?; exit 4',
  ],
  [
    'waiting for any job',
    '(sleep 0.6; exit 6) & a=$!; (exit 1) & b=$!; wait -n; echo $?; wait -n -p who; echo $? $((who == a)); wait -n; echo $?; sleep 5 & sleep 5 & kill $(jobs -p); wait; for i in 1 2 3; do (exit $i) & p[$i]=$!; done; for i in 3 1 2; do wait ${p[$i]}; echo $?; done',
  ],
  [
    'reading with a time limit',
    'read -t 0.1 x < <(sleep 2); echo $(($? > 128)) "$x"; read -t 5 y <<<"in time"; echo $? $y; read -n 3 z <<<abcdef; read -d : w <<<"a:b"; read -a q <<<"1 2 3"; echo $z $w ${q[2]}; printf "a\\nb" | { read; echo $REPLY; read; echo $? $REPLY; }; read -t 0 </dev/null; echo $?; IFS=, read -r c d <<<"x,y,z"; echo $d',
  ],
  [
    'coprocesses',
    'coproc cat; echo hi >&${COPROC[1]}; read x <&${COPROC[0]}; echo $x; eval "exec ${COPROC[1]}>&-"; wait $COPROC_PID; echo $?; coproc N { while read l; do echo "[$l]"; done; }; for i in 1 2 3; do echo $i >&${N[1]}; read r <&${N[0]}; echo $r; done; kill $N_PID; wait 2>/dev/null; echo done',
  ],
  [
    'expansion',
    's=hello-World; echo ${s^^} ${s,} ${s%-*} ${s#*-} ${s/l/L} ${s//l/L} ${s:1:3} ${s: -3} ${#s} ${s@Q} ${u:-d} ${s:+set} ${!s*}; echo {a,b}{1..3} {05..1..2} ~root; echo $((16#ff + 2**10 % 7)) $((1 ? 2 : 3)) $((x=5, x++ + x)); printf -v t "%03d|%q" 7 "a b"; echo "$t"; echo $"x" $\'\\t\\x41\\u00e9\' | od -c; shopt -s extglob; case abab in +(ab)) echo ext;; esac; [[ foo123 =~ ([a-z]+)([0-9]+) ]] && echo ${BASH_REMATCH[2]}; echo ${s@U} "${@:2}"',
  ],
  [
    'functions',
    'f() { local -n r=$1; r=$((r * 2)); }; n=21; f n; echo $n; fact() { (( $1 < 2 )) && echo 1 || echo $(( $1 * $(fact $(($1 - 1))) )); }; fact 10; g() { echo ${FUNCNAME[@]}; }; h() { g; }; h; declare -i k=3+4; echo $k; readonly c=1; c=2; echo $?; unset -f g; g; echo $?; type -t f cd if cat',
  ],
  [
    'loops and tests',
    'for ((i = 0; i < 3; i++)); do ((i == 1)) && continue; echo $i; done; i=5; until ((i-- < 3)); do :; done; echo $i; select x in a b; do echo "got $x"; break; done <<<2; [[ -d . && ! -e nope && a < b && 10 -gt 9 ]] && echo yes; case abc in a?c) echo m;& z) echo fall;;& *c) echo again;; esac; while read -r k v; do echo "$v $k"; done <<A\n1 one\n2 two\nA\nlet y=3*4; echo $y; set -e; (false; echo not); echo never',
  ],
  [
    'redirection',
    'exec 5>out; echo five >&5; exec 5>&-; cat out; { echo a; echo b >&2; } &>both; sort both; exec {fd}<both; read -u $fd l; echo $l; exec {fd}<&-; cat <<<"$(<out)"; echo more >>out 2>&1; cat < out | tr a-z A-Z; ls nope |& sed s/.*:/E:/; set -o noclobber; echo x >out; echo $?; cat <&7; echo $?; 3>&1 echo x >&3; (exec >&-; echo lost); echo $?',
  ],
  [
    'a long loop',
    'n=0; for ((i = 0; i < 20000; i++)); do ((n += i % 7)); done; echo $n; s=; while ((${#s} < 500)); do s+=x; done; echo ${#s}',
  ],
  [
    'many processes',
    'for i in {1..20}; do r=$(echo $i | { read x; echo $((x * x)); }); t=$((t + r)); done; echo $t; for i in {1..30}; do (exit $((i % 3))) & p+=($!); done; f=0; for j in ${p[@]}; do wait $j || ((f++)); done; echo $f',
  ],
  [
    'scripts',
    'cat >s <<\'A\'\nset -u\nmain() { echo "$# $1"; return 3; }\nmain "$@"\nexit $?\nA\nbash s "an argument" 2; echo $?; bash -c \'echo $0 $1\' zero one; bash -n s && echo fine; echo "echo from stdin" | bash; bash -c "echo \\$-" | grep -c h; . ./s x y >o; echo not reached',
  ],
  [
    'errors',
    'nothing; echo $?; echo $((1 / 0)); echo after; bash -c "if"; echo $?; ./absent; echo $?; touch n; ./n; echo $?; cd nowhere; echo ${x?unset}; echo never',
  ],
  [
    'printf and times',
    'printf "%5.2f %e %g %x %o %c %b\\n" 3.14159 12345 0.0001 255 8 zed "a\\tb"; TZ=UTC printf "%(%Y-%m-%d)T\\n" 86400; printf "%s\\n" {a..c}; printf "%*d|%-*s|\\n" 5 42 6 ab; printf "%d %i\\n" 0x1f 010; ulimit -n >/dev/null && umask 077 && umask -S; enable -n echo; type -t echo; hash -r; times >/dev/null; SECONDS=10; echo $((SECONDS >= 10)); echo $((RANDOM < 32768))',
  ],
])('%s', async (_, script) => {
  await beside.compare({ program: 'bash', args: ['-c', script] })
})
