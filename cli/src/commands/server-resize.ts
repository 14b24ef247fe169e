import { findFlavor, findServer } from '../client/find.ts'
import type { Json } from '../client/json.ts'
import { durationText } from '../output/units.ts'
import { type ClientOptions, type CommandContext, connect } from './context.ts'
import { type MoveWait, waitForMove } from './wait-for-move.ts'

export interface SettleOptions extends ClientOptions {
  readonly wait?: boolean
  readonly timeout: number
}
export interface ServerResizeOptions extends SettleOptions {
  readonly flavor: string
}

/** Another flavor, on whichever host has room for it; the server is stopped for it and waits to be confirmed. */
export async function serverResize(context: CommandContext, name: string, options: ServerResizeOptions): Promise<void> {
  const session = await connect(context, options)
  const [server, flavor] = await Promise.all([
    findServer(session, name, context.signal),
    findFlavor(session, options.flavor, context.signal),
  ])
  const wait = { id: String(server['id']), name, what: 'resized' } as const
  await act(context, options, wait, { resize: { flavorRef: flavor['id'] } }, session)
}

export async function serverConfirm(context: CommandContext, name: string, options: SettleOptions): Promise<void> {
  const session = await connect(context, options)
  const server = await findServer(session, name, context.signal)
  const wait = { id: String(server['id']), name, what: 'confirmed' } as const
  await act(context, options, wait, { confirmResize: null }, session)
}

export async function serverRevert(context: CommandContext, name: string, options: SettleOptions): Promise<void> {
  const session = await connect(context, options)
  const server = await findServer(session, name, context.signal)
  const wait = { id: String(server['id']), name, what: 'reverted' } as const
  await act(context, options, wait, { revertResize: null }, session)
}

const said: Readonly<Record<MoveWait['what'], string>> = {
  resized: 'is resized; keep it with `kilonova server confirm`, or go back with `kilonova server revert`',
  migrated: 'is moved; keep it with `kilonova server confirm`, or go back with `kilonova server revert`',
  confirmed: 'stays as it is; what it was is removed',
  reverted: 'is what and where it was',
}

/** Asks for it, and waits for its end where that is wanted. */
export async function act(
  context: CommandContext,
  options: SettleOptions,
  wait: Omit<MoveWait, 'timeoutMs'>,
  body: Json,
  session: Awaited<ReturnType<typeof connect>>,
): Promise<void> {
  const started = performance.now()
  await session.call('compute', 'POST', `/servers/${wait.id}/action`, {
    body,
    headers: { 'openstack-api-version': 'compute 2.56' },
    signal: context.signal,
    refused: `server ${wait.name} was not ${wait.what}`,
  })
  if (options.wait !== true) {
    if (options.json === true) return context.output.json({ id: wait.id })
    return context.output.note(
      `server ${wait.name} is being ${wait.what}; see \`kilonova server show ${wait.id}\`${
        wait.what === 'resized' || wait.what === 'migrated' ? ', and confirm it when it is VERIFY_RESIZE' : ''
      }`,
    )
  }
  const server = await waitForMove(context, session, { ...wait, timeoutMs: options.timeout * 1000 })
  if (options.json === true) return context.output.json({ server })
  context.output.note(`server ${wait.name} ${said[wait.what]} (${durationText(performance.now() - started)})`)
}
