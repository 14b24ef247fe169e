import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { type AnyFlow, type FlowEvent, flow, silentLog, type Store } from '@kilonova/core'
import { FlowEngine } from '@kilonova/core/store'

/** A door that a step waits at, and the test opens. */
export class Gate {
  readonly #reached = Promise.withResolvers<void>()
  readonly #opened = Promise.withResolvers<void>()
  /** Resolves once the step is there. */
  readonly reached = this.#reached.promise
  open(): void {
    this.#opened.resolve()
  }
  /** Waits; an aborted signal ends the waiting by its reason. */
  async pass(signal: AbortSignal): Promise<void> {
    this.#reached.resolve()
    const aborted = Promise.withResolvers<never>()
    const stop = () => aborted.reject(signal.reason as Error)
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
    try {
      await Promise.race([this.#opened.promise, aborted.promise])
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }
}

/** A flow of two steps that waits at a gate in its first, and notes all it does. */
export function gatedFlow(name: string, gate: Gate, seen: string[]) {
  return flow<object>(name)
    .step('held', {
      do: async ({ signal }) => {
        seen.push(`${name} begins`)
        await gate.pass(signal)
      },
      undo: async () => void seen.push(`${name} undone`),
    })
    .step('after', { do: async () => void seen.push(`${name} goes on`), noUndo: 'it only notes' })
}

/** Its lease ends for no machine that only stands still for some seconds; a test about leases says its own. */
export async function startEngine(store: Store, flows: readonly AnyFlow[], owner = 'tester', settings = {}) {
  const engine = new FlowEngine({ store, owner, log: silentLog, flows, settings: { leaseMs: 60_000, ...settings } })
  await engine.start()
  return engine
}

export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = 120_000,
): Promise<void> {
  for (const end = performance.now() + withinMs; performance.now() < end; await sleep(5)) if (await holds()) return
  assert.fail(`not within ${withinMs} ms: ${what}`)
}

export const nextEvent = (engine: FlowEngine, matches: (event: FlowEvent) => boolean): Promise<FlowEvent> =>
  new Promise((resolve) => {
    const watching = engine.watch((event) => {
      if (!matches(event)) return
      watching[Symbol.dispose]()
      resolve(event)
    })
  })
