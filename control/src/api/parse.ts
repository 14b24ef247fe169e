import { z } from 'zod'
import { Refusal } from './refusal.ts'

const secretFields = /pass(word)?$|user_data|token|secret|personality/i

/** A value as an error message may show it: short, and never a secret. */
function shown(path: readonly PropertyKey[], value: unknown): string {
  if (path.some((part) => secretFields.test(String(part)))) return '(not shown)'
  if (value !== null && typeof value === 'object') return Array.isArray(value) ? '[…]' : '{…}'
  const text = JSON.stringify(value) ?? 'undefined'
  return text.length > 100 ? `${text.slice(0, 100)}…` : text
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  let at: unknown = body
  for (const part of path) {
    if (at === null || typeof at !== 'object') return undefined
    at = (at as Record<PropertyKey, unknown>)[part]
  }
  return at
}

function reasonOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.slice(0, 5).map((key) => `'${key.slice(0, 100)}'`)
    return `Additional properties are not allowed (${keys.join(', ')} ${keys.length === 1 ? 'was' : 'were'} unexpected)`
  }
  if (value === undefined && issue.path.length > 0) return `'${String(issue.path.at(-1))}' is a required property`
  if (issue.code === 'too_small' && issue.origin === 'string') return 'it is too short'
  if (issue.code === 'too_big' && issue.origin === 'string') return 'it is too long'
  return issue.message
}

/** The deepest issue: of a union the branch that came furthest says what is wrong. */
function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue
  const inner = issue.errors.flat().map((one) => deepest({ ...one, path: [...issue.path, ...one.path] }))
  const best = inner.toSorted((a, b) => b.path.length - a.path.length)[0]
  return best !== undefined && best.path.length > issue.path.length ? best : issue
}

/** The message of a 400, in Nova's words: which field, what it was, why not. */
export function invalidText(error: z.ZodError, body: unknown): string {
  const first = error.issues[0]
  if (first === undefined) return 'Invalid input'
  const issue = deepest(first)
  const value = valueAt(body, issue.path)
  const field = issue.path.length === 0 ? 'body' : issue.path.map(String).join('.')
  return `Invalid input for field/attribute ${field}. Value: ${shown(issue.path, value)}. ${reasonOf(issue, value)}`
}

/** Checks what a client sent. @throws {Refusal} 400 that names the field. */
export function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new Refusal(400, invalidText(result.error, value))
}

/** Nova's booleans: JSON's, and the words that old clients send. */
export const LooseBoolean = z.union([
  z.boolean(),
  z.enum(['true', 'True', 'TRUE', '1', 'on', 'yes', 'ON', 'YES', 'On', 'Yes']).transform(() => true),
  z.enum(['false', 'False', 'FALSE', '0', 'off', 'no', 'OFF', 'NO', 'Off', 'No']).transform(() => false),
])

/** A count that may come as a number or as its digits. */
export const looseInt = (min: number, max: number) =>
  z
    .union([
      z.int(),
      z
        .string()
        .regex(/^-?\d{1,15}$/)
        .transform(Number),
    ])
    .pipe(z.int().min(min).max(max))

// oxlint-disable-next-line no-control-regex -- control characters are just what is looked for
const unprintable = /[\u0000-\u001F\u007F\uD800-\uDFFF]/

/** A name as Nova takes it: 1 to 255 printable characters, no blank at either end. */
export const Name = z
  .string()
  .min(1)
  .max(255)
  .refine(
    (text) => !unprintable.test(text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g, '')),
    'it has characters that cannot be printed',
  )
  .refine((text) => text.trim() === text, 'it begins or ends with a blank')

/** Text that PostgreSQL and XML can hold: no NUL. */
export const PlainText = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !text.includes('\u0000') && text.isWellFormed(), 'it has characters that cannot be kept')

/** One value of a query parameter; of a repeated one the last. */
export function queryText(query: unknown, name: string): string | undefined {
  const value = (query as Record<string, string | string[] | undefined>)[name]
  const text = Array.isArray(value) ? value.at(-1) : value
  if (text?.includes('\u0000'))
    throw new Refusal(400, `Invalid input for query parameter ${name}: it has a NUL character`)
  return text
}
