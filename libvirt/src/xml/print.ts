import { type XmlDocument, type XmlElement, XmlError, type XmlNode } from './tree.ts'

const xmlNamespace = 'http://www.w3.org/XML/1998/namespace'
const indentText = '  '

/** The namespaces in scope, by prefix; `''` is the default one. */
type Scope = ReadonlyMap<string, string>
const rootScope: Scope = new Map([
  ['xml', xmlNamespace],
  ['', ''],
])

/**
 * Writes a tree or a document as text, in libvirt's own manner: single quotes, two spaces of indent, `<a/>` for an
 * element without content. Elements that were read keep their white space; those made by `el` are indented.
 * @throws {XmlError} naming the place, when text holds a character that XML 1.0 cannot carry, a name is not one, or a
 * prefix is bound to nothing.
 */
export function printXml(from: XmlElement | XmlDocument): string {
  if (!('root' in from)) return `${new Printer().element(from, 0, rootScope)}\n`
  const printer = new Printer()
  let text = ''
  const { declaration } = from
  if (declaration !== undefined) {
    const encoding = declaration.encoding === undefined ? '' : " encoding='UTF-8'"
    const standalone = declaration.standalone === undefined ? '' : ` standalone='${declaration.standalone}'`
    text += `<?xml version='1.0'${encoding}${standalone}?>\n`
  }
  for (const node of from.before) text += `${printer.node(node, 0, rootScope)}\n`
  text += `${printer.element(from.root, 0, rootScope)}\n`
  for (const node of from.after) text += `${printer.node(node, 0, rootScope)}\n`
  return text
}

class Printer {
  readonly #path: string[] = []

  node(node: XmlNode, depth: number, scope: Scope): string {
    if (typeof node === 'string') return plainText.test(node) ? node : this.#escape(node, undefined)
    switch (node.kind) {
      case 'element':
        return this.element(node, depth, scope)
      case 'cdata':
        return `<![CDATA[${this.#allowed(node.text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
      case 'comment':
        if (node.text.includes('--') || node.text.endsWith('-')) throw this.#error('a comment cannot hold "--"')
        return `<!--${this.#allowed(node.text)}-->`
      case 'instruction':
        return this.#instruction(node.target, node.text)
      default:
        return node satisfies never
    }
  }

  element(element: XmlElement, depth: number, outer: Scope): string {
    const { name, attributes, children } = element
    this.#path.push(name)
    this.#checkName(name)
    let scope = outer
    let tag = name
    let prefixed: string[] | undefined
    for (const [key, value] of attributes) {
      this.#checkName(key)
      tag += ` ${key}='${plainAttribute.test(value) ? value : this.#escape(value, key)}'`
      if (key.startsWith('xmlns')) scope = withBinding(scope, key, value)
      else if (key.includes(':')) (prefixed ??= []).push(key)
    }
    if (scope !== rootScope || name.includes(':') || element.uri) {
      const missing = this.#missingBinding(element, scope)
      if (missing !== undefined) {
        tag += ` ${missing}='${this.#escape(element.uri ?? '', missing)}'`
        scope = withBinding(scope, missing, element.uri ?? '')
      }
    }
    for (const key of prefixed ?? []) this.#checkBound(key, scope)
    const text = children.length === 0 ? `<${tag}/>` : `<${tag}>${this.#children(element, depth, scope)}</${name}>`
    this.#path.pop()
    return text
  }

  #children(element: XmlElement, depth: number, scope: Scope): string {
    const { children } = element
    let text = ''
    const indented = !element.asRead && children.every((node) => typeof node !== 'string' && node.kind !== 'cdata')
    if (!indented) {
      for (const node of children) text += this.node(node, depth + 1, scope)
      return text
    }
    const margin = `\n${indentText.repeat(depth + 1)}`
    for (const node of children) text += margin + this.node(node, depth + 1, scope)
    return `${text}\n${indentText.repeat(depth)}`
  }

  /**
   * A subtree that was read elsewhere may lean on a declaration that its old ancestors had. Its own namespace is known,
   * so the declaration it lacks here can be given back.
   * @returns the attribute to add, if any.
   */
  #missingBinding({ name, uri }: XmlElement, scope: Scope): string | undefined {
    const colon = name.indexOf(':')
    const prefix = colon < 0 ? '' : name.slice(0, colon)
    const bound = scope.get(prefix)
    if (uri === undefined) {
      if (bound === undefined) throw this.#error(`the prefix "${prefix}" is bound to no namespace`)
      return undefined
    }
    if (bound === uri) return undefined
    return prefix === '' ? 'xmlns' : `xmlns:${prefix}`
  }

  #checkBound(attribute: string, scope: Scope): void {
    const prefix = attribute.slice(0, attribute.indexOf(':'))
    if (prefix !== 'xmlns' && !scope.has(prefix)) {
      throw this.#error(`the prefix "${prefix}" is bound to no namespace`, attribute)
    }
  }

  #instruction(target: string, text: string): string {
    this.#checkName(target)
    if (target.toLowerCase() === 'xml') throw this.#error('an instruction cannot be called "xml"')
    if (text.includes('?>')) throw this.#error('an instruction cannot hold "?>"')
    return text === '' ? `<?${target}?>` : `<?${target} ${this.#allowed(text)}?>`
  }

  #checkName(name: string): void {
    if (knownNames.has(name)) return
    if (!namePattern.test(name)) throw this.#error(`${JSON.stringify(name)} is not an XML name`)
    if (knownNames.size < 4096) knownNames.add(name)
  }

  /** Character data, or an attribute's value when `attribute` names it. */
  #escape(text: string, attribute: string | undefined): string {
    this.#allowed(text, attribute)
    return text.replace(attribute === undefined ? inText : inAttribute, reference)
  }

  #allowed(text: string, attribute?: string): string {
    const found = refused.exec(text)
    if (found === null) return text
    const code = found[0].codePointAt(0) ?? 0
    const shown = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
    throw this.#error(`character ${shown} at position ${found.index} cannot be in XML`, attribute)
  }

  #error(message: string, attribute?: string): XmlError {
    return new XmlError(message, this.#path.join('/') + (attribute === undefined ? '' : `@${attribute}`))
  }
}

function withBinding(scope: Scope, attribute: string, uri: string): Scope {
  if (attribute === 'xmlns') return new Map(scope).set('', uri)
  if (!attribute.startsWith('xmlns:')) return scope
  return new Map(scope).set(attribute.slice(6), uri)
}

// A name with at most one prefix (XML 1.0, fifth edition, productions 4 and 4a, and Namespaces in XML 1.0, 7).
const start =
  'A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}\\u{200D}'
const startHigh = '\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}'
const head = `[${start}${startHigh}\\u{10000}-\\u{EFFFF}]`
const rest = `[${start}${startHigh}\\u{10000}-\\u{EFFFF}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}\\u{2040}]*`
const namePattern = new RegExp(`^${head}${rest}(:${head}${rest})?$`, 'u')
const knownNames = new Set<string>()

// Nearly all text is plain; the quick tests let surrogates through to the slow ones.
const plainText = /^[\t\n\x20-%'-;=?-\uD7FF\uE000-\uFFFD]*$/
const plainAttribute = /^[\x20!#-%\x28-;=?-\uD7FF\uE000-\uFFFD]*$/
// With the u flag a surrogate in a class matches a lone one only.
// oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
const refused = /[\0-\x08\x0b\x0c\x0e-\x1f\u{D800}-\u{DFFF}\uFFFE\uFFFF]/u
const inText = /[<>&\r]/g
const inAttribute = /[<>&"'\t\n\r]/g
const references: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

function reference(character: string): string {
  return references[character] ?? character
}
