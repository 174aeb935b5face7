// The program that a scenario's tasks run on the host: it takes system calls, one or several, from the records that its
// slot names, makes them, puts the results there, and waits for the next. It is some machine code, so that nobody needs a
// compiler: a process that Node itself made a copy of could not run JavaScript.
//
// rbx is the task's slot always, rbp the record of the call that is made (a system call keeps both, and so does the frame
// of a signal), and the code uses no stack, so that tasks may share one until they have moved to their own.

/** Where fields lie in a slot; of 8 bytes each but for the first two, which have 4. */
export const SLOT = {
  /** IDLE, GO or DONE: a futex that both sides wait on. */
  state: 0,
  /** Signals that handlers have run for. */
  handled: 4,
  /** Where the records begin, and the last of them. */
  first: 8,
  last: 16,
  /** If the call makes a task: its slot; else 0. */
  child: 24,
  /** The end of this task's stack. */
  stack: 32,
  /** The numbers of signals, the last 64. */
  signals: 40,
  /** A record of its own. */
  record: 128,
  bytes: 256,
} as const

/** Where fields lie in the record of a call. */
export const RECORD = { number: 0, args: 8, result: 56, bytes: 64 } as const

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
  ['488b6b08', 'go:     mov rbp, [rbx + first]'],
  ['488b4500', 'call:   mov rax, [rbp + number]'],
  ['488b7d08', '        mov rdi, [rbp + args]'],
  ['488b7510', '        mov rsi, [rbp + args + 8]'],
  ['488b5518', '        mov rdx, [rbp + args + 16]'],
  ['4c8b5520', '        mov r10, [rbp + args + 24]'],
  ['4c8b4528', '        mov r8, [rbp + args + 32]'],
  ['4c8b4d30', '        mov r9, [rbp + args + 40]'],
  ['0f05', '        syscall'],
  ['4885c0', '        test rax, rax'],
  ['7514', '        jnz done'],
  ['488b4b18', '        mov rcx, [rbx + child]       0 of a call that makes a task: this is the task'],
  ['4885c9', '        test rcx, rcx'],
  ['740b', '        jz done'],
  ['4889cb', '        mov rbx, rcx'],
  ['488b6320', '        mov rsp, [rbx + stack]'],
  ['488b6b08', '        mov rbp, [rbx + first]'],
  ['48894538', 'done:   mov [rbp + result], rax'],
  ['483b6b10', '        cmp rbp, [rbx + last]'],
  ['488d6d40', '        lea rbp, [rbp + 64]'],
  ['75bb', '        jne call'],
  ['c70302000000', '        mov dword [rbx], DONE'],
  ['4889df', '        mov rdi, rbx'],
  ['be01000000', '        mov esi, FUTEX_WAKE'],
  ['ba01000000', '        mov edx, 1'],
  ['b8ca000000', '        mov eax, SYS_futex'],
  ['0f05', '        syscall'],
  ['eb83', '        jmp idle'],
]

/** At SIGNAL_HANDLER. */
const HANDLER: readonly [code: string, meaning: string][] = [
  ['8b4b04', 'mov ecx, [rbx + handled]'],
  ['83e13f', 'and ecx, 63'],
  ['40887c0b28', 'mov [rbx + rcx + signals], dil'],
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
