import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { attributeOf, childOf, childrenOf, textOf, type XmlElement } from '../xml/index.ts'
import { parseElement } from '../xml/parse.ts'

/** Where Debian's libvirt-dev puts libvirt's own description of its API. */
export const apiFolder = '/usr/share/libvirt/api'

/** libvirt's own words about a function or a constant; they are read from the machine, never part of this package. */
export interface OwnWords {
  readonly text: string
  readonly parameters: readonly (readonly [string, string])[]
  readonly returns: string
}

const cache = new Map<string, Map<string, XmlElement>>()

/** What libvirt-dev's description says of a name; undefined when it is not installed or does not know it. */
export function ownWords(name: string, folder: string = apiFolder): OwnWords | undefined {
  const found = symbols(folder).get(name)
  if (found === undefined) return undefined
  const info = childOf(found, 'info')
  const returns = childOf(found, 'return')
  return {
    text: info === undefined ? (attributeOf(found, 'info') ?? '') : textOf(info).trim(),
    parameters: childrenOf(found, 'arg').map((arg) => [attributeOf(arg, 'name') ?? '', attributeOf(arg, 'info') ?? '']),
    returns: returns === undefined ? '' : (attributeOf(returns, 'info') ?? ''),
  }
}

function symbols(folder: string): Map<string, XmlElement> {
  const known = cache.get(folder)
  if (known !== undefined) return known
  const found = new Map<string, XmlElement>()
  for (const file of ['libvirt-api.xml', 'libvirt-qemu-api.xml', 'libvirt-lxc-api.xml', 'libvirt-admin-api.xml']) {
    const path = join(folder, file)
    if (!existsSync(path)) continue
    const list = childOf(parseElement(readFileSync(path)), 'symbols')
    for (const symbol of list === undefined ? [] : childrenOf(list)) {
      if (['function', 'enum', 'macro'].includes(symbol.name)) found.set(attributeOf(symbol, 'name') ?? '', symbol)
    }
  }
  cache.set(folder, found)
  return found
}
