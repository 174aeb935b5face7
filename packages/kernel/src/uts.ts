// Uts: what the system says of itself. gVisor: pkg/sentry/kernel/uts_namespace.go, pkg/abi/linux/utsname.go.

/** The version of Linux whose behaviour is shown. */
export const UTS_RELEASE = '6.18.0'
export const UTS_VERSION = '#1 SMP PREEMPT_DYNAMIC'

/** What uname(2) and /proc/sys/kernel show. */
export class Uts {
  readonly sysname = 'Linux'
  readonly release = UTS_RELEASE
  readonly version = UTS_VERSION
  nodename = 'jvisor'
  domainname = '(none)'
}
