import { setTimeout as sleep } from 'node:timers/promises'
import { type Json, listOf, numberOf, objectOf, textOf } from '../client/json.ts'
import type { CloudSession } from '../client/session.ts'
import { ProgressBar } from '../output/progress-bar.ts'
import { Problem } from '../problem.ts'
import type { CommandContext } from './context.ts'

export interface SnapshotWait {
  readonly imageId: string
  readonly serverId: string
  readonly serverName: string
  readonly what: 'snapshot' | 'backup'
  readonly timeoutMs: number
}

const takenBackMs = 60_000
const taskWords: Readonly<Record<string, string>> = {
  image_snapshot_pending: 'beginning',
  image_backup: 'copying its disk',
  image_snapshot: 'copying its disk',
  image_pending_upload: 'copied',
  image_uploading: 'storing the image',
}

/**
 * Asks until the image is active, with a bar meanwhile. Ctrl-C deletes the image, which cancels the snapshot; the
 * server goes on as it is.
 * @throws {Problem} why there is no image; `deadline`; `interrupted`.
 */
export async function waitForSnapshot(
  context: CommandContext,
  session: CloudSession,
  wait: SnapshotWait,
): Promise<Json> {
  const { output, signal } = context
  const label = (words: string) => `${wait.what} of ${wait.serverName}: ${words}`
  const started = performance.now()
  using bar = new ProgressBar(output, { label: label('beginning'), unit: 'percent', total: 100 })
  for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 1.3, 1000)) {
    try {
      const image = await imageNow(session, wait.imageId, signal)
      if (image === undefined) throw await whyGone(session, wait, signal)
      if (textOf(image['status']) === 'active') return image
      const server = await serverNow(session, wait.serverId, signal)
      const task = textOf(server['OS-EXT-STS:task_state'])
      bar.update(numberOf(server['progress']) ?? 0, { label: label(taskWords[task ?? ''] ?? 'working') })
      if (performance.now() - started > wait.timeoutMs) throw tooLong(wait)
      await sleep(pauseMs, undefined, { signal })
    } catch (error) {
      if (!signal.aborted) throw error
      throw await cancelled(session, wait)
    }
  }
}

async function imageNow(session: CloudSession, id: string, signal: AbortSignal): Promise<Json | undefined> {
  try {
    return await session.call('image', 'GET', `/v2/images/${id}`, { signal })
  } catch (error) {
    if (error instanceof Problem && error.exit === 'notFound') return undefined
    throw error
  }
}

async function serverNow(session: CloudSession, id: string, signal: AbortSignal): Promise<Json> {
  return objectOf((await session.call('compute', 'GET', `/servers/${id}`, { signal }))['server'])
}

/** The reason stands in the server's action log. */
async function whyGone(session: CloudSession, wait: SnapshotWait, signal: AbortSignal): Promise<Problem> {
  const because = await failureOf(session, wait.serverId, signal).catch(() => undefined)
  return new Problem(`there is no ${wait.what} of server ${wait.serverName}; the server is as before`, {
    because: because ?? 'its image was deleted meanwhile',
    next: 'take it again when the reason is gone',
  })
}

const detailed = { 'openstack-api-version': 'compute 2.84' }

async function failureOf(session: CloudSession, serverId: string, signal: AbortSignal): Promise<string | undefined> {
  const path = `/servers/${serverId}/os-instance-actions`
  const list = await session.call('compute', 'GET', path, { signal, headers: detailed })
  const last = listOf(list['instanceActions'])
    .map(objectOf)
    .find((one) => ['createImage', 'createBackup'].includes(textOf(one['action']) ?? ''))
  if (last === undefined || textOf(last['message']) !== 'Error') return undefined
  const one = await session.call('compute', 'GET', `${path}/${textOf(last['request_id']) ?? ''}`, {
    signal,
    headers: detailed,
  })
  const events = listOf(objectOf(one['instanceAction'])['events']).map(objectOf)
  return events.map((event) => textOf(event['details'])).find((text) => text !== undefined && text !== '')
}

function tooLong(wait: SnapshotWait): Problem {
  return new Problem(
    `the ${wait.what} of server ${wait.serverName} is not there after ${wait.timeoutMs / 1000} s; it goes on`,
    {
      next: `look again with \`kilonova image show ${wait.imageId}\``,
      exit: 'deadline',
    },
  )
}

/** Not with the signal that ended the wait: this is its repair. */
async function cancelled(session: CloudSession, wait: SnapshotWait): Promise<Problem> {
  try {
    await session.call('image', 'DELETE', `/v2/images/${wait.imageId}`, { deadlineMs: 10_000 })
  } catch (cause) {
    if (!(cause instanceof Problem) || cause.exit !== 'notFound') {
      return new Problem(`stopped waiting; the ${wait.what} of server ${wait.serverName} goes on`, {
        cause,
        next: `cancel it with \`kilonova image delete ${wait.imageId}\``,
        exit: 'interrupted',
      })
    }
  }
  const server = (await takenBack(session, wait.serverId))
    ? 'the server is as before'
    : 'what it did to the server is still being taken back'
  return new Problem(`cancelled: there is no ${wait.what} of server ${wait.serverName}; ${server}`, {
    exit: 'interrupted',
  })
}

/** @returns false when the server could not be seen without its task within a minute. */
async function takenBack(session: CloudSession, serverId: string): Promise<boolean> {
  const signal = AbortSignal.timeout(takenBackMs)
  try {
    for (;;) {
      const task = textOf((await serverNow(session, serverId, signal))['OS-EXT-STS:task_state'])
      if (task === undefined || taskWords[task] === undefined) return true
      await sleep(100, undefined, { signal })
    }
  } catch {
    return false
  }
}
