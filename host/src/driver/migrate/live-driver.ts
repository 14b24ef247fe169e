import type { HostAnswer, LiveState, MoveResult, MovingGuest, ServerId, ServerSpec } from '@kilonova/core'
import type { FileOptions } from '../../images/server-files.ts'
import type { DriverParts, OperationOptions } from '../parts.ts'
import { finishLive, leaveLive, prepareLive, resumeLive, undoPrepareLive } from './arrive.ts'
import { checkLiveDestination } from './check-destination.ts'
import { checkLiveSource } from './check-source.ts'
import { describeMovingGuest } from './describe-guest.ts'
import { liveState } from './live-state.ts'
import { type MoveOptions, type MoveRequest, Moves } from './moves.ts'

/** Carries out work on one server after what was asked of it before. */
export type InTurn = <T>(serverId: ServerId, options: OperationOptions, work: () => Promise<T>) => Promise<T>

/** Live migration, both sides of it. What watches or steers a move has no turn: it would wait for the move itself. */
export class LiveDriver {
  readonly #parts: DriverParts
  readonly #inTurn: InTurn
  readonly #moves: Moves

  constructor(parts: DriverParts, inTurn: InTurn) {
    this.#parts = parts
    this.#inTurn = inTurn
    this.#moves = new Moves(parts, parts.linkRates)
  }

  describe(spec: ServerSpec, measureSec: number, options: OperationOptions): Promise<MovingGuest> {
    return describeMovingGuest(this.#parts, spec, measureSec, options)
  }

  checkDestination(request: Parameters<typeof checkLiveDestination>[1], options: OperationOptions) {
    return checkLiveDestination(this.#parts, request, options)
  }

  checkSource(request: Parameters<typeof checkLiveSource>[2], options: OperationOptions) {
    return checkLiveSource(this.#parts, this.#parts.linkRates, request, options)
  }

  prepare(request: Parameters<typeof prepareLive>[1], options: FileOptions): Promise<void> {
    return this.#inTurn(request.spec.id, options, () => prepareLive(this.#parts, request, options))
  }

  undoPrepare(request: Parameters<typeof undoPrepareLive>[1], options: OperationOptions): Promise<void> {
    return this.#inTurn(request.serverId, options, () => undoPrepareLive(this.#parts, request, options))
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
