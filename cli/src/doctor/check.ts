import type { ListenAddress } from '../up/listen-address.ts'

/** What a check found: `warning` means that the service runs, with less than it could. */
export interface Finding {
  readonly state: 'ok' | 'warning' | 'broken'
  /** What is the case, in a few words. */
  readonly says: string
  /** What to do about it; every warning and fault has it. */
  readonly next?: string
}

export interface CheckContext {
  readonly env: NodeJS.ProcessEnv
  readonly stateDirectory: string
  readonly listen: ListenAddress
  /** Absent: this machine's own libvirt. */
  readonly libvirtUri: string | undefined
  readonly signal: AbortSignal
}

/** One thing that must be right on this machine. A throw is shown as broken. */
export interface Check {
  readonly name: string
  run(context: CheckContext): Promise<Finding>
}

export const ok = (says: string): Finding => ({ state: 'ok', says })
export const warning = (says: string, next: string): Finding => ({ state: 'warning', says, next })
export const broken = (says: string, next: string): Finding => ({ state: 'broken', says, next })
