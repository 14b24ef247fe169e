import { readFile } from 'node:fs/promises'
import { parseDocument } from 'yaml'
import { type z, ZodError } from 'zod'
import { Fault } from '../model/fault.ts'

export interface SettingsSources {
  /** A YAML file; a missing one is an empty one unless `fileMustExist`. */
  readonly file?: string
  readonly fileMustExist?: boolean
  /** `KILONOVA_STORE__CONNECTION_STRING` is `store.connectionString`. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** What the command line says; wins over all. */
  readonly overrides?: Readonly<Record<string, unknown>>
}

type Tree = { [key: string]: unknown }

const prefix = 'KILONOVA_'

/**
 * One checked value from file, environment and command line; each wins over those before it. YAML 1.2: `on` and `no`
 * are texts, and a key written twice is refused.
 * @throws {Fault} `invalid`, with a line for every key that is wrong.
 */
export async function loadSettings<S extends z.ZodType>(schema: S, sources: SettingsSources): Promise<z.output<S>> {
  const tree: Tree = {}
  if (sources.file !== undefined) merge(tree, await readTree(sources.file, sources.fileMustExist === true))
  for (const [name, text] of Object.entries(sources.env ?? {}).sort(([a], [b]) => a.localeCompare(b))) {
    if (name.startsWith(prefix) && name.includes('__') && text !== undefined)
      setAt(tree, envPath(name), envValue(name, text))
  }
  merge(tree, sources.overrides ?? {})
  try {
    return await schema.parseAsync(tree)
  } catch (error) {
    if (error instanceof ZodError) throw wrongSettings(error, sources.file)
    throw error
  }
}

async function readTree(file: string, mustExist: boolean): Promise<Tree> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT' && !mustExist) return {}
    throw new Fault('invalid', `the settings file ${file} can not be read`, { cause })
  }
  const document = parseDocument(text, { version: '1.2', uniqueKeys: true })
  const [first] = document.errors
  if (first !== undefined) throw new Fault('invalid', `${file} is no YAML`, { cause: first, next: 'correct that line' })
  const value = document.toJS() as unknown
  if (value === null || value === undefined) return {}
  if (isTree(value)) return value
  throw new Fault('invalid', `${file} holds no sections`, { next: 'write keys such as `store:` at its left edge' })
}

/** `KILONOVA_STORE__CONNECTION_STRING` → `store`, `connectionString`. */
const envPath = (name: string): string[] =>
  name
    .slice(prefix.length)
    .split('__')
    .map((word) => word.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()))

/** Numbers, true, false, null and lists as in YAML; whatever is no YAML is a text. */
function envValue(name: string, text: string): unknown {
  const document = parseDocument(text, { version: '1.2' })
  const value = document.errors.length > 0 ? text : (document.toJS() as unknown)
  // `KILONOVA_A__B=key: value` would be a section: an environment variable is one value.
  if (isTree(value) && !text.trimStart().startsWith('{')) return text
  if (value === undefined) throw new Fault('invalid', `${name} can not be read`)
  return value
}

function setAt(tree: Tree, path: readonly string[], value: unknown): void {
  const last = path.at(-1)
  if (last === undefined) return
  let at = tree
  for (const key of path.slice(0, -1)) {
    const next = Object.hasOwn(at, key) ? at[key] : undefined
    at = isTree(next) ? next : define(at, key, {})
  }
  define(at, last, value)
}

function merge(into: Tree, from: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(from)) {
    if (value === undefined) continue
    const old = Object.hasOwn(into, key) ? into[key] : undefined
    if (isTree(old) && isTree(value)) merge(old, value)
    else define(into, key, isTree(value) ? structuredClone(value) : value)
  }
}

/** Not by assignment: a key named `__proto__` must stay a key. */
function define<T>(tree: Tree, key: string, value: T): T {
  Object.defineProperty(tree, key, { value, enumerable: true, writable: true, configurable: true })
  return value
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)

function wrongSettings(error: ZodError, file: string | undefined): Fault {
  const lines = error.issues.map(
    ({ path, message }) => `${path.length === 0 ? 'settings' : path.join('.')}: ${message}`,
  )
  return new Fault('invalid', `wrong settings: ${lines.join('; ')}`, {
    next: `correct ${file ?? 'them'}, the environment (KILONOVA_…) or the command line`,
  })
}
