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
  /** Nodes of all kinds. Default 256 Ki. */
  readonly maxNodes?: number
}

const defaults: Required<XmlLimits> = { maxLength: 1 << 24, maxDepth: 256, maxAttributes: 1024, maxNodes: 1 << 18 }

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
  const reader = idle.pop() ?? new Reader(false)
  try {
    const document = reader.read(text, bounds)
    idle.push(reader)
    return document
  } catch {
    // Tracking the position costs a third of the time, so it is done only to say where the mistake is.
    return new Reader(true).read(text, bounds)
  }
}

/** Readers that ended well; a failed one is in an unknown state and is dropped. */
const idle: Reader[] = []

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

const saxesOptions = { xmlns: true, defaultXMLVersion: '1.0', forceXMLVersion: true } as const

/**
 * Why a subclass: saxes sets its handlers by computed names, and more than six of them turn a plain SaxesParser into
 * a dictionary, after which all parsing in the process takes five times as long (V8 of Node 20 to 24). An object of a
 * subclass has room for them, and for no field more.
 */
class RoomyParser extends SaxesParser<typeof saxesOptions & { position: boolean }> {}

/** Feeds one document after the other to one parser. After an error its state is unknown and it must be dropped. */
class Reader {
  readonly #parser: RoomyParser
  readonly #position: boolean
  #builder = new TreeBuilder(defaults)

  constructor(position: boolean) {
    this.#position = position
    const parser = new RoomyParser({ ...saxesOptions, position })
    parser.on('opentag', ({ name, uri }) => this.#builder.open(name, uri) || this.#refuse(this.#builder.excess))
    parser.on('closetag', () => this.#builder.close())
    parser.on('attribute', ({ name, value }) => {
      if (!this.#builder.attribute(name, value)) this.#refuse(this.#builder.excess)
    })
    parser.on('text', (text) => this.#add(text))
    parser.on('cdata', (text) => this.#add({ kind: 'cdata', text }))
    parser.on('comment', (text) => this.#add({ kind: 'comment', text }))
    parser.on('processinginstruction', ({ target, body }) => this.#add({ kind: 'instruction', target, text: body }))
    parser.on('doctype', () => this.#refuse('a document type (DOCTYPE) is not allowed'))
    parser.on('xmldecl', (found) => this.#builder.declare(found))
    this.#parser = parser
  }

  read(text: string, bounds: Required<XmlLimits>): XmlDocument {
    this.#builder = new TreeBuilder(bounds)
    try {
      this.#parser.write(text).close()
    } catch (error) {
      if (error instanceof XmlError || !(error instanceof Error)) throw error
      throw this.#refuse(error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, ''))
    }
    return this.#builder.finish() ?? this.#refuse('there is no element')
  }

  #add(node: XmlNode): void {
    if (!this.#builder.add(node)) this.#refuse(this.#builder.excess)
  }

  #refuse(message: string): never {
    const { line, column } = this.#parser
    throw new XmlError(this.#position ? `line ${line}, column ${column}: ${message}` : message)
  }
}

class TreeBuilder {
  readonly #bounds: Required<XmlLimits>
  readonly #open: OpenElement[] = []
  #top: OpenElement | undefined
  #attributes = new Map<string, string>()
  #nodes = 0
  #declaration: XmlDeclaration | undefined
  /** What was too much, after a method returned false. */
  excess = ''
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
    return (
      this.#attributes.size <= this.#bounds.maxAttributes || this.#pass('attributes on an element', 'maxAttributes')
    )
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
    if (this.#open.length >= this.#bounds.maxDepth) return this.#pass('elements inside each other', 'maxDepth')
    return this.#count()
  }

  close(): void {
    this.#top = this.#open.pop()
  }

  add(node: XmlNode): boolean {
    if (this.#top !== undefined) this.#top.children.push(node)
    else if (typeof node !== 'string') (this.#root === undefined ? this.#before : this.#after).push(node)
    return this.#count()
  }

  #count(): boolean {
    return ++this.#nodes <= this.#bounds.maxNodes || this.#pass('nodes', 'maxNodes')
  }

  #pass(what: string, limit: keyof XmlLimits): false {
    this.excess = `more than ${this.#bounds[limit]} ${what}`
    return false
  }

  finish(): XmlDocument | undefined {
    if (this.#root === undefined) return undefined
    return { declaration: this.#declaration, before: this.#before, root: this.#root, after: this.#after }
  }
}
