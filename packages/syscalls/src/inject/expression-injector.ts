// ExpressionInjector: does what injection expressions say. As with strace(1), invocations are counted for each call and
// each task, and of several expressions that name a call the last one holds.

import { type SyscallName, syscallName } from '@jvisor/abi'
import type { Injection, Injector, Task } from '@jvisor/kernel'
import { type InjectSpec, parseInject } from './inject-spec.ts'

export class ExpressionInjector implements Injector {
  readonly #specs = new Map<SyscallName, InjectSpec>()
  readonly #counts = new WeakMap<Task, Map<number, number>>()

  /** @throws InjectSyntaxError, one line */
  constructor(expressions: readonly string[]) {
    for (const spec of expressions.map(parseInject))
      for (const name of spec.calls) this.#specs.set(name, spec)
  }

  inject(t: Task, number: number): Injection | undefined {
    const name = syscallName(t.syscallTable.arch, number)
    const spec = name === undefined ? undefined : this.#specs.get(name)
    if (spec === undefined) return undefined
    const { first, last, step } = spec.when
    const nth = this.#count(t, number)
    return nth >= first && nth <= last && (nth - first) % step === 0 ? spec.injection : undefined
  }

  /** Which invocation of the call by this task it is, from 1 on. */
  #count(t: Task, number: number): number {
    const counts = this.#counts.get(t) ?? new Map<number, number>()
    this.#counts.set(t, counts)
    const nth = (counts.get(number) ?? 0) + 1
    counts.set(number, nth)
    return nth
  }
}
