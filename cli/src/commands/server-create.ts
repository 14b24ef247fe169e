import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { findFlavor, findImage, findNetwork, findPort } from '../client/find.ts'
import { type Json, objectOf } from '../client/json.ts'
import type { CloudSession } from '../client/session.ts'
import { durationText } from '../output/units.ts'
import { Problem } from '../problem.ts'
import { type ClientOptions, type CommandContext, connect } from './context.ts'
import { keyValues } from './key-values.ts'
import { printServer } from './server-show.ts'
import { waitForServer } from './wait-for-server.ts'

export interface ServerCreateOptions extends ClientOptions {
  readonly image: string
  readonly flavor: string
  readonly keyName?: string
  readonly userData?: string
  readonly property: readonly string[]
  readonly configDrive?: boolean
  readonly network: readonly string[]
  readonly port: readonly string[]
  readonly securityGroup: readonly string[]
  readonly wait?: boolean
  readonly timeout: number
}

export async function serverCreate(context: CommandContext, name: string, options: ServerCreateOptions): Promise<void> {
  const { signal } = context
  const metadata = keyValues(options.property, '--property')
  const userData =
    options.userData === undefined ? undefined : await readUserData(resolve(context.cwd, options.userData))
  const session = await connect(context, options)
  const [image, flavor] = await Promise.all([
    findImage(session, options.image, signal),
    findFlavor(session, options.flavor, signal),
  ])
  const started = performance.now()
  const answer = await session.call('compute', 'POST', '/servers', {
    signal,
    refused: `server ${name} was not made`,
    body: {
      server: {
        name,
        imageRef: image['id'],
        flavorRef: flavor['id'],
        ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
        ...(options.keyName === undefined ? {} : { key_name: options.keyName }),
        ...(userData === undefined ? {} : { user_data: userData }),
        ...(options.configDrive === true ? { config_drive: true } : {}),
        ...(await cardsOf(session, options, signal)),
      },
    },
  })
  const id = String(objectOf(answer['server'])['id'])
  const server =
    options.wait === true
      ? await waitForServer(context, session, { id, name, wanted: 'ACTIVE', timeoutMs: options.timeout * 1000 })
      : objectOf((await session.call('compute', 'GET', `/servers/${id}`, { signal }))['server'])
  if (options.json === true) return context.output.json({ server })
  context.output.note(
    options.wait === true
      ? `server ${name} is active after ${durationText(performance.now() - started)}`
      : `server ${name} is being built; see \`kilonova server show ${id}\``,
  )
  printServer(context.output, server)
}

/** Cards in the order networks, then ports; without one of either the server gets the default network. */
async function cardsOf(session: CloudSession, options: ServerCreateOptions, signal: AbortSignal): Promise<Json> {
  const networks: Json[] = []
  for (const name of options.network) networks.push({ uuid: (await findNetwork(session, name, signal))['id'] })
  for (const name of options.port) networks.push({ port: (await findPort(session, name, signal))['id'] })
  return {
    ...(networks.length === 0 ? {} : { networks }),
    ...(options.securityGroup.length === 0 ? {} : { security_groups: options.securityGroup.map((name) => ({ name })) }),
  }
}

async function readUserData(path: string): Promise<string> {
  try {
    return (await readFile(path)).toString('base64')
  } catch (cause) {
    throw new Problem(`${path} cannot be read`, { cause, exit: 'usage', next: 'name a file with --user-data' })
  }
}
