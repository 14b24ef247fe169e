import { setTimeout as sleep } from 'node:timers/promises'
import { type Json, numberOf, objectOf, textOf } from '../client/json.ts'
import type { CloudSession } from '../client/session.ts'
import { ProgressBar } from '../output/progress-bar.ts'
import { Problem } from '../problem.ts'
import type { CommandContext } from './context.ts'

export interface MoveWait {
  readonly id: string
  readonly name: string
  readonly what: 'resized' | 'migrated' | 'confirmed' | 'reverted'
  readonly timeoutMs: number
}

const taskWords: Readonly<Record<string, string>> = {
  resize_prep: 'preparing its new place',
  resize_migrating: 'switching it off',
  resize_migrated: 'copying its disks',
  resize_finish: 'starting it at its new place',
  resize_reverting: 'going back',
}

/** What each ends in when it is done. */
const ends: Readonly<Record<MoveWait['what'], readonly string[]>> = {
  resized: ['finished'],
  migrated: ['finished'],
  confirmed: ['confirmed'],
  reverted: ['reverted'],
}

/**
 * Asks until the move is over, with a bar of the bytes copied meanwhile. Giving up changes nothing of it.
 * @throws {Problem} why it failed, with the server where it was; `deadline`; `interrupted`.
 */
export async function waitForMove(context: CommandContext, session: CloudSession, wait: MoveWait): Promise<Json> {
  const started = performance.now()
  using bar = new ProgressBar(context.output, { label: labelOf(wait, 'waiting'), unit: 'bytes', total: 1 })
  for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 1.3, 500)) {
    try {
      const [server, move] = await Promise.all([serverNow(session, wait, context), moveNow(session, wait, context)])
      const [task, status] = [textOf(server['OS-EXT-STS:task_state']), textOf(move['status']) ?? '']
      if (task === undefined && ends[wait.what].includes(status)) return server
      if (task === undefined && isFailed(wait, status)) throw failed(wait, move)
      show(bar, wait, task, objectOf(move['copying']))
      if (performance.now() - started > wait.timeoutMs) throw tooLong(wait)
      await sleep(pauseMs, undefined, { signal: context.signal })
    } catch (error) {
      if (context.signal.aborted) throw stopped(wait)
      throw error
    }
  }
}

const serverNow = async (session: CloudSession, { id }: MoveWait, { signal }: CommandContext): Promise<Json> =>
  objectOf((await session.call('compute', 'GET', `/servers/${id}`, { signal }))['server'])

const moveNow = async (session: CloudSession, { id }: MoveWait, { signal }: CommandContext): Promise<Json> =>
  objectOf((await session.call('compute', 'GET', `/servers/${id}/kilonova-cold-move`, { signal }))['move'])

/** A revert that failed leaves the move as it was: finished, and to be settled. */
const isFailed = ({ what }: MoveWait, status: string): boolean =>
  status === 'error' || (what === 'reverted' && status === 'finished')

function show(bar: ProgressBar, wait: MoveWait, task: string | undefined, copying: Json): void {
  const [done, total] = [numberOf(copying['done']), numberOf(copying['total'])]
  const copies = task === 'resize_prep' || task === 'resize_migrating' || task === 'resize_migrated'
  if (copies && done !== undefined && total !== undefined) {
    return bar.update(done, { label: labelOf(wait, textOf(copying['label']) ?? 'copying'), total: Math.max(1, total) })
  }
  bar.update(0, { label: labelOf(wait, taskWords[task ?? ''] ?? 'working') })
}

const labelOf = ({ name }: MoveWait, words: string): string => `server ${name}: ${words}`

function failed(wait: MoveWait, move: Json): Problem {
  const error = objectOf(move['error'])
  const because = [textOf(error['message']), textOf(error['cause'])].filter((one) => one !== undefined).join(': ')
  const left = wait.what === 'reverted' ? 'it is as it was resized' : 'it is where and as it was'
  return new Problem(`server ${wait.name} was not ${wait.what}; ${left}`, {
    ...(because === '' ? {} : { because }),
    next: textOf(error['next']) ?? `see \`openstack server event list ${wait.id}\``,
  })
}

const tooLong = (wait: MoveWait): Problem =>
  new Problem(`server ${wait.name} is not ${wait.what} after ${wait.timeoutMs / 1000} s`, {
    next: `look again with \`kilonova server show ${wait.id}\``,
    exit: 'deadline',
  })

const stopped = (wait: MoveWait): Problem =>
  new Problem(`stopped waiting; server ${wait.name} is still being ${wait.what}`, {
    next: `look with \`kilonova server show ${wait.id}\``,
    exit: 'interrupted',
  })
