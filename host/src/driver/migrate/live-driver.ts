import type { HostAnswer, LiveState, MoveResult, MovingGuest, ServerId, ServerSpec } from '@kilonova/core'
import type { FileOptions } from '../../images/server-files.ts'
import type { DriverParts, OperationOptions } from '../parts.ts'
import { finishLive, leaveLive, prepareLive, resumeLive, undoPrepareLive } from './arrive.ts'
import { checkLiveDestination, diskExists } from './check-destination.ts'
import { checkLiveSource } from './check-source.ts'
import { describeMovingGuest } from './describe-guest.ts'
import { liveState } from './live-state.ts'
import { type MoveOptions, type MoveRequest, Moves } from './moves.ts'

/** Carries out work on one server after what was asked of it before. */
export type InTurn = <T>(serverId: ServerId, options: OperationOptions, work: () => Promise<T>) => Promise<T>

/** How long a network may take that nobody waits for yet. */
const plugMs = 60_000

/** Live migration, both sides of it. What watches or steers a move has no turn: it would wait for the move itself. */
export class LiveDriver {
  readonly #parts: DriverParts
  readonly #inTurn: InTurn
  readonly #moves: Moves
  /** Networks that are being made for guests that were only asked about yet. */
  readonly #plugging = new Map<ServerId, Promise<unknown>>()

  constructor(parts: DriverParts, inTurn: InTurn) {
    this.#parts = parts
    this.#inTurn = inTurn
    this.#moves = new Moves(parts, parts.linkRates)
  }

  describe(spec: ServerSpec, measureSec: number, options: OperationOptions): Promise<MovingGuest> {
    return describeMovingGuest(this.#parts, spec, measureSec, options)
  }

  async checkDestination(
    request: Parameters<typeof checkLiveDestination>[1] & { readonly settling?: boolean | undefined },
    options: OperationOptions,
  ) {
    const answer = await checkLiveDestination(this.#parts, request, options)
    const { spec } = request
    // The directory that may be in the way is told by the source: with shared storage it is the guest's own.
    const agreed = answer.refusals.every((one) => one.startsWith(diskExists))
    if (request.settling === true && agreed) {
      // What fails is tried again, and told, when the host is prepared.
      const plugging = this.#parts.networks.plug(spec, AbortSignal.timeout(plugMs)).catch(() => undefined)
      this.#plugging.set(spec.id, plugging)
      void plugging.then(() => this.#plugging.get(spec.id) === plugging && this.#plugging.delete(spec.id))
    }
    return answer
  }

  checkSource(request: Parameters<typeof checkLiveSource>[2], options: OperationOptions) {
    return checkLiveSource(this.#parts, this.#parts.linkRates, request, options)
  }

  prepare(request: Parameters<typeof prepareLive>[1], options: FileOptions): Promise<void> {
    return this.#inTurn(request.spec.id, options, () => prepareLive(this.#parts, request, options))
  }

  undoPrepare(request: Parameters<typeof undoPrepareLive>[1], options: OperationOptions): Promise<void> {
    return this.#inTurn(request.serverId, options, async () => {
      await this.#plugging.get(request.serverId)
      await undoPrepareLive(this.#parts, request, options)
    })
  }

  move(request: MoveRequest, options: MoveOptions): Promise<MoveResult> {
    return this.#moves.move(request, options)
  }

  steer(serverId: ServerId, to: 'abort' | 'force-complete'): Promise<HostAnswer<'steerLive'>> {
    return this.#moves.steer(serverId, to)
  }

  state(serverId: ServerId, { signal }: OperationOptions): Promise<LiveState> {
    const what = `the state of server ${serverId} is not known`
    return this.#parts.connection.use(what, (connection) => liveState(connection, serverId), signal)
  }

  resume(request: Parameters<typeof resumeLive>[1], options: OperationOptions): Promise<LiveState> {
    return this.#inTurn(request.serverId, options, () => resumeLive(this.#parts, request, options))
  }

  finish(request: Parameters<typeof finishLive>[1], options: OperationOptions) {
    return this.#inTurn(request.spec.id, options, () => finishLive(this.#parts, request, options))
  }

  leave(request: Parameters<typeof leaveLive>[1], options: OperationOptions): Promise<void> {
    return this.#inTurn(request.serverId, options, () => leaveLive(this.#parts, request, options))
  }
}
