import { readdirSync, readFileSync } from 'node:fs'
import type { ClassFact, MethodFact, ParameterFact } from '../../libvirt/src/reference/data.ts'

/** Classes and methods that are written by hand, from their sources: names, signatures and TSDoc. */
export interface WrittenClasses {
  readonly classes: readonly ClassFact[]
  readonly methods: readonly MethodFact[]
}

const source = new URL('../../libvirt/src/', import.meta.url)
const folders = ['api', 'api/events', 'streams']
/** What is exported but only has a use inside. */
const inner = new Set(['LanePool'])
const innerMembers = new Set([
  'EventHub.end',
  'EventHub.message',
  'EventHub.restore',
  'EventStream.push',
  'EventStream.finish',
  'Stream.open',
  'Connect.open',
  'Connect.openLane',
  'Admin.open',
])
/** Classes whose sources open with a diagram instead of words on the class. */
const classTexts: Record<string, string> = {
  Stream: 'Bytes to or from the daemon, with holes: a volume, a console, a picture.',
  EventHub: 'The events of a connection, as async iterators or by callback.',
}
/** Properties that say all by their names. */
const plainTexts: Record<string, string> = {
  conn: 'The connection it belongs to.',
  admin: 'The administration connection it belongs to.',
  name: 'Its name.',
  uuid: 'Its UUID.',
  id: 'Its number.',
  uri: 'Its URI as it was resolved.',
  mac: 'Its MAC address.',
  events: 'The events of this connection.',
  close: 'Ends it.',
  isAlive: 'Whether it is open.',
}

interface Found {
  readonly name: string
  readonly parent: string | undefined
  readonly text: string
  readonly members: readonly MethodFact[]
}

export function writtenClasses(): WrittenClasses {
  const files = folders.flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, source))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(new URL(`${folder}/${name}`, source), 'utf8')),
  )
  const found = files.flatMap((text) => classesIn(text)).filter(({ name }) => !inner.has(name))
  const childOf = new Map(found.flatMap(({ name, parent }) => (parent === undefined ? [] : [[parent, name] as const])))
  const publicName = (name: string): string => {
    const child = childOf.get(name)
    return child === undefined ? name : publicName(child)
  }
  const members = found
    .flatMap((fact) => fact.members.map((member) => ({ ...member, className: publicName(fact.name) })))
    .filter(({ className, name }) => !innerMembers.has(`${className}.${name}`))
  // An abstract member and the one that makes it are one; the one with the words is kept.
  const once = new Map<string, MethodFact>()
  for (const member of members) {
    const key = `${member.className}.${member.name}`
    const known = once.get(key)
    if (known === undefined || known.text === '') once.set(key, member)
  }
  return {
    classes: found
      .filter(({ name }) => publicName(name) === name)
      .map(({ name, text }) => ({ name, text: text || (classTexts[name] ?? '') })),
    methods: [...once.values(), ...files.flatMap((text) => functionsIn(text))],
  }
}

/** `connect` and `connectAdmin`: what stands on its own. */
function functionsIn(text: string): MethodFact[] {
  const pattern = /\/\*\*(?<doc>(?:(?!\*\/)[\s\S])*)\*\/\nexport async function (?<name>connect(?:Admin)?)\(/g
  return [...text.matchAll(pattern)].map((match) => {
    const { doc = '', name = '' } = match.groups ?? {}
    const rest = text.slice(match.index + match[0].length - name.length - 1)
    return member('', name, oneLine(rest.slice(0, rest.search(/ \{\n/))), readDoc(doc))
  })
}

function classesIn(text: string): Found[] {
  const pattern =
    /(?:\/\*\*(?<doc>(?:(?!\*\/)[\s\S])*)\*\/\n)?export (?:abstract )?class (?<name>\w+)(?:<\w+>)?(?: extends (?<parent>\w+))?[^{]*\{\n/g
  return [...text.matchAll(pattern)].map((match) => {
    const { doc = '', name = '', parent } = match.groups ?? {}
    const body = text.slice(match.index + match[0].length)
    const end = body.search(/^\}/m)
    return {
      name,
      parent,
      text: readDoc(doc).text,
      members: membersIn(name, end < 0 ? body : body.slice(0, end)),
    }
  })
}

/** Members at the first level of a class body; private, protected and internal ones are left out. */
function membersIn(className: string, body: string): MethodFact[] {
  const pattern =
    /(?:^ {2}\/\*\*(?<doc>(?:(?!\*\/)[\s\S])*)\*\/\n)?^ {2}(?<head>(?:override |async |get |readonly |abstract )*)(?<name>[a-z]\w*)(?=[(<:?]| =)(?<rest>[\s\S]*?(?: \{$|$))/gm
  const found: MethodFact[] = []
  for (const match of body.matchAll(pattern)) {
    const { doc, head = '', name = '' } = match.groups ?? {}
    if (['constructor', 'self'].includes(name)) continue
    const after = body.slice(match.index + match[0].length - (match.groups?.['rest'] ?? '').length)
    const isMethod = /^(<[^(]*>)?\(/.test(after)
    if (!isMethod && !/readonly |get /.test(head)) continue
    if (doc?.includes('@internal') === true) continue
    const end = isMethod ? after.search(/ \{\n/) : after.search(/ = |\n| \{/)
    const signature = oneLine(after.slice(0, end < 0 ? undefined : end))
    found.push(
      member(
        className,
        name,
        name + (head.includes('get ') ? signature.replace('()', '') : signature),
        readDoc(doc ?? ''),
      ),
    )
  }
  return found
}

interface Doc {
  readonly text: string
  readonly notes: ReadonlyMap<string, string>
  readonly returns: string
  readonly throws: readonly string[]
  readonly remarks: string
}

function readDoc(raw: string): Doc {
  const text = raw.replaceAll(/\n\s*\* ?/g, '\n').trim()
  const [summary = '', ...tags] = text.split(/(?:^|\n|\s)(?=@(?:param|returns|throws|remarks)\b)/)
  const notes = new Map<string, string>()
  const throws: string[] = []
  let returns = ''
  let remarks = ''
  for (const tag of tags) {
    const [, kind, rest = ''] = /^@(\w+)\s*([\s\S]*)$/.exec(tag) ?? []
    const value = oneLine(rest)
    if (kind === 'param') notes.set(value.split(' ')[0] ?? '', value.slice(value.indexOf(' ') + 1))
    else if (kind === 'returns') returns = value
    else if (kind === 'throws') throws.push(...value.replace(/^\{?LibvirtError\}? ?/, '').split('; '))
    else remarks = value
  }
  return { text: oneLine(summary), notes, returns, throws, remarks }
}

function member(className: string, name: string, signature: string, doc: Doc): MethodFact {
  const procedure = /(remote|qemu|lxc|admin) procedure (\d+)/.exec(doc.remarks)
  return {
    className,
    name,
    text: doc.text || (plainTexts[name] ?? ''),
    signature: signature
      .replaceAll(/,(?= ?\))/g, '')
      .replaceAll('( ', '(')
      .replaceAll(' )', ')'),
    parameters: parametersOf(signature, doc.notes),
    returnNote: doc.returns,
    throws: doc.throws,
    c: [...doc.remarks.matchAll(/\bvir[A-Z]\w+/g)].map(([c]) => c),
    since: /since libvirt ([\d.]+)/.exec(doc.remarks)?.[1] ?? '',
    ...(procedure === null ? {} : { program: procedure[1] ?? '', number: Number(procedure[2]) }),
  }
}

function parametersOf(signature: string, notes: ReadonlyMap<string, string>): ParameterFact[] {
  const open = signature.indexOf('(')
  if (open < 0) return []
  return splitTopLevel(signature.slice(open + 1, closingParenthesis(signature, open)))
    .filter((part) => !/^options[?:]/.test(part))
    .map((part) => {
      const groups =
        /^(?<name>\w+)(?<optional>\?)?(?:: (?<type>[\s\S]*?))?(?: = (?<fallback>[\s\S]*))?$/.exec(part)?.groups ?? {}
      const { name = part, optional, type, fallback } = groups
      const missing = fallback ?? (optional === undefined ? undefined : 'undefined')
      return {
        name,
        type: type ?? (/^-?\d/.test(fallback ?? '') ? 'number' : 'string'),
        ...(missing === undefined ? {} : { fallback: missing }),
        note: notes.get(name) ?? '',
      }
    })
}

function closingParenthesis(text: string, open: number): number {
  let depth = 0
  for (let i = open; i < text.length; i++) {
    if (text[i] === '(') depth++
    else if (text[i] === ')' && --depth === 0) return i
  }
  return text.length
}

function splitTopLevel(text: string): string[] {
  const parts = ['']
  let depth = 0
  for (const character of text) {
    if ('([{<'.includes(character)) depth++
    else if (')]}>'.includes(character)) depth--
    if (character === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += character
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
