import {
  type EnumFact,
  type FunctionFact,
  type MethodFact,
  type ProcedureFact,
  referenceData,
  type TextFact,
} from './data.ts'
import { ownWords } from './debian-api.ts'
import { enumsOf } from './flag-enums.ts'
import { columns, wrap } from './layout.ts'
import { byTopic } from './topics.ts'
import { virshForm } from './virsh.ts'

/** How pages are made. */
export interface PageOptions {
  /** Folder of libvirt's own API description; default where Debian's libvirt-dev has it. */
  readonly apiFolder?: string | undefined
}

export function overviewPage(): string {
  const { classes, methods, release, enums, functions } = referenceData()
  const rows = classes.map(({ name, text }): [string, string] => {
    const count = methods.filter(({ className }) => className === name).length
    return [name, `${text} (${count})`]
  })
  const entry = methods.filter(({ className }) => className === '')
  return [
    'Classes of @kilonova/libvirt, and how many methods each has',
    '',
    columns(rows),
    '',
    'To begin',
    '',
    columns(entry.map(({ name, text }) => [name, text])),
    '',
    wrap(
      `help Domain lists its methods, help Domain.create shows one. Constants, error codes, C functions and procedures are found by their names and numbers: help VIR_MIGRATE_LIVE, help virDomainCreate, help VIR_ERR_NO_DOMAIN, help remote:305. help --search WORDS looks everywhere. ${functions.length} functions and ${enums.length} enums of libvirt ${release} are known.`,
    ),
  ].join('\n')
}

export function classPage(name: string): string {
  const { classes, methods } = referenceData()
  const found = classes.find((fact) => fact.name === name)
  const lines = [wrap(`${name}: ${found?.text ?? ''}`)]
  for (const [topic, list] of byTopic(methods.filter(({ className }) => className === name))) {
    lines.push('', topic, columns(list.map((method) => [method.name, firstSentence(method.text)])))
  }
  return lines.join('\n')
}

function firstSentence(text: string): string {
  return /^(.*?[.;:])(?:\s|$)/.exec(text)?.[1]?.replace(/[;:]$/, '.') ?? text
}

export function methodPage(method: MethodFact, options: PageOptions = {}): string {
  const lines = [
    qualified(method),
    '',
    wrap(method.signature, { margin: '      ', first: '  ' }),
    '',
    wrap(method.text || 'A property.'),
  ]
  if (method.parameters.length > 0) lines.push('', 'Parameters', columns(method.parameters.map(parameterRow)))
  const flags = enumsOf(method)
  for (const fact of flags) lines.push('', `Values of ${fact.name}`, enumRows(fact))
  if (method.returnNote !== '' || method.returnFields !== undefined) {
    lines.push('', 'Gives')
    if (method.returnNote !== '') lines.push(wrap(method.returnNote, { margin: '  ' }))
    for (const field of method.returnFields ?? []) lines.push(`  ${field}`)
  }
  if (method.throws.length > 0) lines.push('', 'Errors', columns(method.throws.map(throwRow)))
  lines.push('', ...otherNames(method))
  const words = ownPart(method.c[0], options)
  if (words !== undefined) lines.push('', words)
  return lines.join('\n')
}

export function qualified({ className, name }: MethodFact): string {
  return className === '' ? name : `${className}.${name}`
}

function parameterRow({ name, type, fallback, note }: MethodFact['parameters'][number]): [string, string] {
  const left = fallback === undefined ? `${name}: ${type}` : `${name}: ${type} = ${fallback}`
  return [left, note]
}

function throwRow(text: string): [string, string] {
  const at = text.indexOf(' ')
  return text.startsWith('VIR_') && at > 0 ? [text.slice(0, at), text.slice(at + 1)] : [text, '']
}

function enumRows({ values }: EnumFact): string {
  const widest = Math.max(...values.map(({ name }) => name.length))
  return values
    .filter(({ name }) => !name.endsWith('_LAST'))
    .map(({ name, value, since }) => `  ${name.padEnd(widest)}  ${String(value).padStart(8)}  since ${since}`)
    .join('\n')
}

function otherNames(method: MethodFact): string[] {
  const rows: [string, string][] = []
  const { functions } = referenceData()
  for (const c of method.c) {
    const found = functions.find((fact) => fact.c === c)
    rows.push(['C', found?.declaration ?? c])
    if (found !== undefined && found.python !== '') rows.push(['Python', found.python])
    const virsh = virshForm(c)
    if (virsh !== undefined) rows.push(['virsh', virsh])
  }
  if (method.since !== '') rows.push(['since', `libvirt ${method.since}`])
  if (method.number !== undefined) rows.push(['procedure', `${method.program}:${method.number}`])
  const once = rows.filter(([key, value], index) => rows.findIndex(([k, v]) => k === key && v === value) === index)
  return once.length === 0 ? [] : [columns(once)]
}

function ownPart(name: string | undefined, { apiFolder }: PageOptions): string | undefined {
  const words = name === undefined ? undefined : ownWords(name, apiFolder)
  if (words === undefined || words.text === '') return undefined
  const lines = [`libvirt's own description of ${name} (from libvirt-dev on this machine)`, '']
  lines.push(
    ...words.text.split('\n').map((line) => (line.length > 98 ? wrap(line, { margin: '  ' }) : `  ${line}`.trimEnd())),
  )
  if (words.parameters.length > 0) lines.push('', columns(words.parameters))
  if (words.returns !== '') lines.push('', wrap(`Returns ${words.returns}`, { margin: '  ' }))
  return lines.join('\n')
}

export function functionPage(fact: FunctionFact, options: PageOptions = {}): string {
  const method = referenceData().methods.find(({ c }) => c.includes(fact.c))
  if (method !== undefined) return methodPage(method, options)
  const own = ownPart(fact.c, options)
  const rows: [string, string][] = [
    ['C', fact.declaration],
    ['since', `libvirt ${fact.since}`],
    ['here', fact.here || 'nothing of that name'],
  ]
  return [fact.c, '', columns(rows), ...(own === undefined ? [] : ['', own])].join('\n')
}

export function enumPage(fact: EnumFact): string {
  const methods = referenceData().methods.filter((method) => enumsOf(method).includes(fact))
  const used = methods.map((method) => qualified(method)).join(', ')
  return [
    `${fact.name} (${fact.c} in C)`,
    '',
    enumRows(fact),
    ...(used === '' ? [] : ['', wrap(`Used by ${used}`)]),
  ].join('\n')
}

export function constantPage(fact: EnumFact, name: string, options: PageOptions = {}): string {
  const value = fact.values.find((found) => found.name === name)
  const rows: [string, string][] = [
    ['value', `${value?.value} (0x${(value?.value ?? 0).toString(16)})`],
    ['since', `libvirt ${value?.since}`],
    ['of', `${fact.name} (${fact.c} in C)`],
    ['TypeScript', `${fact.name}.${name}`],
    ['Python', `libvirt.${name}`],
  ]
  const used = referenceData().methods.filter((method) => enumsOf(method).includes(fact))
  if (used.length > 0) rows.push(['used by', used.map((method) => qualified(method)).join(', ')])
  const thrown = referenceData().methods.filter(({ throws }) => throws.some((text) => text.startsWith(name)))
  if (thrown.length > 0) rows.push(['thrown by', someOf(thrown.map((method) => qualified(method)))])
  const own = ownPart(name, options)
  return [name, '', columns(rows), ...(own === undefined ? [] : ['', own])].join('\n')
}

function someOf(names: readonly string[]): string {
  const most = 12
  return names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`
}

export function textPage({ name, value, since }: TextFact, options: PageOptions = {}): string {
  const own = ownPart(name, options)
  const rows: [string, string][] = [
    ['text', JSON.stringify(value)],
    ['since', `libvirt ${since}`],
  ]
  return [name, '', columns(rows), ...(own === undefined ? [] : ['', own])].join('\n')
}

export function procedurePage(fact: ProcedureFact): string {
  const { programs, methods } = referenceData()
  const program = programs.find(({ name }) => name === fact.program)
  const here = methods.filter((method) => method.program === fact.program && method.number === fact.number)
  const rows: [string, string][] = [
    ['number', `${fact.number} of the program ${fact.program} (${program?.id})`],
    ['kind', fact.kind],
    ['arguments', fact.args.join(', ') || 'none'],
    [fact.kind === 'event' ? 'carries' : 'reply', fact.results.join(', ') || 'nothing'],
  ]
  if (fact.c !== '') rows.push(['C', fact.c], ['since', `libvirt ${fact.since}`])
  if (fact.acl.length > 0) rows.push(['access', fact.acl.join(', ')])
  if (here.length > 0) rows.push(['here', here.map((method) => qualified(method)).join(', ')])
  return [`${fact.program}:${fact.number} ${fact.name}`, '', columns(rows)].join('\n')
}
