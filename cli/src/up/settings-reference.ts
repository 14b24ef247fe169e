import { z } from 'zod'
import { UpSettings } from './settings.ts'

interface Schema {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly default?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly minimum?: number
  readonly maximum?: number
}

/** One key of settings.yaml, as an operator reads of it. */
export interface SettingLine {
  readonly key: string
  readonly unit: string
  readonly takes: string
  readonly default: string
  readonly consequence: string
}

/** Names end in their unit. */
const units: readonly (readonly [suffix: RegExp, unit: string])[] = [
  [/Ms$/, 'milliseconds'],
  [/Sec$/, 'seconds'],
  [/SecPerGiB$/, 'seconds per GiB'],
  [/Minutes$/, 'minutes'],
  [/Hours$/, 'hours'],
  [/Days$/, 'days'],
  [/MiBPerSec$|MiBps$/, 'MiB per second'],
  [/MiB$/, 'MiB'],
  [/GiB$/, 'GiB'],
  [/KiB$/, 'KiB'],
  [/Bytes$/, 'bytes'],
  [/Percent$/, 'percent'],
  [/mtu$/, 'bytes'],
  [/[rR]atio$/, 'factor'],
  [/weights\.\w+$/, 'factor'],
  [/[pP]ort$/, 'port'],
]

/** Every key that settings.yaml may have, in the order of the schema. */
export function settingLines(): SettingLine[] {
  const schema = z.toJSONSchema(UpSettings, { io: 'input', unrepresentable: 'any' }) as Schema
  return linesOf(schema, [])
}

function linesOf(schema: Schema, path: readonly string[]): SettingLine[] {
  if (schema.properties !== undefined) {
    return Object.entries(schema.properties).flatMap(([name, inner]) => linesOf(inner, [...path, name]))
  }
  const key = path.join('.')
  return [
    {
      key,
      unit: unitOf(key, schema),
      takes: takenBy(schema),
      default: schema.default === undefined ? '–' : JSON.stringify(schema.default),
      consequence: schema.description ?? '',
    },
  ]
}

function unitOf(key: string, { type }: Schema): string {
  const named = units.find(([suffix]) => suffix.test(key))?.[1]
  return named ?? (type === 'integer' || type === 'number' ? 'count' : '–')
}

function takenBy(schema: Schema): string {
  if (schema.enum !== undefined) return schema.enum.map((one) => String(one)).join(', ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(takenBy))].join(' or ')
  if (schema.type === 'array') return `a list of: ${schema.items === undefined ? 'anything' : takenBy(schema.items)}`
  if (schema.type === 'integer' || schema.type === 'number') {
    const what = schema.type === 'integer' ? 'whole number' : 'number'
    const most = schema.maximum === undefined || schema.maximum >= Number.MAX_SAFE_INTEGER ? undefined : schema.maximum
    const least = schema.minimum === undefined || schema.minimum <= Number.MIN_SAFE_INTEGER ? undefined : schema.minimum
    if (least !== undefined && most !== undefined) return `${what}, ${least} to ${most}`
    if (least !== undefined) return `${what}, ${least} or more`
    return most === undefined ? what : `${what}, ${most} at most`
  }
  if (schema.type === 'boolean') return 'true, false'
  return schema.type === 'string' ? 'text' : 'an object'
}

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ')

/** The reference page, in Markdown. */
export function settingsReference(): string {
  const sections = Map.groupBy(settingLines(), ({ key }) => sectionOf(key))
  const parts = [...sections].map(([section, lines]) => {
    const rows = lines.map(
      (one) =>
        `| \`${one.key}\` | ${cell(one.takes)} | ${one.unit} | ${one.default === '–' ? '–' : `\`${cell(one.default)}\``} | ${cell(one.consequence)} |`,
    )
    return [
      `## ${section}`,
      '',
      '| key | takes | unit | default | what it does |',
      '|---|---|---|---|---|',
      ...rows,
    ].join('\n')
  })
  return `${[head, ...parts].join('\n\n')}\n`
}

function sectionOf(key: string): string {
  const [first = '', second = '', third] = key.split('.')
  return (first === 'control' || first === 'host') && third !== undefined ? `${first}.${second}` : first
}

const head = `# Settings

Written by the program itself (\`UPDATE_GOLDEN=1 node --test cli/test/up/settings-reference.test.ts\`); a test keeps it true.

All settings lie in one file, \`settings.yaml\` in the state directory (\`/var/lib/kilonova\`); without it everything has the
defaults below. Every key may also come from the environment, with two underscores between its parts:
\`KILONOVA_CONTROL__SCHEDULER__CPU_RATIO=4\` is \`control.scheduler.cpuRatio\`. The command line goes before the environment, the
environment before the file. A key that is not known is refused at the start, with its name.

\`\`\`yaml
control:
  scheduler:
    cpuRatio: 4
host:
  heartbeatSec: 2
\`\`\``
