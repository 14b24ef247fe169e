import { Draft, noOrder } from './draft.ts'
import { type Field, inside, type Presence } from './field.ts'
import { parseXml } from './parse.ts'
import { printXml } from './print.ts'
import { type XmlDocument, type XmlElement, XmlError } from './tree.ts'

/**
 * Where a typed value keeps the XML that it was read from, so that writing it changes only what was changed in it.
 * Spreading (`{ ...domain, memoryMiB: 512 }`) carries it along; JSON and structuredClone do not, and a value without
 * it is written afresh from its fields alone.
 */
export const origin: unique symbol = Symbol('origin')

/** Opaque on purpose: two origins compare equal, and print as one word. */
export class Origin {
  readonly #element: XmlElement
  readonly #document: XmlDocument | undefined
  readonly #fields: Fields
  readonly #found: Found

  constructor(element: XmlElement, document: XmlDocument | undefined, fields: Fields, found: Found) {
    this.#element = element
    this.#document = document
    this.#fields = fields
    this.#found = found
  }

  static of(value: object): Origin | undefined {
    const found = (value as { [origin]?: unknown })[origin]
    return found instanceof Origin ? found : undefined
  }

  static element(value: object): XmlElement | undefined {
    const found = Origin.of(value)
    return found === undefined ? undefined : found.#element
  }

  static document(value: object): XmlDocument | undefined {
    const found = Origin.of(value)
    return found === undefined ? undefined : found.#document
  }

  /** What these fields read from the element, as far as that is known: a field that still says so needs no work. */
  static found(value: object, fields: Fields): Found | undefined {
    const found = Origin.of(value)
    return found !== undefined && found.#fields === fields ? found.#found : undefined
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `<${this.#element.name}>`
  }
}

type Values = Readonly<Record<string, unknown>>
/** What reading gave: places in the table, ascending, and the value of each. */
interface Found {
  readonly indices: readonly number[]
  readonly values: readonly unknown[]
}

// oxlint-disable-next-line typescript/no-explicit-any -- a table mixes fields of every type; each is checked where it is made
export type Fields = Readonly<Record<string, Field<any, any, Presence>>>

type OutOf<F> = F extends Field<infer Out, infer _In, Presence> ? Out : never
type InOf<F> = F extends Field<infer _Out, infer In, Presence> ? In : never
type PresenceOf<F> = F extends Field<infer _Out, infer _In, infer P> ? P : never

/** What reading gives: lists and sections are always there, the rest may be undefined. */
export type Read<F extends Fields> = {
  -readonly [K in keyof F as PresenceOf<F[K]> extends 'optional' ? K : never]?: OutOf<F[K]> | undefined
} & {
  -readonly [K in keyof F as PresenceOf<F[K]> extends 'optional' ? never : K]: OutOf<F[K]>
} & { readonly [origin]?: Origin }

/** What writing takes: everything may be left out but what libvirt itself requires. */
export type Input<F extends Fields> = {
  readonly [K in keyof F as PresenceOf<F[K]> extends 'required' ? never : K]?: InOf<F[K]> | undefined
} & {
  readonly [K in keyof F as PresenceOf<F[K]> extends 'required' ? K : never]: InOf<F[K]>
} & { readonly [origin]?: Origin | undefined }

/** A typed element: its table of fields, and the two directions. */
export interface ElementType<Out extends object, In extends object, F extends Fields = Fields> {
  /** The element's name. */
  readonly element: string
  readonly fields: F
  /**
   * Reads XML. What the type does not know stays with the value and is written back in its place.
   * @throws {XmlError} when it is not well-formed, another element, or lacks a part that libvirt requires.
   */
  read(from: string | Uint8Array | XmlElement): Out
  /**
   * Writes XML. A value that was read gives the same document again, but for the fields that differ.
   * @throws {XmlError} naming the place, when a value cannot stand in XML.
   */
  write(value: In): string
  toElement(value: In): XmlElement
  /** @internal Reads an element whatever its name. */
  fromElement(element: XmlElement): Out
  /** @internal Writes under another name; `index` is its place in a list, for errors. */
  toNamedElement(value: In, name: string, index?: number): XmlElement
}

/** Makes a typed element of a table. Fields are listed in the order in which libvirt prints them. */
export function record<F extends Fields>(element: string, fields: F): ElementType<Read<F>, Input<F>, F> {
  const entries = Object.entries(fields)
  const order = noOrder()
  for (const [, field] of entries) field.addOrder(order)

  const indexOf = new Map(entries.map(([key], index) => [key, index]))
  const lookup = makeLookup(entries.map(([, field]) => field))

  const fromElement = (source: XmlElement, document?: XmlDocument): Read<F> => {
    const value: Record<PropertyKey, unknown> = {}
    const indices: number[] = []
    const values: unknown[] = []
    for (const index of lookup(source)) {
      const [key, field] = entries[index] as (typeof entries)[number]
      const found: unknown = field.read(source)
      if (found !== undefined) {
        value[key] = found
        indices.push(index)
        values.push(found)
      } else if (field.presence === 'required') throw new XmlError(`it has no ${key}`, joined(source.name, field.path))
    }
    value[origin] = new Origin(source, document, fields, { indices, values })
    return value as Read<F>
  }

  /** Which fields may differ from the element, in the order of the table. Only these are compared or written. */
  const unsettled = (value: Values, from: XmlElement | undefined): number[] => {
    const found = from === undefined ? undefined : Origin.found(value, fields)
    if (from !== undefined && found === undefined) return entries.map((_, index) => index)
    const left: number[] = []
    for (const key of Object.keys(value)) {
      const index = indexOf.get(key)
      const wanted = value[key]
      if (index === undefined || (found === undefined && wanted === undefined)) continue
      if (
        found === undefined ||
        typeof wanted === 'object' ||
        wanted === '' ||
        wanted !== found.values[found.indices.indexOf(index)]
      )
        left.push(index)
    }
    for (const index of found?.indices ?? []) if (!((entries[index]?.[0] ?? '') in value)) left.push(index)
    return sortNearlySorted(left)
  }

  const toNamedElement = (value: Input<F>, name: string, index?: number): XmlElement => {
    const from = Origin.element(value)
    const left = unsettled(value, from)
    const source = from?.name === name ? from : from && { ...from, name }
    if (left.length === 0 && source !== undefined) return source
    const draft = new Draft(name, source, order)
    try {
      for (const field of left) {
        const entry = entries[field]
        if (entry !== undefined) entry[1].write(draft, (value as Values)[entry[0]], value)
      }
    } catch (error) {
      throw inside(index === undefined ? name : `${name}[${index}]`, error)
    }
    return draft.finish()
  }

  return {
    element,
    fields,
    fromElement,
    toNamedElement,
    toElement: (value) => toNamedElement(value, element),
    read(from) {
      const document = isParsed(from) ? undefined : parseXml(from)
      const root = isParsed(from) ? from : (document as XmlDocument).root
      if (root.name !== element) throw new XmlError(`expected the element <${element}>, found <${root.name}>`)
      return fromElement(root, document)
    },
    write(value) {
      const root = toNamedElement(value, element)
      const document = Origin.document(value)
      return printXml(document === undefined ? root : { ...document, root })
    },
  }
}

/**
 * A typed element has dozens of fields and an element a handful of parts, so reading goes by the parts.
 * @returns which fields can have something to read in an element, in the order of the table.
 */
function makeLookup(fields: readonly Field<unknown, unknown, Presence>[]): (element: XmlElement) => number[] {
  const always: number[] = []
  const byAttribute = new Map<string, number[]>()
  const byChild = new Map<string, number[]>()
  for (const [index, { presence, child, attribute }] of fields.entries()) {
    if (presence !== 'optional' || (child === undefined && attribute === undefined)) always.push(index)
    else if (child !== undefined) byChild.set(child, [...(byChild.get(child) ?? []), index])
    else if (attribute !== undefined) byAttribute.set(attribute, [...(byAttribute.get(attribute) ?? []), index])
  }
  return ({ attributes, children }) => {
    const found = always.slice()
    for (const name of attributes.keys()) {
      const here = byAttribute.get(name)
      if (here !== undefined) for (const index of here) found.push(index)
    }
    const seen: (readonly number[])[] = []
    for (const node of children) {
      if (typeof node === 'string' || node.kind !== 'element') continue
      const here = byChild.get(node.name)
      if (here === undefined || seen.includes(here)) continue
      seen.push(here)
      for (const index of here) found.push(index)
    }
    return sortNearlySorted(found)
  }
}

/** For lists of a dozen that mostly are in order already, several times quicker than `sort`. */
function sortNearlySorted(numbers: number[]): number[] {
  for (let i = 1; i < numbers.length; i++) {
    const moving = numbers[i] as number
    let j = i
    while (j > 0 && (numbers[j - 1] as number) > moving) {
      numbers[j] = numbers[j - 1] as number
      j--
    }
    numbers[j] = moving
  }
  return numbers
}

function isParsed(from: string | Uint8Array | XmlElement): from is XmlElement {
  return typeof from === 'object' && 'kind' in from
}

function joined(name: string, path: string): string {
  return path === '' || path.startsWith('@') ? `${name}${path}` : `${name}/${path}`
}

/** The XML that a value was read from: the way to what its type does not know. Undefined for one made by hand. */
export function originOf(value: object): XmlElement | undefined {
  return Origin.element(value)
}

/** The same value without its origin, all the way down: plain data to compare, print or send. */
export function plain<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => plain(item)) as T
  if (typeof value !== 'object' || value === null || 'kind' in value) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain<unknown>(item)])) as T
}
