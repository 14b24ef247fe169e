import { isElement, parseElement, printXml, withAttribute, withChildren, type XmlElement } from '@kilonova/libvirt'
import { ownNamespace } from '../plan/metadata-elements.ts'

export interface TargetChanges {
  /** `/var/lib/kilonova/instances` here and there. */
  readonly fromDirectory: string
  readonly toDirectory: string
  /** Where the guest's screen is offered there. */
  readonly vncListen: string
}

/**
 * The guest's XML as its destination must have it: addresses on which its screen and serial ports listen, paths below the
 * instances directory, and whose guest it is. All else stays, or the guest would see other hardware.
 */
export function targetXml(xml: string, changes: TargetChanges): string {
  return printXml(change(parseElement(xml), [], changes))
}

/** Whether it would be another text: a call that can not carry XML must not be used then. */
export const needsTargetXml = (xml: string, changes: TargetChanges): boolean =>
  targetXml(xml, changes) !== printXml(parseElement(xml))

function change(element: XmlElement, path: readonly string[], changes: TargetChanges): XmlElement {
  const here = [...path, element.name]
  const changed = withChildren(
    element,
    element.children.map((child) => (isElement(child) ? change(child, here, changes) : movedText(child, changes))),
  )
  return changeAttributes(changed, here.join('/'), changes)
}

function changeAttributes(element: XmlElement, path: string, changes: TargetChanges): XmlElement {
  let result = element
  for (const [name, value] of element.attributes) {
    if (typeof value === 'string') result = withAttribute(result, name, movedPath(value, changes))
  }
  switch (path) {
    case 'domain/devices/graphics':
      return element.attributes.has('listen') ? withAttribute(result, 'listen', changes.vncListen) : result
    case 'domain/devices/graphics/listen':
      return element.attributes.get('type') === 'address' ? withAttribute(result, 'address', changes.vncListen) : result
    case 'domain/devices/serial/source':
    case 'domain/devices/console/source':
      // A port that is offered by TCP listens where the destination offers its guests' screens.
      return element.attributes.get('mode') === 'bind' ? withAttribute(result, 'host', changes.vncListen) : result
    default:
      return element.uri === ownNamespace && element.attributes.has('instances')
        ? withAttribute(result, 'instances', changes.toDirectory)
        : result
  }
}

function movedPath(text: string, { fromDirectory, toDirectory }: TargetChanges): string {
  return text.startsWith(`${fromDirectory}/`) ? toDirectory + text.slice(fromDirectory.length) : text
}

const movedText = <Node>(node: Node, changes: TargetChanges): Node =>
  typeof node === 'string' ? (movedPath(node, changes) as Node & string) : node
