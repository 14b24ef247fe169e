/**
 * An XML document as an ordered tree of plain, immutable nodes. Nothing is dropped on reading: white space,
 * comments, CDATA sections and processing instructions are nodes as well, so writing what was read gives the same
 * document. A changed document is a new tree that shares what did not change.
 */

/** A piece of character data is a plain string; every other node says its kind. */
export type XmlNode = XmlElement | XmlCdata | XmlComment | XmlInstruction | string

export interface XmlElement {
  readonly kind: 'element'
  /** As written, prefix included: `disk`, `nova:instance`. */
  readonly name: string
  /** The namespace, `''` for none; undefined on an element made by {@link el}, where only the whole tree can tell. */
  readonly uri: string | undefined
  /** In document order, by the name as written. `xmlns` declarations are attributes like any other. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlNode[]
  /** True when read from text: the writer keeps its white space as it is instead of indenting it. */
  readonly asRead: boolean
}

export interface XmlCdata {
  readonly kind: 'cdata'
  readonly text: string
}

export interface XmlComment {
  readonly kind: 'comment'
  readonly text: string
}

export interface XmlInstruction {
  readonly kind: 'instruction'
  readonly target: string
  readonly text: string
}

export interface XmlDocument {
  /** The `<?xml …?>` line, when there was one. */
  readonly declaration: XmlDeclaration | undefined
  /** Comments and instructions before the root element. */
  readonly before: readonly XmlNode[]
  readonly root: XmlElement
  readonly after: readonly XmlNode[]
}

export interface XmlDeclaration {
  readonly version: string
  readonly encoding: string | undefined
  readonly standalone: string | undefined
}

/** Text that is not XML, or a value that XML cannot carry. `where` is a path such as `domain/devices/disk@type`. */
export class XmlError extends Error {
  override readonly name = 'XmlError'
  readonly where: string | undefined

  constructor(message: string, where?: string, options?: ErrorOptions) {
    super(where === undefined ? message : `${where}: ${message}`, options)
    this.where = where
  }
}

export type AttributeValue = string | number | bigint | undefined
export type ChildValue = XmlNode | number | bigint | undefined | readonly ChildValue[]

/**
 * Builds an element: `el('disk', { type: 'file' }, el('target', { dev: 'vda' }))`.
 * Undefined attributes and children are left out, arrays of children are spread, numbers become their decimal text.
 * All text is data: it is escaped when written, never read as markup.
 */
export function el(
  name: string,
  attributes: Readonly<Record<string, AttributeValue>> = {},
  ...children: readonly ChildValue[]
): XmlElement {
  const kept = new Map<string, string>()
  for (const key of Object.keys(attributes)) {
    const value = attributes[key]
    if (value !== undefined) kept.set(key, String(value))
  }
  const nodes: XmlNode[] = []
  collect(children, nodes)
  return { kind: 'element', name, uri: undefined, attributes: kept, children: nodes, asRead: false }
}

function collect(from: readonly ChildValue[], into: XmlNode[]): void {
  for (const child of from) {
    if (child === undefined || child === '') continue
    if (isList(child)) collect(child, into)
    else if (typeof child === 'number' || typeof child === 'bigint') into.push(String(child))
    else into.push(child)
  }
}

function isList(value: ChildValue): value is readonly ChildValue[] {
  return Array.isArray(value)
}

export function comment(text: string): XmlComment {
  return { kind: 'comment', text }
}

export function isElement(node: XmlNode): node is XmlElement {
  return typeof node === 'object' && node.kind === 'element'
}

/** The part of a name after its prefix. */
export function localName(element: XmlElement): string {
  return element.name.slice(element.name.indexOf(':') + 1)
}

/** True when the element holds nothing that means something: no attribute, no element, only white space. */
export function isBare(element: XmlElement): boolean {
  return element.attributes.size === 0 && element.children.every((node) => typeof node === 'string' && !node.trim())
}

/** The same tree with other children. */
export function withChildren(element: XmlElement, children: readonly XmlNode[]): XmlElement {
  return { ...element, children }
}

/** The same element with one attribute set, or removed when `value` is undefined; other attributes keep their place. */
export function withAttribute(element: XmlElement, name: string, value: string | undefined): XmlElement {
  const attributes = new Map(element.attributes)
  if (value === undefined) attributes.delete(name)
  else attributes.set(name, value)
  return { ...element, attributes }
}
