import { type MethodFact, referenceData } from './data.ts'
import { enumsOf } from './flag-enums.ts'
import { virshCommands } from './virsh-commands.ts'

/** The form of the virsh command for a function, with argument names in capitals; undefined where virsh has none. */
export function virshForm(c: string): string | undefined {
  const template = virshCommands[c]
  if (template === undefined) return undefined
  const [command = '', flags = ''] = template.split(' | ')
  const text = command
    .replaceAll(
      /\?\{\w+\}:([^: ]*):(\S*)/g,
      (_, yes: string, no: string) => `[${[yes, no].filter(Boolean).join(' | ')}]`,
    )
    .replaceAll('{self}', 'SELF')
    .replaceAll(/\{([\w.]+?)<?\}/g, (_, name: string) => capitals(name.split('.').at(-1) ?? ''))
    .replaceAll(/\{[\w.]+<\}/g, 'FILE')
  const options =
    flags === ''
      ? ''
      : ` ${flags
          .split(' ')
          .map((flag) => `[${flag.slice(flag.indexOf('=') + 1)}]`)
          .join(' ')}`
  return `virsh ${text}${options}`
}

function capitals(name: string): string {
  return name.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()
}

/** What a method was called on, and with what. */
export interface CallRecord {
  readonly className: string
  readonly method: string
  readonly self: object
  readonly args: readonly unknown[]
}

/**
 * A call as a virsh command that a shell can run; undefined where virsh has none. XML goes in as a here-document.
 * @param uri of the connection
 */
export function virshCommandOf(call: CallRecord, uri: string): string | undefined {
  const fact = referenceData().methods.find(
    ({ className, name }) => className === call.className && name === call.method,
  )
  const c = fact?.c.find((name) => name in virshCommands)
  if (fact === undefined || c === undefined) return undefined
  const values = new Map<string, unknown>(fact.parameters.map(({ name }, index) => [name, call.args[index]]))
  const self = call.self as {
    name?: unknown
    uuid?: unknown
    pool?: unknown
    domain?: { name?: unknown }
    dom?: { name?: unknown }
  }
  values.set('self', self.name ?? self.uuid)
  values.set('pool', self.pool)
  values.set('domain', (self.domain ?? self.dom)?.name)
  const [template = '', flags = ''] = (virshCommands[c] ?? '').split(' | ')
  const documents: string[] = []
  const words = fill(template, values, documents) + flagOptions(flags, fact, values)
  return [`virsh --connect ${quoted(uri)} ${words}`, ...documents].join('\n')
}

function fill(template: string, values: ReadonlyMap<string, unknown>, documents: string[]): string {
  const put = (path: string, asFile: boolean): string | undefined => {
    const [name = '', ...rest] = path.split('.')
    let value = values.get(name)
    if (rest.length > 0 && typeof value === 'object' && value !== null)
      value = (value as Record<string, unknown>)[rest.join('.')]
    if (value === undefined || value === null || value === '' || value === 0) return undefined
    if (!asFile)
      return quoted(Array.isArray(value) ? value.map((item) => textOfValue(item)).join(',') : textOfValue(value))
    const mark = `EOF${documents.length === 0 ? '' : documents.length}`
    documents.push(`${textOfValue(value).replace(/\n$/, '')}\n${mark}`)
    return documents.length === 1
      ? `/dev/stdin <<'${mark}'`
      : `/dev/fd/${documents.length + 2} ${documents.length + 2}<<'${mark}'`
  }
  return template
    .replaceAll(/ \[([^\]]*)\]/g, (_, group: string) => {
      const [, path = '', file] = /\{([\w.]+)(<)?\}/.exec(group) ?? []
      const text = put(path, file !== undefined)
      return text === undefined ? '' : ` ${group.replace(/\{[^}]*\}/, () => text)}`
    })
    .replaceAll(/ \?\{(\w+)\}:([^: ]*):(\S*)/g, (_, name: string, yes: string, no: string) => {
      const option = values.get(name) === true || values.get(name) === 1 ? yes : no
      return option === '' ? '' : ` ${option}`
    })
    .replaceAll(
      /\{([\w.]+)(<)?\}/g,
      (_, path: string, file?: string) => put(path, file !== undefined) ?? zeroOrEmpty(values.get(path)),
    )
}

function zeroOrEmpty(value: unknown): string {
  return value === 0 ? '0' : "''"
}

/** Options for the bits of the argument `flags`, or `stats` and `types`, which add up values as well. */
function flagOptions(table: string, method: MethodFact, values: ReadonlyMap<string, unknown>): string {
  const options = table
    .split(' ')
    .filter(Boolean)
    .map((entry) => entry.split(/=(.*)/s) as [string, string])
  const known: string[] = []
  const unknown: string[] = []
  for (const { name, note } of method.parameters.filter(({ name: found }) =>
    ['flags', 'stats', 'types'].includes(found),
  )) {
    const bits = values.get(name)
    const named = /`(\w+)` values, added up/.exec(note)?.[1]
    const fact = enumsOf(method).find(
      (found) => found.name === named || (named === undefined && found.name.includes('Flags')),
    )
    if (typeof bits !== 'number' || fact === undefined) continue
    for (const { name: constant, value } of fact.values) {
      if (value === 0 || (bits & value) !== value || constant.endsWith('_LAST')) continue
      const option = options.find(([suffix]) => constant.endsWith(`_${suffix}`))?.[1]
      if (option === undefined) unknown.push(constant)
      else known.push(` ${option}`)
    }
  }
  return known.join('') + (unknown.length === 0 ? '' : ` # no option for ${unknown.join(', ')}`)
}

/** A word for a POSIX shell, in quotes only where it needs them. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./?&-]+$/.test(word) && !/[?&]/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

function textOfValue(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'bigint' ? value.toString() : JSON.stringify(value)
}
