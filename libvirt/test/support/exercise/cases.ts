/** What single procedures need besides the arguments that their fields' names tell. */
import type { Session } from '../../../src/session/session.ts'
import type { Args } from './arguments.ts'
import { blockCases } from './block-cases.ts'
import type { Tolerance } from './compare.ts'
import { domainCases } from './domain-cases.ts'
import { guestCases } from './guest-cases.ts'
import { hostCases } from './host-cases.ts'
import { migrationCases } from './migration-cases.ts'
import type { Reference } from './peer.ts'
import { deviceCases } from './device-cases.ts'
import type { Stage } from './stage.ts'

/** How python3-libvirt is asked the same; by default the method of this name with the same arguments. */
export interface PythonView extends Tolerance {
  readonly call?: string
  readonly on?: (stage: Stage) => Reference
  readonly given?: (stage: Stage) => readonly unknown[]
  /** Our reply, and its value, in the form in which they can be compared. */
  readonly ours?: (reply: never) => unknown
  readonly theirs?: (value: never) => unknown
  /** The same for what our method gives; false where it has other arguments. */
  readonly method?: false | ((value: never) => unknown)
}

/** What Python sees afterwards. */
export interface Effect {
  readonly on?: (stage: Stage) => Reference
  readonly call: string
  readonly given?: readonly unknown[] | ((stage: Stage) => readonly unknown[])
  readonly is: (seen: never) => boolean
  /** How long it may take; default at once. */
  readonly withinMs?: number
}

export interface Case {
  /** Other arguments; may put things in place for them. */
  readonly args?: (stage: Stage) => Args | Promise<Args>
  /** What has to happen just before, on the same connection. @returns arguments that come of it. */
  readonly before?: (stage: Stage, session: Session) => Promise<Args | void>
  /** While the connection is still there. @param reply undefined when the call failed */
  readonly after?: (stage: Stage, reply: unknown) => Promise<unknown>
  /** Which daemon is called; the source of migrations where nothing is said. */
  readonly at?: 'source' | 'target'
  /** False where nobody else can be asked. */
  readonly python?: false | PythonView | ((stage: Stage) => false | PythonView)
  readonly effect?: Effect
}

const all: Record<string, Case> = {
  ...hostCases,
  ...domainCases,
  ...guestCases,
  ...blockCases,
  ...deviceCases,
  ...migrationCases,
}

export function caseOf(name: string): Case {
  return all[name] ?? {}
}

/** @returns names in the cases that no procedure has. */
export function strayCases(names: ReadonlySet<string>): string[] {
  return Object.keys(all).filter((name) => !names.has(name))
}
