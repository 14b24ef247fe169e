import { findServer } from '../client/find.ts'
import type { Json } from '../client/json.ts'
import type { CloudSession } from '../client/session.ts'
import { durationText } from '../output/units.ts'
import { type ClientOptions, type CommandContext, connect } from './context.ts'
import { printImage } from './image-show.ts'
import { keyValues } from './key-values.ts'
import { waitForSnapshot } from './wait-for-snapshot.ts'

interface Waiting extends ClientOptions {
  readonly name?: string
  readonly wait?: boolean
  readonly timeout: number
}
export interface ServerSnapshotOptions extends Waiting {
  readonly property: readonly string[]
}
export interface ServerBackupOptions extends Waiting {
  readonly type: string
  readonly rotate: number
}

export async function serverSnapshot(context: CommandContext, name: string, options: ServerSnapshotOptions) {
  const metadata = keyValues(options.property, '--property')
  const session = await connect(context, options)
  const server = await findServer(session, name, context.signal)
  const image = options.name ?? `${String(server['name'])}-${stamp()}`
  const action = { createImage: { name: image, metadata } }
  await make(context, session, { server, image, action, what: 'snapshot' }, options)
}

export async function serverBackup(context: CommandContext, name: string, options: ServerBackupOptions) {
  const session = await connect(context, options)
  const server = await findServer(session, name, context.signal)
  const image = options.name ?? `${String(server['name'])}-${options.type}-${stamp()}`
  const action = { createBackup: { name: image, backup_type: options.type, rotation: options.rotate } }
  const none = options.rotate === 0
  await make(context, session, { server, image, action, what: 'backup', none }, options)
}

interface Making {
  readonly server: Json
  readonly image: string
  readonly action: Json
  readonly what: 'snapshot' | 'backup'
  /** Nothing is made: a rotation of 0 only deletes. */
  readonly none?: boolean
}

async function make(
  context: CommandContext,
  session: CloudSession,
  { server, image: name, action, what, none = false }: Making,
  options: Waiting,
): Promise<void> {
  const { signal, output } = context
  const started = performance.now()
  const serverId = String(server['id'])
  const answer = await session.call('compute', 'POST', `/servers/${serverId}/action`, {
    body: action,
    headers: { 'openstack-api-version': 'compute 2.45' },
    signal,
    refused: `no ${what} of server ${String(server['name'])} was made`,
  })
  const imageId = String(answer['image_id'])
  const serverName = String(server['name'])
  if (none) {
    if (options.json === true) return output.json({ image_id: null })
    return output.note(`backups of server ${serverName} of this type are being deleted`)
  }
  if (options.wait !== true) {
    if (options.json === true) return output.json({ image_id: imageId })
    return output.note(
      `${what} ${name} of server ${serverName} is being made; see \`kilonova image show ${imageId}\`, cancel it with \`kilonova image delete ${imageId}\``,
    )
  }
  const image = await waitForSnapshot(context, session, {
    imageId,
    serverId,
    serverName,
    what,
    timeoutMs: options.timeout * 1000,
  })
  if (options.json === true) return output.json(image)
  output.note(`${what} ${name} of server ${serverName} is there after ${durationText(performance.now() - started)}`)
  printImage(output, image)
}

/** Sorts by time and is good in a file name: `20260131-0905`. */
const stamp = (): string => new Date().toISOString().slice(0, 16).replaceAll(/[-:]/g, '').replace('T', '-')
