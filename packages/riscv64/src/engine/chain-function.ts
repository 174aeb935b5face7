// The function of the interpreter that goes from one translated function to the next, for as long as there is one where
// the program goes on: apart from the interpreter's loop, whose many variables would be saved around each call.

import { FunctionEmitter, w } from '@jvisor/wasm'
import {
  CODE_TLB_SLOT_SHIFT,
  CODE_TLB_SLOTS,
  CODE_TO_RECORD_SHIFT,
  ENTRY_BITS,
  type HartLayout,
} from './layout.ts'
import { COMPILED } from './operations.ts'

/**
 * chain(record): executes from a record of a translated function on; registers and fuel are the hart's.
 * @returns as a translated function does: where the program goes on, or, with bit 0 set, what stopped it
 */
export function chainFunction(layout: HartLayout): FunctionEmitter {
  const f = new FunctionEmitter(1)
  const [record, target] = [0, f.local('i64')]
  const [entry, slot] = [f.local('i32'), f.local('i32')]
  const out = f.open(w.BLOCK)
  const again = f.open(w.LOOP)
  f.get(record)
  f.memory(w.I32_LOAD, 4)
  f.tee(entry)
  f.i32((1 << ENTRY_BITS) - 1)
  f.op(w.I32_AND)
  f.get(entry)
  f.i32(ENTRY_BITS)
  f.op(w.I32_SHR_U)
  f.callIndirect()
  f.tee(target)
  f.op(w.I32_WRAP_I64)
  f.i32(1)
  f.op(w.I32_AND)
  f.hint(false)
  f.brIf(out)
  f.i32(0)
  f.memory(w.I32_LOAD, layout.FUEL)
  f.i32(0)
  f.op(w.I32_LE_S)
  f.hint(false)
  f.brIf(out)
  f.get(target)
  f.i64(12 - CODE_TLB_SLOT_SHIFT)
  f.op(w.I64_SHR_U, w.I32_WRAP_I64)
  f.i32((CODE_TLB_SLOTS - 1) << CODE_TLB_SLOT_SHIFT)
  f.op(w.I32_AND)
  f.tee(slot)
  f.memory(w.I64_LOAD, layout.CODE_TLB)
  f.get(target)
  f.i64(-4096)
  f.op(w.I64_AND, w.I64_NE)
  f.hint(false)
  f.brIf(out)
  f.get(slot)
  f.memory(w.I32_LOAD, layout.CODE_TLB + 8)
  f.get(target)
  f.op(w.I32_WRAP_I64)
  f.i32(0xffe)
  f.op(w.I32_AND)
  f.i32(CODE_TO_RECORD_SHIFT)
  f.op(w.I32_SHL, w.I32_ADD)
  f.tee(record)
  f.memory(w.I32_LOAD8_U)
  f.i32(COMPILED)
  f.op(w.I32_EQ)
  f.hint(true)
  f.brIf(again)
  f.i32(0)
  f.get(target)
  f.memory(w.I64_STORE, layout.MISSED)
  f.close()
  f.close()
  f.get(target)
  return f
}
