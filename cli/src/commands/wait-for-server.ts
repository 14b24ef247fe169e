import { setTimeout as sleep } from 'node:timers/promises'
import { type Json, numberOf, objectOf, textOf } from '../client/json.ts'
import type { EventStream } from '../client/events.ts'
import type { CloudSession } from '../client/session.ts'
import { ProgressBar } from '../output/progress-bar.ts'
import { Problem } from '../problem.ts'
import type { CommandContext } from './context.ts'

export interface Wait {
  readonly id: string
  readonly name: string
  readonly wanted: 'ACTIVE' | 'gone'
  readonly timeoutMs: number
}

const taskWords: Readonly<Record<string, string>> = {
  scheduling: 'choosing a host',
  networking: 'making ready the network',
  block_device_mapping: 'making ready the disks',
  spawning: 'starting',
  deleting: 'deleting',
}

/**
 * Waits until the server is what is wanted, with a bar meanwhile: by the service's events, where there are, else by asking. Giving up changes nothing of the server.
 * @returns the server; `{}` once it is gone.
 * @throws {Problem} its fault when it went into ERROR; `deadline`.
 */
export async function waitForServer(context: CommandContext, session: CloudSession, wait: Wait): Promise<Json> {
  try {
    return await untilWanted(context, session, wait)
  } catch (error) {
    throw context.signal.aborted ? stillGoing(wait) : error
  }
}

async function untilWanted(context: CommandContext, session: CloudSession, wait: Wait): Promise<Json> {
  const started = performance.now()
  // Before the first look: so nothing that happens between the two is missed.
  await using events = await session.events(wait.id, context.signal)
  using bar = new ProgressBar(context.output, { label: labelOf(wait, undefined), unit: 'percent', total: 100 })
  for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 1.3, 1000)) {
    const server = await look(context, session, wait)
    if (server === undefined) return {}
    const status = textOf(server['status'])
    if (status === wait.wanted) return server
    // One in ERROR may be deleted like any other: it failed to go only when nobody is deleting it any more.
    const going = wait.wanted === 'gone' && textOf(server['OS-EXT-STS:task_state']) === 'deleting'
    if (status === 'ERROR' && !going) throw errorOf(wait, server)
    bar.update(numberOf(server['progress']) ?? 0, { label: labelOf(wait, textOf(server['OS-EXT-STS:task_state'])) })
    if (performance.now() - started > wait.timeoutMs) {
      throw new Problem(`server ${wait.name} is still ${status ?? 'unknown'} after ${wait.timeoutMs / 1000} s`, {
        next: `look again with \`kilonova server show ${wait.id}\``,
        exit: 'deadline',
      })
    }
    if (events === undefined) await sleep(pauseMs, undefined, { signal: context.signal })
    else await untilNews(context, wait, events, bar)
  }
}

/** With the service's own news the server is asked for only when it changed, and now and then in case it was lost. */
const lookAnywayMs = 5000

async function untilNews(context: CommandContext, wait: Wait, events: EventStream, bar: ProgressBar): Promise<void> {
  const end = performance.now() + lookAnywayMs
  for (let left = lookAnywayMs; left > 0; left = end - performance.now()) {
    const news = await events.next(left)
    context.signal.throwIfAborted()
    const progress = objectOf(news?.['progress'])
    const [done, total] = [numberOf(progress['done']), numberOf(progress['total'])]
    if (news?.['what'] !== 'progress' || done === undefined) return
    if (total === undefined || total === 0) continue
    bar.update((100 * done) / total, { label: `server ${wait.name}: ${textOf(progress['label']) ?? 'working'}` })
  }
}

async function look(context: CommandContext, session: CloudSession, wait: Wait): Promise<Json | undefined> {
  try {
    const answer = await session.call('compute', 'GET', `/servers/${wait.id}`, { signal: context.signal })
    return objectOf(answer['server'])
  } catch (error) {
    if (!(error instanceof Problem) || error.exit !== 'notFound') throw error
    if (wait.wanted === 'gone') return undefined
    throw new Problem(`server ${wait.name} was deleted while it was built`, { cause: error, exit: 'notFound' })
  }
}

function stillGoing(wait: Wait): Problem {
  const what = wait.wanted === 'gone' ? 'deleted' : 'built'
  return new Problem(`stopped waiting; server ${wait.name} is still being ${what}`, {
    next:
      wait.wanted === 'gone'
        ? `see \`kilonova server why ${wait.id}\``
        : `look with \`kilonova server show ${wait.id}\`, end it with \`kilonova server delete ${wait.id}\``,
    exit: 'interrupted',
  })
}

function errorOf(wait: Wait, server: Json): Problem {
  const fault = objectOf(server['fault'])
  const verb = wait.wanted === 'gone' ? 'deleted' : 'built'
  return new Problem(`server ${wait.name} could not be ${verb}`, {
    because: [textOf(fault['message']), textOf(fault['cause'])].filter((one) => one !== undefined).join(': '),
    next:
      textOf(fault['next']) ??
      `see \`kilonova server why ${wait.id}\`; remove it with \`kilonova server delete ${wait.id}\``,
  })
}

function labelOf(wait: Wait, task: string | undefined): string {
  const doing = task === undefined ? (wait.wanted === 'gone' ? 'deleting' : 'building') : (taskWords[task] ?? task)
  return `server ${wait.name}: ${doing}`
}
