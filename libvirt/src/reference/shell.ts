/** A prompt with a live connection: `kilonova libvirt shell [URI]`. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { homedir } from 'node:os'
import { inspect, types } from 'node:util'
import { dirname, join } from 'node:path'
import { existsSync, mkdirSync } from 'node:fs'
import { REPLServer, start } from 'node:repl'
import type { Connect } from '../api/connect.ts'
import { LibvirtError } from '../errors/libvirt-error.ts'
import * as library from '../index.ts'
import { completions } from './completion.ts'
import { help, NoHelpError, search } from './find.ts'
import { type CallLog, recordCalls } from './call-log.ts'
import { classOf, topicOf } from './topic-of.ts'
import { virshCommandOf } from './virsh.ts'

export interface ShellOptions {
  /** Default: what libvirt's own programs would open. */
  readonly uri?: string | undefined
  /** Lets calls change things; otherwise the connection is read-only and the daemon refuses them. Default false. */
  readonly write?: boolean | undefined
  readonly input?: NodeJS.ReadableStream | undefined
  readonly output?: NodeJS.WritableStream | undefined
  /** Whether input is a terminal with editing and colours. Default: whether `output` is one. */
  readonly terminal?: boolean | undefined
  /** Where lines are kept for the next time; '' keeps none. Default `~/.local/state/kilonova/libvirt-shell`. */
  readonly historyFile?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Runs the prompt until `.exit`, ctrl-D or the signal.
 * @throws LibvirtError when the connection cannot be opened.
 */
export async function libvirtShell(options: ShellOptions = {}): Promise<void> {
  const { signal, write = false } = options
  const conn = await library.connect(options.uri ?? '', {
    readOnly: !write,
    ...(signal === undefined ? {} : { signal }),
  })
  try {
    const output = options.output ?? process.stdout
    output.write(await greeting(conn, write))
    const log: CallLog = { last: undefined }
    const server = startServer(conn, log, options, output)
    const leave = (): void => server.close()
    signal?.addEventListener('abort', leave, { once: true })
    void tellWhenClosed(conn, server, output)
    try {
      await new Promise<void>((resolve) => server.once('exit', resolve))
    } finally {
      signal?.removeEventListener('abort', leave)
    }
  } finally {
    await conn.close()
  }
}

async function tellWhenClosed(
  conn: Connect,
  server: { closed?: boolean },
  output: NodeJS.WritableStream,
): Promise<void> {
  const reason = await conn.closed
  if (server.closed !== true) output.write(`\nthe connection is closed: ${reason.message}\n`)
}

async function greeting(conn: Connect, write: boolean): Promise<string> {
  const domains = await countDomains(conn)
  const access = write ? 'calls may change things' : 'read-only: --write lets calls change things'
  return [
    `Connected to ${conn.uri} (libvirt ${library.versionText(conn.daemonVersion)}${domains}); ${access}.`,
    'conn is the connection; help(), help(conn), help(conn.listAllDomains); .virsh and .ts print the last call; .exit ends.',
    '',
  ].join('\n')
}

/** Empty where the driver has no guests, as that of networks alone. */
async function countDomains(conn: Connect): Promise<string> {
  try {
    const { length } = await conn.listAllDomains()
    return `, ${length} ${length === 1 ? 'domain' : 'domains'}`
  } catch (error) {
    if (error instanceof LibvirtError && error.is('VIR_ERR_NO_SUPPORT')) return ''
    throw error
  }
}

function startServer(
  conn: Connect,
  log: CallLog,
  options: ShellOptions,
  output: NodeJS.WritableStream,
): REPLServer & { closed?: boolean } {
  const server: REPLServer & { closed?: boolean } = start({
    prompt: 'libvirt> ',
    input: options.input ?? process.stdin,
    output,
    ...(options.terminal === undefined ? {} : { terminal: options.terminal }),
    ignoreUndefined: true,
    preview: false,
    breakEvalOnSigint: true,
  })
  server.once('exit', () => (server.closed = true))
  // All that the package exports is at hand, so that lines of a program work here as they stand.
  Object.assign(server.context, library, { conn: recordCalls(conn, log) })
  const endStreams = linesWithStreams(server, conn)
  Reflect.set(server, 'writer', (value: unknown) => {
    // Node tells of a line that was broken off here only, whether it waited or was still running.
    if (isInterruption(value)) endStreams()
    return show(value, server.terminal)
  })
  defineHelp(server, output)
  defineCommands(server, log, conn, output)
  Reflect.set(server, 'completer', completions(server, conn))
  const history =
    options.historyFile ??
    join(process.env['XDG_STATE_HOME'] ?? join(homedir(), '.local/state'), 'kilonova/libvirt-shell')
  if (history !== '') {
    makeFolder(dirname(history))
    server.setupHistory(history, (error) => {
      if (error !== null) output.write(`lines are not kept: ${error.message}\n`)
    })
  }
  return server
}

/**
 * As far as that goes; the history says why it can not be kept. Not by Node's own `recursive`, which tries for ever where a
 * parent is there and takes no child, as an automounter's /home.
 */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch {}
}

/**
 * Errors of the daemon in one line, with the code's name; of others where in the lines they came from, without what Node
 * did to run these; everything else as Node shows it, as if nothing were noted.
 */
function show(value: unknown, colors: boolean): string {
  if (value instanceof LibvirtError) return `${value.message} (${value.codeName}; help('${value.codeName}'))`
  if (value instanceof NoHelpError) return value.message
  if (isInterruption(value)) return 'interrupted; what the daemon was asked it may still carry out'
  if (!types.isNativeError(value)) return inspect(value, { colors, showProxy: false })
  return inspect(value, { showProxy: false }).replaceAll(/\n {4}at [^\n]*\bnode:[^\n]*?( \{)?$/gm, '$1')
}

/** A line that was sent; `broken` once ctrl-C ended it. */
interface Line {
  broken: boolean
  readonly streams: OpenStream[]
}

interface OpenStream {
  return(): Promise<unknown>
}

/**
 * What to call when ctrl-C ended the newest line: the event streams that it has opened and those that it still opens
 * end too, or its loop would go on printing.
 */
function linesWithStreams(server: REPLServer, conn: Connect): () => void {
  const lines = new AsyncLocalStorage<Line>()
  let newest: Line | undefined
  const { events } = conn
  const open = events.stream.bind(events)
  events.stream = async (...args) => {
    const line = lines.getStore()
    const stream = (await open(...args)) as unknown as OpenStream
    if (line?.broken !== true) {
      line?.streams.push(stream)
      return stream as never
    }
    await stream.return()
    // What came meanwhile is in the stream: the rest of a broken line never gets it.
    return new Promise<never>(() => undefined)
  }
  const evaluate = server.eval
  const each: typeof evaluate = function each(this: REPLServer, ...args) {
    newest = { broken: false, streams: [] }
    lines.run(newest, () => {
      evaluate.apply(this, args)
    })
  }
  Reflect.set(server, 'eval', each)
  return () => {
    if (newest === undefined) return
    newest.broken = true
    for (const stream of newest.streams) void stream.return()
  }
}

function isInterruption(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED'
}

/** `help()`, `help('VIR_…')`, `help(conn)`, `help(domain.create)`. */
function defineHelp(server: REPLServer, output: NodeJS.WritableStream): void {
  const helpOf = (what: unknown = ''): void => {
    output.write(`${help(topicOf(what))}\n`)
  }
  // Without its brackets, as one types it elsewhere, it is a value that is shown.
  server.context['help'] = Object.assign(helpOf, { [inspect.custom]: () => help(topicOf('')) })
  server.context['search'] = (text: string): void => {
    output.write(`${search(text)}\n`)
  }
}

function defineCommands(server: REPLServer, log: CallLog, conn: Connect, output: NodeJS.WritableStream): void {
  const define = (name: string, about: string, make: () => string): void => {
    server.defineCommand(name, {
      help: about,
      action() {
        this.clearBufferedCommand()
        output.write(`${make()}\n`)
        this.displayPrompt()
      },
    })
  }
  define('virsh', 'Print the last call as a virsh command', () => {
    if (log.last === undefined) return 'nothing was called yet'
    return virshCommandOf(log.last, conn.uri) ?? `virsh has no command for ${log.last.className}.${log.last.method}`
  })
  define('ts', 'Print the last call as a TypeScript program', () => {
    return log.last === undefined ? 'nothing was called yet' : typeScriptOf(log, conn)
  })
}

/** A program that makes the last call again. */
function typeScriptOf(log: CallLog, conn: Connect): string {
  const { last } = log
  if (last === undefined) return ''
  const owner = classOf(last.self)
  const args = last.args.map((arg) => sourceOf(arg)).join(', ')
  const lookUp = lookUps[owner]?.(last.self)
  const options = conn.readOnly ? ', { readOnly: true }' : ''
  return [
    "import { connect } from '@kilonova/libvirt'",
    '',
    `await using conn = await connect(${sourceOf(conn.uri)}${options})`,
    ...(lookUp === undefined ? [] : [`const it = await ${lookUp}`]),
    `console.log(await ${lookUp === undefined ? 'conn' : 'it'}.${last.method}(${args}))`,
  ].join('\n')
}

interface Named {
  readonly name?: string
  readonly uuid?: string
  readonly key?: string
  readonly portdev?: string
  /** What a snapshot, a checkpoint or a port is of. */
  readonly dom?: Named
  readonly net?: Named
}

/** How an object is found again, by its class. */
const lookUps: Readonly<Record<string, (self: Named) => string>> = {
  Domain: ({ name }) => `conn.domainLookupByName(${sourceOf(name)})`,
  Network: ({ name }) => `conn.networkLookupByName(${sourceOf(name)})`,
  StoragePool: ({ name }) => `conn.storagePoolLookupByName(${sourceOf(name)})`,
  StorageVol: ({ key }) => `conn.storageVolLookupByKey(${sourceOf(key)})`,
  Interface: ({ name }) => `conn.interfaceLookupByName(${sourceOf(name)})`,
  NodeDevice: ({ name }) => `conn.nodeDeviceLookupByName(${sourceOf(name)})`,
  NwFilter: ({ name }) => `conn.nwFilterLookupByName(${sourceOf(name)})`,
  NwFilterBinding: ({ portdev }) => `conn.nwFilterBindingLookupByPortDev(${sourceOf(portdev)})`,
  Secret: ({ uuid }) => `conn.secretLookupByUuid(${sourceOf(uuid)})`,
  DomainSnapshot: ({ dom, name }) =>
    `(await conn.domainLookupByName(${sourceOf(dom?.name)})).snapshotLookupByName(${sourceOf(name)})`,
  DomainCheckpoint: ({ dom, name }) =>
    `(await conn.domainLookupByName(${sourceOf(dom?.name)})).checkpointLookupByName(${sourceOf(name)})`,
  NetworkPort: ({ net, uuid }) =>
    `(await conn.networkLookupByName(${sourceOf(net?.name)})).portLookupByUuid(${sourceOf(uuid)})`,
}

function sourceOf(value: unknown): string {
  if (value === undefined) return 'undefined'
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'string')
    return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
  if (Array.isArray(value)) return `[${value.map((item) => sourceOf(item)).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const owner = classOf(value)
  if (owner !== '') return `/* the ${owner} */ undefined`
  return `{ ${Object.entries(value)
    .map(([key, item]) => `${/^\w+$/.test(key) ? key : sourceOf(key)}: ${sourceOf(item)}`)
    .join(', ')} }`
}
