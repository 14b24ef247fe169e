import { addToOrder, type Draft, type ListItem } from './draft.ts'
import { descend, type Field, located, nothing, placeOf, sameValue } from './field.ts'
import { attributeOf, childrenOf, textOf } from './query.ts'
import { type ElementType, Origin, origin } from './record.ts'
import { type Scalar, textScalar } from './scalar.ts'
import type { XmlElement } from './tree.ts'

/** A child element as a typed value; undefined when it is not there. */
export function one<Out extends object, In extends object>(
  path: string,
  inner: ElementType<Out, In> | (() => ElementType<Out, In>),
): Field<Out, In> {
  const { steps } = placeOf(path)
  const name = steps.at(-1) ?? ''
  const type = typeof inner === 'function' ? inner : () => inner
  return {
    presence: 'optional',
    kind: 'one',
    inner: type,
    path,
    child: steps[0],
    absent: nothing,
    addOrder: (order) => addToOrder(order, steps),
    read(element) {
      const found = descend(element, steps)
      return found === undefined ? undefined : type().fromElement(found)
    },
    write(draft, value) {
      const present = draft.source === undefined ? undefined : descend(draft.source, steps)
      const wanted = value === undefined ? undefined : type().toNamedElement(value, name)
      if (wanted === present) return
      draft.at(steps.slice(0, -1), wanted !== undefined)?.setChild(name, wanted)
    },
  }
}

/** A child element as a typed value that is always there when read, so that its lists can be walked; nothing is
 *  written for one without content. */
export function section<Out extends object, In extends object>(
  path: string,
  inner: ElementType<Out, In>,
): Field<Out, In, 'always'> {
  const field = one(path, inner)
  const empty: XmlElement = {
    kind: 'element',
    name: inner.element,
    uri: undefined,
    attributes: new Map(),
    children: [],
    asRead: false,
  }
  const absent = (): Out => withoutOrigin(inner.fromElement(empty))
  return {
    ...field,
    presence: 'always',
    kind: 'section',
    absent,
    read: (element) => field.read(element) ?? absent(),
    write(draft, value, whole) {
      const isEmpty =
        value !== undefined && Origin.element(value) === undefined && isBareElement(inner.toElement(value))
      field.write(draft, isEmpty ? undefined : value, whole)
    },
  }
}

function isBareElement(element: XmlElement): boolean {
  return element.attributes.size === 0 && element.children.length === 0
}

function withoutOrigin<T extends object>(value: T): T {
  const { [origin]: _, ...rest } = value as T & { [origin]?: unknown }
  return rest as T
}

const noElements: readonly XmlElement[] = []

function elementsAt(element: XmlElement, steps: readonly string[]): XmlElement[] {
  const parent = descend(element, steps.slice(0, -1))
  return parent === undefined ? [] : childrenOf(parent, steps.at(-1))
}

function setElements(
  draft: Draft,
  steps: readonly string[],
  items: readonly ListItem[],
  present: readonly XmlElement[],
): void {
  const isSame = items.length === present.length && items.every(({ element }, index) => element === present[index])
  if (!isSame) draft.at(steps.slice(0, -1), items.length > 0)?.setList(steps.at(-1) ?? '', items)
}

/** All child elements of that name, each a typed value. An item that was read keeps its place and its unknown parts. */
export function list<Out extends object, In extends object>(
  path: string,
  inner: ElementType<Out, In> | (() => ElementType<Out, In>),
): Field<Out[], readonly In[], 'always'> {
  const { steps } = placeOf(path)
  const name = steps.at(-1) ?? ''
  const type = typeof inner === 'function' ? inner : () => inner
  return {
    presence: 'always',
    kind: 'list',
    inner: type,
    path,
    child: steps[0],
    absent: () => [],
    addOrder: (order) => addToOrder(order, steps),
    read: (element) => elementsAt(element, steps).map((found) => type().fromElement(found)),
    write(draft, value) {
      const present = draft.source === undefined ? noElements : elementsAt(draft.source, steps)
      const wanted = value ?? []
      const elements: XmlElement[] = []
      let isSame = wanted.length === present.length
      for (const [index, item] of wanted.entries()) {
        const element = type().toNamedElement(item, name, index)
        isSame &&= element === present[index]
        elements.push(element)
      }
      if (isSame) return
      const used = new Set<XmlElement>()
      const items = elements.map((element, index): ListItem => {
        const from = Origin.element(wanted[index] ?? {})
        const replaces = from !== undefined && !used.has(from) ? from : undefined
        if (replaces !== undefined) used.add(replaces)
        return { element, replaces }
      })
      setElements(draft, steps, items, present)
    },
  }
}

/** One value from each child element of that name: `values('boot@dev')` is `['hd', 'network']`. */
export function values<T = string>(path: string, form?: Scalar<T>): Field<T[], readonly T[], 'always'> {
  const { steps, attribute } = placeOf(path)
  const name = steps.at(-1) ?? ''
  const { kind, decode, encode } = form ?? (textScalar as unknown as Scalar<T>)
  const valueIn = (element: XmlElement): T | undefined => {
    const found = attribute === undefined ? textOf(element) : attributeOf(element, attribute)
    return found === undefined ? undefined : decode(found)
  }
  const read = (element: XmlElement): T[] => elementsAt(element, steps).flatMap((found) => valueIn(found) ?? [])
  return {
    presence: 'always',
    kind: `values ${kind}`,
    path,
    child: steps[0],
    absent: () => [],
    addOrder: (order) => addToOrder(order, steps),
    read,
    write(draft, value) {
      const wanted = value ?? []
      const present = draft.source === undefined ? [] : elementsAt(draft.source, steps)
      if (draft.source !== undefined && sameValue(read(draft.source), wanted)) return
      const left = [...present]
      const items = wanted.map((item, index): ListItem => {
        const at = left.findIndex((element) => valueIn(element) === item)
        const [replaces] = at < 0 ? [] : left.splice(at, 1)
        return {
          element:
            replaces ??
            valueElement(
              name,
              attribute,
              located(`${path}[${index}]`, () => encode(item)),
            ),
          replaces,
        }
      })
      setElements(draft, steps, items, present)
    },
  }
}

function valueElement(name: string, attribute: string | undefined, content: string): XmlElement {
  return {
    kind: 'element',
    name,
    uri: undefined,
    attributes: new Map(attribute === undefined ? [] : [[attribute, content]]),
    children: attribute === undefined && content !== '' ? [content] : [],
    asRead: false,
  }
}

/** The names of all child elements, as in `<os supported='yes'><acpi/><pae/></os>`. */
export function childNames(path: string): Field<string[], readonly string[], 'always'> {
  const { steps } = placeOf(path)
  const read = (element: XmlElement): string[] =>
    childrenOf(descend(element, steps) ?? valueElement('none', undefined, '')).map(({ name }) => name)
  return {
    presence: 'always',
    kind: 'childNames',
    path,
    child: steps[0],
    absent: () => [],
    addOrder: (order) => addToOrder(order, steps),
    read,
    write(draft, value) {
      const wanted = value ?? []
      const before = draft.source === undefined ? [] : read(draft.source)
      for (const name of before) if (!wanted.includes(name)) draft.at(steps, false)?.removeChild(name)
      for (const name of wanted) if (!before.includes(name)) draft.at([...steps, name], true)?.keepBare()
    },
  }
}

/** The child elements of the element at `path`, as they are: for namespaced metadata. */
export function rawChildren(path: string): Field<XmlElement[], readonly XmlElement[], 'always'> {
  const { steps } = placeOf(path)
  const read = (element: XmlElement): XmlElement[] => {
    const parent = descend(element, steps)
    return parent === undefined ? [] : childrenOf(parent)
  }
  return {
    presence: 'always',
    kind: 'raw',
    path,
    child: steps[0],
    absent: () => [],
    addOrder: (order) => addToOrder(order, steps),
    read,
    write(draft, value) {
      const wanted = value ?? []
      const present = draft.source === undefined ? [] : read(draft.source)
      if (sameValue(present, wanted)) return
      const items = wanted.map((element) => ({ element, replaces: present.includes(element) ? element : undefined }))
      draft.at(steps, true)?.setList(undefined, items)
    },
  }
}
