import type { CompleterResult } from 'node:readline'
import type { REPLServer } from 'node:repl'
import { runInContext } from 'node:vm'
import type { Connect } from '../api/connect.ts'
import { referenceData } from './data.ts'
import { qualified } from './pages.ts'
import { classOf } from './topic-of.ts'

type Callback = (error: Error | null, result?: CompleterResult) => void
type Completer = (line: string, callback: Callback) => void

/** Which list on the connection a look-up by name is completed from. */
const lists: Readonly<Record<string, (conn: Connect) => Promise<{ readonly name: string }[]>>> = {
  domainLookupByName: (conn) => conn.listAllDomains(),
  networkLookupByName: (conn) => conn.listAllNetworks(),
  storagePoolLookupByName: (conn) => conn.listAllStoragePools(),
  interfaceLookupByName: (conn) => conn.listAllInterfaces(),
  nodeDeviceLookupByName: (conn) => conn.listAllNodeDevices(),
  nwfilterLookupByName: (conn) => conn.listAllNwFilters(),
}
const longestMs = 1000

/**
 * Completes methods of our objects with those that have help, names of guests and other objects inside a look-up,
 * `VIR_` constants to their enums, topics inside `help('`; leaves all else to Node.
 */
export function completions(server: REPLServer, conn: Connect): Completer {
  const builtIn = (Reflect.get(server, 'completer') as Completer).bind(server)
  return (line, callback) => {
    const found = namesFor(server, line) ?? constantsFor(line) ?? topicsFor(line)
    if (found !== undefined) {
      callback(null, found)
      return
    }
    const lookUp = /\b(\w+LookupByName)\((['"])([^'"]*)$/.exec(line)
    const list = lookUp === null ? undefined : lists[lookUp[1] ?? '']
    if (list === undefined || lookUp === null) {
      builtIn(line, callback)
      return
    }
    const [, , quote = "'", typed = ''] = lookUp
    void (async () => callback(null, await namesOf(list(conn), quote, typed)))()
  }
}

/** Completion never fails: without an answer there is nothing to offer. */
async function namesOf(
  list: Promise<{ readonly name: string }[]>,
  quote: string,
  typed: string,
): Promise<CompleterResult> {
  const objects = await within(list).catch(() => [])
  const names = objects.map(({ name }) => name).filter((name) => name.startsWith(typed))
  return [names.map((name) => `${quote}${name}${quote})`), quote + typed]
}

async function within<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('too slow to complete')), longestMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** `domain.mig` → the methods of Domain that begin so, when `domain` is a variable at the prompt. */
function namesFor(server: REPLServer, line: string): CompleterResult | undefined {
  const match = /(?:^|[^\w.$'"])(?<variable>[A-Za-z_$][\w$]*)\.(?<typed>\w*)$/.exec(line)?.groups
  const { variable = '', typed = '' } = match ?? {}
  const value = match === undefined ? undefined : valueOf(server, variable)
  const owner = typeof value === 'object' && value !== null ? classOf(value) : ''
  if (owner === '') return undefined
  const names = referenceData()
    .methods.filter(({ className, name }) => className === owner && name.startsWith(typed))
    .map(({ name }) => `${variable}.${name}`)
  return [[...new Set(names)], `${variable}.${typed}`]
}

/** What a name means at the prompt. `const` and `let` are not properties of the context, so it is asked by running it. */
function valueOf(server: REPLServer, variable: string): unknown {
  try {
    return runInContext(variable, server.context) as unknown
  } catch {
    return undefined
  }
}

/** `VIR_MIGRATE_L` → `DomainMigrateFlags.VIR_MIGRATE_LIVE`; after the enum's name, its constants. */
function constantsFor(line: string): CompleterResult | undefined {
  const [, owner, typed] = /(?:^|[^\w.'"])(?:(\w+)\.)?(VIR_\w*)$/.exec(line) ?? []
  if (typed === undefined) return undefined
  const names = referenceData()
    .enums.filter(({ name }) => owner === undefined || name === owner)
    .flatMap(({ name, values }) =>
      values.filter((value) => value.name.startsWith(typed)).map((value) => `${name}.${value.name}`),
    )
  return [names, owner === undefined ? typed : `${owner}.${typed}`]
}

function topicsFor(line: string): CompleterResult | undefined {
  const [, typed] = /\bhelp\(['"]([\w.]*)$/.exec(line) ?? []
  if (typed === undefined) return undefined
  const { classes, methods, enums, functions } = referenceData()
  const names = [
    ...classes.map(({ name }) => name),
    ...methods.map((method) => qualified(method)),
    ...enums.flatMap(({ name, values }) => [name, ...values.map((value) => value.name)]),
    ...functions.map(({ c }) => c),
  ]
  return [names.filter((name) => name.startsWith(typed)), typed]
}
