import { Fault, type ServerId } from '@kilonova/core'

/** Copies under way, by server, so that whoever takes the server away can end them. */
export class RunningMoves {
  readonly #running = new Map<ServerId, Set<AbortController>>()

  begin(serverId: ServerId): Disposable & { readonly signal: AbortSignal } {
    const controller = new AbortController()
    const all = this.#running.get(serverId) ?? new Set()
    this.#running.set(serverId, all)
    all.add(controller)
    return {
      signal: controller.signal,
      [Symbol.dispose]: () => {
        all.delete(controller)
        if (all.size === 0 && this.#running.get(serverId) === all) this.#running.delete(serverId)
      },
    }
  }

  stop(serverId: ServerId): void {
    const reason = new Fault('cancelled', `the move of server ${serverId} was given up`)
    for (const controller of this.#running.get(serverId) ?? []) controller.abort(reason)
  }
}
