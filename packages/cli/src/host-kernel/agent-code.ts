// The program that a scenario's tasks run on the host: it takes a system call from its slot, makes it, puts the result
// there, and waits for the next. It is some machine code, so that nobody needs a compiler: a process that Node
// itself made a copy of could not run JavaScript.
//
// rbx is the task's slot always (a system call keeps it, and so does the frame of a signal), and the code uses no stack,
// so that tasks may share one until they have moved to their own.

/** Where fields lie in a slot; of 8 bytes each but for the first two, which have 4. */
export const SLOT = {
  /** IDLE, GO or DONE: a futex that both sides wait on. */
  state: 0,
  /** Signals that handlers have run for. */
  handled: 4,
  number: 8,
  args: 16,
  result: 64,
  /** If the call makes a task: its slot; else 0. */
  child: 72,
  /** The end of this task's stack. */
  stack: 80,
  /** The numbers of signals, the last 64. */
  signals: 128,
  bytes: 256,
} as const

export const SLOT_SIGNALS = 64
export const [IDLE, GO, DONE] = [0, 1, 2]

const LISTING: readonly [code: string, meaning: string][] = [
  ['5b', 'entry:  pop rbx                      the slot'],
  ['8b13', 'idle:   mov edx, [rbx]'],
  ['83fa01', '        cmp edx, GO'],
  ['7411', '        je go'],
  ['4889df', '        mov rdi, rbx'],
  ['31f6', '        xor esi, esi                 FUTEX_WAIT while it is edx'],
  ['4531d2', '        xor r10d, r10d'],
  ['b8ca000000', '        mov eax, SYS_futex'],
  ['0f05', '        syscall'],
  ['ebe8', '        jmp idle'],
  ['488b4308', 'go:     mov rax, [rbx + number]'],
  ['488b7b10', '        mov rdi, [rbx + args]'],
  ['488b7318', '        mov rsi, [rbx + args + 8]'],
  ['488b5320', '        mov rdx, [rbx + args + 16]'],
  ['4c8b5328', '        mov r10, [rbx + args + 24]'],
  ['4c8b4330', '        mov r8, [rbx + args + 32]'],
  ['4c8b4b38', '        mov r9, [rbx + args + 40]'],
  ['0f05', '        syscall'],
  ['4885c0', '        test rax, rax'],
  ['7510', '        jnz done'],
  ['488b4b48', '        mov rcx, [rbx + child]       0 of a call that makes a task: this is the task'],
  ['4885c9', '        test rcx, rcx'],
  ['7407', '        jz done'],
  ['4889cb', '        mov rbx, rcx'],
  ['488b6350', '        mov rsp, [rbx + stack]'],
  ['48894340', 'done:   mov [rbx + result], rax'],
  ['c70302000000', '        mov dword [rbx], DONE'],
  ['4889df', '        mov rdi, rbx'],
  ['be01000000', '        mov esi, FUTEX_WAKE'],
  ['ba01000000', '        mov edx, 1'],
  ['b8ca000000', '        mov eax, SYS_futex'],
  ['0f05', '        syscall'],
  ['eb95', '        jmp idle'],
]

/** At SIGNAL_HANDLER. */
const HANDLER: readonly [code: string, meaning: string][] = [
  ['8b4b04', 'mov ecx, [rbx + handled]'],
  ['83e13f', 'and ecx, 63'],
  ['4088bc0b80000000', 'mov [rbx + rcx + signals], dil'],
  ['ff4304', 'inc dword [rbx + handled]'],
  ['c3', 'ret'],
]

/** At SIGNAL_RESTORER. */
const RESTORER: readonly [code: string, meaning: string][] = [
  ['b80f000000', 'mov eax, SYS_rt_sigreturn'],
  ['0f05', 'syscall'],
]

function bytesOf(listing: readonly (readonly [string, string])[]): Buffer {
  return Buffer.from(listing.map(([code]) => code).join(''), 'hex')
}

/** The program; `handler` and `restorer` are where those parts of it begin. */
export function agentCode(handler: number, restorer: number): Uint8Array {
  const code = new Uint8Array(4096)
  code.set(bytesOf(LISTING))
  code.set(bytesOf(HANDLER), handler)
  code.set(bytesOf(RESTORER), restorer)
  return code
}
