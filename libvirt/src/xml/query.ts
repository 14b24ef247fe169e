import { isElement, localName, type XmlElement } from './tree.ts'

/** The first child element of that name (as written, prefix included). */
export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  for (const node of element.children)
    if (typeof node === 'object' && node.kind === 'element' && node.name === name) return node
  return undefined
}

/** All child elements, or those of one name, in order. */
export function childrenOf(element: XmlElement, name?: string): XmlElement[] {
  const found: XmlElement[] = []
  for (const node of element.children)
    if (isElement(node) && (name === undefined || node.name === name)) found.push(node)
  return found
}

/** The child elements with that namespace and name, whatever prefix they were written with. */
export function childrenInNamespace(element: XmlElement, uri: string, local: string): XmlElement[] {
  return childrenOf(element).filter((child) => child.uri === uri && localName(child) === local)
}

export function attributeOf(element: XmlElement, name: string): string | undefined {
  return element.attributes.get(name)
}

/** The element's own character data, CDATA included, without that of its children. */
export function textOf(element: XmlElement): string {
  const { children } = element
  if (children.length === 1 && typeof children[0] === 'string') return children[0]
  let text = ''
  for (const node of children) {
    if (typeof node === 'string') text += node
    else if (node.kind === 'cdata') text += node.text
  }
  return text
}

/**
 * Every element at a path of names below `element`: `allAtPath(domain, 'devices/disk')`.
 * An empty path is the element itself.
 */
export function allAtPath(element: XmlElement, path: string): XmlElement[] {
  let found = [element]
  if (path === '') return found
  for (const name of path.split('/')) found = found.flatMap((parent) => childrenOf(parent, name))
  return found
}

/**
 * The first value at a path: `atPath(domain, 'devices/disk/source@file')` for an attribute, `atPath(domain, 'name')`
 * for an element's text.
 * @returns undefined when there is no such element or attribute.
 */
export function atPath(element: XmlElement, path: string): string | undefined {
  const at = path.lastIndexOf('@')
  const [first] = allAtPath(element, at < 0 ? path : path.slice(0, at))
  if (first === undefined) return undefined
  return at < 0 ? textOf(first) : attributeOf(first, path.slice(at + 1))
}
