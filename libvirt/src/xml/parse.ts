import { SaxesParser } from 'saxes'
import { type XmlDeclaration, type XmlDocument, type XmlElement, XmlError, type XmlNode } from './tree.ts'

/** What a document may cost. The defaults take everything libvirt sends; its own longest string is 4 MiB. */
export interface XmlLimits {
  /** Characters in the document. Default 16 Mi. */
  readonly maxLength?: number
  /** Elements inside each other. Default 256, as in libxml2. */
  readonly maxDepth?: number
  /** Attributes on one element. Default 1024. */
  readonly maxAttributes?: number
  /** Nodes of all kinds. Default 1 Mi. */
  readonly maxNodes?: number
}

const defaults: Required<XmlLimits> = { maxLength: 1 << 24, maxDepth: 256, maxAttributes: 1024, maxNodes: 1 << 20 }

type OpenElement = XmlElement & { readonly children: XmlNode[] }

/**
 * Reads a document. Bytes must be UTF-8.
 * @throws {XmlError} with line and column when the text is not well-formed, has a document type, uses an entity
 * besides the five that XML itself has, an unbound prefix, or passes a limit.
 */
export function parseXml(input: string | Uint8Array, limits: XmlLimits = {}): XmlDocument {
  const bounds = { ...defaults, ...limits }
  const text = typeof input === 'string' ? input : decode(input, bounds)
  if (text.length > bounds.maxLength) throw tooLong(text.length, bounds)
  try {
    return run(text, bounds, false)
  } catch {
    return run(text, bounds, true) // tracking the position costs a third of the time: only when it is needed
  }
}

/** {@link parseXml}, for who needs the root element only. */
export function parseElement(input: string | Uint8Array, limits?: XmlLimits): XmlElement {
  return parseXml(input, limits).root
}

function decode(bytes: Uint8Array, bounds: Required<XmlLimits>): string {
  if (bytes.byteLength > bounds.maxLength * 4) throw tooLong(bytes.byteLength, bounds)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new XmlError('the document is not UTF-8', undefined, { cause })
  }
}

function tooLong(length: number, { maxLength }: Required<XmlLimits>): XmlError {
  return new XmlError(`the document is too long: ${length}, where ${maxLength} characters are allowed`)
}

function run(text: string, bounds: Required<XmlLimits>, position: boolean): XmlDocument {
  const parser = new SaxesParser({ xmlns: true, position, defaultXMLVersion: '1.0', forceXMLVersion: true })
  const builder = new TreeBuilder(bounds)
  const refuse = (message: string): never => {
    throw new XmlError(position ? `line ${parser.line}, column ${parser.column}: ${message}` : message)
  }
  parser.on('error', (error) => refuse(error.message.replace(/^\d+:\d+: /, '')))
  parser.on('doctype', () => refuse('a document type (DOCTYPE) is not allowed'))
  parser.on('xmldecl', (found) => builder.declare(found))
  parser.on('attribute', ({ name, value }) => builder.attribute(name, value) || refuse('too many attributes'))
  parser.on('opentag', (tag) => builder.open(tag.name, tag.uri) || refuse(`deeper than ${bounds.maxDepth} elements`))
  parser.on('closetag', () => builder.close())
  const add = (node: XmlNode): boolean => builder.add(node) || refuse(`more than ${bounds.maxNodes} nodes`)
  parser.on('text', add)
  parser.on('cdata', (cdata) => add({ kind: 'cdata', text: cdata }))
  parser.on('comment', (found) => add({ kind: 'comment', text: found }))
  parser.on('processinginstruction', ({ target, body }) => add({ kind: 'instruction', target, text: body }))
  parser.write(text).close()
  return builder.finish() ?? refuse('there is no element')
}

class TreeBuilder {
  readonly #bounds: Required<XmlLimits>
  readonly #open: OpenElement[] = []
  #top: OpenElement | undefined
  #attributes = new Map<string, string>()
  #nodes = 0
  #declaration: XmlDeclaration | undefined
  #root: XmlElement | undefined
  readonly #before: XmlNode[] = []
  readonly #after: XmlNode[] = []

  constructor(bounds: Required<XmlLimits>) {
    this.#bounds = bounds
  }

  declare(found: { version?: string; encoding?: string; standalone?: string }): void {
    this.#declaration = {
      version: found.version ?? '1.0',
      encoding: found.encoding,
      standalone: found.standalone,
    }
  }

  attribute(name: string, value: string): boolean {
    this.#attributes.set(name, value)
    return this.#attributes.size <= this.#bounds.maxAttributes
  }

  open(name: string, uri: string): boolean {
    const element: OpenElement = {
      kind: 'element',
      name,
      uri,
      attributes: this.#attributes,
      children: [],
      asRead: true,
    }
    this.#attributes = new Map()
    if (this.#top === undefined) this.#root = element
    else {
      this.#top.children.push(element)
      this.#open.push(this.#top)
    }
    this.#top = element
    return this.#open.length < this.#bounds.maxDepth && ++this.#nodes <= this.#bounds.maxNodes
  }

  close(): void {
    this.#top = this.#open.pop()
  }

  add(node: XmlNode): boolean {
    if (this.#top !== undefined) this.#top.children.push(node)
    else if (typeof node !== 'string') (this.#root === undefined ? this.#before : this.#after).push(node)
    return ++this.#nodes <= this.#bounds.maxNodes
  }

  finish(): XmlDocument | undefined {
    if (this.#root === undefined) return undefined
    return { declaration: this.#declaration, before: this.#before, root: this.#root, after: this.#after }
  }
}
