// The parameters of POSIX timers, as strace(1) shows them.

import {
  SIGEV_NONE,
  SIGEV_SIGNAL,
  SIGEV_THREAD,
  SIGEV_THREAD_ID,
  SIGEVENT,
  type Sigevent,
  signalName,
} from '@jvisor/abi'
import type { ParamDecoder } from '../spec.ts'
import { int, structIn } from './decoders.ts'
import { byValue } from './flag-tables.ts'
import { valueText } from './text.ts'

const NOTIFY = byValue({ SIGEV_SIGNAL, SIGEV_NONE, SIGEV_THREAD, SIGEV_THREAD_ID })

export const TIMER_ID: ParamDecoder = int('timer_t timerid')

export const SIGEVENT_IN: ParamDecoder = structIn('struct sigevent *sevp', SIGEVENT, sigeventText)

/** "{sigev_value={sival_int=7, sival_ptr=0x7}, sigev_signo=SIGRT_8, sigev_notify=SIGEV_SIGNAL}" */
function sigeventText({ sigev_value, sigev_signo, sigev_notify, sigev_tid }: Sigevent): string {
  const int = BigInt.asIntN(32, sigev_value)
  const value =
    sigev_value === 0n ? [] : [`sigev_value={sival_int=${int}, sival_ptr=0x${sigev_value.toString(16)}}`]
  const sends =
    sigev_notify === SIGEV_SIGNAL || sigev_notify === SIGEV_THREAD || sigev_notify === SIGEV_THREAD_ID
  const fields = [
    ...value,
    `sigev_signo=${sends ? signalName(sigev_signo) : sigev_signo}`,
    `sigev_notify=${valueText(sigev_notify, NOTIFY, 'SIGEV_???')}`,
  ]
  if (sigev_notify === SIGEV_THREAD) fields.push('sigev_notify_function=NULL', 'sigev_notify_attributes=NULL')
  if (sigev_notify === SIGEV_THREAD_ID) fields.push(`sigev_notify_thread_id=${sigev_tid}`)
  return `{${fields.join(', ')}}`
}
