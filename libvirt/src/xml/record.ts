import { Draft, noOrder } from './draft.ts'
import { type Field, located, type Presence } from './field.ts'
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

  constructor(element: XmlElement, document?: XmlDocument) {
    this.#element = element
    this.#document = document
  }

  static element(value: object): XmlElement | undefined {
    const found = (value as { [origin]?: unknown })[origin]
    return found instanceof Origin ? found.#element : undefined
  }

  static document(value: object): XmlDocument | undefined {
    const found = (value as { [origin]?: unknown })[origin]
    return found instanceof Origin ? found.#document : undefined
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `<${this.#element.name}>`
  }
}

export type AnyField = Field<never, never, Presence>
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
  /** @internal Writes under another name; `label` is what an error calls it. */
  toNamedElement(value: In, name: string, label?: string): XmlElement
}

/** Makes a typed element of a table. Fields are listed in the order in which libvirt prints them. */
export function record<F extends Fields>(element: string, fields: F): ElementType<Read<F>, Input<F>, F> {
  const entries = Object.entries(fields)
  const order = noOrder()
  for (const [, field] of entries) field.addOrder(order)

  const fromElement = (source: XmlElement, document?: XmlDocument): Read<F> => {
    const value: Record<PropertyKey, unknown> = {}
    for (const [key, field] of entries) {
      const found: unknown = field.read(source)
      if (found !== undefined) value[key] = found
      else if (field.presence === 'required') throw new XmlError(`it has no ${key}`, joined(source.name, field.path))
    }
    value[origin] = new Origin(source, document)
    return value as Read<F>
  }

  const toNamedElement = (value: Input<F>, name: string, label = name): XmlElement => {
    const from = Origin.element(value)
    const source = from?.name === name ? from : from && { ...from, name }
    const draft = new Draft(name, source, order)
    for (const [key, field] of entries) {
      const wanted: unknown = (value as Record<string, unknown>)[key]
      located(label, () => field.write(draft, wanted as never, value))
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
