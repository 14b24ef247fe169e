import { setTimeout as sleep } from 'node:timers/promises'
import { findServer } from '../client/find.ts'
import { type Json, objectOf, textOf } from '../client/json.ts'
import type { CloudSession } from '../client/session.ts'
import { Problem } from '../problem.ts'
import { type ClientOptions, type CommandContext, connect } from './context.ts'
import { eachNamed } from './each-named.ts'

export interface PowerOptions extends ClientOptions {
  readonly hard?: boolean
  readonly wait?: boolean
  readonly timeout: number
}

/** What each change asks for, what it is called while it goes on and when it is done, and the status it ends in. */
export const powerChanges = {
  start: { action: 'os-start', past: 'started', doing: 'being started', done: 'on', status: 'ACTIVE' },
  stop: { action: 'os-stop', past: 'stopped', doing: 'being shut down', done: 'off', status: 'SHUTOFF' },
  reboot: { action: 'reboot', past: 'rebooted', doing: 'being rebooted', done: 'rebooted', status: 'ACTIVE' },
  pause: { action: 'pause', past: 'paused', doing: 'being paused', done: 'paused', status: 'PAUSED' },
  unpause: { action: 'unpause', past: 'unpaused', doing: 'going on', done: 'on', status: 'ACTIVE' },
  suspend: { action: 'suspend', past: 'suspended', doing: 'being suspended', done: 'suspended', status: 'SUSPENDED' },
  resume: { action: 'resume', past: 'resumed', doing: 'being resumed', done: 'on', status: 'ACTIVE' },
} as const
export type PowerChange = keyof typeof powerChanges

export async function serverPower(
  context: CommandContext,
  change: PowerChange,
  names: string[],
  options: PowerOptions,
): Promise<void> {
  const { action, past, doing, done, status } = powerChanges[change]
  const argument = change === 'reboot' ? { type: options.hard === true ? 'HARD' : 'SOFT' } : null
  const session = await connect(context, options)
  await eachNamed(
    context,
    names,
    options,
    async (name) => {
      const server = await findServer(session, name, context.signal)
      const id = String(server['id'])
      const path = `/servers/${id}/action`
      await session.call('compute', 'POST', path, {
        ...{ signal: context.signal, body: { [action]: argument }, refused: `server ${name} was not ${past}` },
      })
      if (options.wait !== true) return { id, said: `server ${name} is ${doing}` }
      await untilSettled(context, session, { id, name, doing, status, timeoutMs: options.timeout * 1000 })
      return { id, said: `server ${name} is ${done}` }
    },
    'changed',
  )
}

interface Settling {
  readonly id: string
  readonly name: string
  readonly doing: string
  readonly status: string
  readonly timeoutMs: number
}

/** Waits until nothing works on the server any more. Giving up changes nothing of it. */
async function untilSettled(context: CommandContext, session: CloudSession, wait: Settling): Promise<void> {
  const end = performance.now() + wait.timeoutMs
  for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 1.3, 1000)) {
    const path = `/servers/${wait.id}`
    const answer = await session.call('compute', 'GET', path, { signal: context.signal }).catch((error: unknown) => {
      throw context.signal.aborted ? stillDoing(wait, 'interrupted') : error
    })
    const server: Json = objectOf(answer['server'])
    const status = textOf(server['status'])
    if (textOf(server['OS-EXT-STS:task_state']) === undefined) {
      if (status === wait.status) return
      throw new Problem(`server ${wait.name} is ${status ?? 'unknown'}, not ${wait.status}`, {
        next: `see what happened with \`kilonova server show ${wait.id}\``,
      })
    }
    if (performance.now() > end) throw stillDoing(wait, 'deadline')
    await sleep(pauseMs, undefined, { signal: context.signal }).catch(() => {
      throw stillDoing(wait, 'interrupted')
    })
  }
}

const stillDoing = (wait: Settling, exit: 'deadline' | 'interrupted'): Problem =>
  new Problem(`stopped waiting; server ${wait.name} is still ${wait.doing}`, {
    next: `look again with \`kilonova server show ${wait.id}\``,
    exit,
  })
