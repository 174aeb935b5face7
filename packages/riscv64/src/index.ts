export { RISCV_HWCAP, RiscvPlatform } from './riscv-platform.ts'
