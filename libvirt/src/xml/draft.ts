import { isBare, type XmlElement, type XmlNode } from './tree.ts'

/** The order in which libvirt prints children of an element, for each level that a table names. */
export interface Order {
  readonly rank: Map<string, number>
  readonly below: Map<string, Order>
}

export function noOrder(): Order {
  return { rank: new Map(), below: new Map() }
}

/** Notes that a table mentions this path; the first mention decides the place. */
export function addToOrder(order: Order, steps: readonly string[]): void {
  let level = order
  for (const step of steps) {
    if (!level.rank.has(step)) level.rank.set(step, level.rank.size)
    let next = level.below.get(step)
    if (next === undefined) {
      next = noOrder()
      level.below.set(step, next)
    }
    level = next
  }
}

/** A place in a draft's children; what stands in it may change. */
interface Slot {
  node: XmlNode | Draft
}

/** What a list's element shall be, and which of the present ones it takes the place of. */
export interface ListItem {
  readonly element: XmlElement
  readonly replaces: XmlElement | undefined
}

/**
 * An element being changed. Until something changes it is its source, so an untouched subtree is shared as it was;
 * what is added lands where libvirt would print it, on a line of its own when its neighbours have that.
 */
export class Draft {
  readonly source: XmlElement | undefined
  readonly name: string
  readonly #order: Order
  #attributes: Map<string, string> | undefined
  #slots: Slot[] | undefined
  #keepBare = false

  constructor(name: string, source: XmlElement | undefined, order: Order) {
    this.name = source?.name ?? name
    this.source = source
    this.#order = order
  }

  /** The draft of the element at `steps`; without one, a new one when `create`, else undefined. */
  at(steps: readonly string[], create: boolean): Draft | undefined {
    const [first, ...rest] = steps
    if (first === undefined) return this
    return this.#child(first, create)?.at(rest, create)
  }

  setAttribute(name: string, value: string | undefined): void {
    this.#attributes ??= new Map(this.source?.attributes)
    if (value === undefined) this.#attributes.delete(name)
    else this.#attributes.set(name, value)
  }

  /** Replaces the element's own text; child elements and comments stay. */
  setText(text: string | undefined): void {
    const slots = this.#edit()
    const first = slots.findIndex(({ node }) => isCharacters(node))
    const kept = slots.filter(({ node }) => !isCharacters(node))
    if (text !== undefined && text !== '') kept.splice(Math.max(first, 0), 0, { node: text })
    this.#slots = kept
    this.#keepBare = text !== undefined
  }

  /** The element's meaning is that it is there. */
  keepBare(): void {
    this.#keepBare = true
  }

  /** Puts `element` in the place of the first child of that name, or removes that child. */
  setChild(name: string, element: XmlElement | undefined): void {
    const present = this.#edit().find(({ node }) => nameOf(node) === name)
    if (element === undefined) {
      if (present !== undefined) this.#remove(present)
    } else if (present !== undefined) present.node = element
    else this.#insert(name, element)
  }

  removeChild(name: string): void {
    this.setChild(name, undefined)
  }

  /** Makes `items` the children of that name, or all child elements. Those that were there keep their place if the order allows it. */
  setList(name: string | undefined, items: readonly ListItem[]): void {
    const old = this.#edit().filter(({ node }) => {
      const present = nameOf(node)
      return present !== undefined && (name === undefined || present === name)
    })
    const slotOf = new Map(old.map((slot) => [slot.node, slot]))
    let slots = items.map(({ replaces }) => (replaces === undefined ? undefined : slotOf.get(replaces)))
    if (!isAscending(slots.flatMap((slot) => (slot === undefined ? [] : [old.indexOf(slot)])))) {
      slots = items.map(() => undefined)
    }
    const reused = new Set(slots)
    let last: Slot | undefined
    for (const [index, { element }] of items.entries()) {
      const slot = slots[index]
      if (slot !== undefined) {
        slot.node = element
        last = slot
      } else if (last !== undefined) last = this.#insertBeside(last, element, 'after')
      else if (old[0] !== undefined) last = this.#insertBeside(old[0], element, 'before')
      else last = this.#insert(element.name, element)
    }
    for (const slot of old) if (!reused.has(slot)) this.#remove(slot)
  }

  /** The finished element: the source itself when nothing was changed. */
  finish(): XmlElement {
    const { source } = this
    const attributes = this.#attributes ?? source?.attributes ?? new Map<string, string>()
    const children = this.#slots === undefined ? (source?.children ?? []) : this.#finishChildren(this.#slots)
    if (source !== undefined && isSameList(children, source.children) && isSameMap(attributes, source.attributes))
      return source
    return {
      kind: 'element',
      name: this.name,
      uri: source?.uri,
      attributes,
      children,
      asRead: source !== undefined && source.asRead && source.children.length > 0,
    }
  }

  #finishChildren(slots: Slot[]): XmlNode[] {
    for (const slot of [...slots]) {
      const { node } = slot
      if (!(node instanceof Draft)) continue
      const element = node.finish()
      slot.node = element
      if (element !== node.source && isBare(element) && !node.#keepBare) this.#remove(slot)
    }
    return slots.map(({ node }) => (node instanceof Draft ? node.finish() : node))
  }

  #child(name: string, create: boolean): Draft | undefined {
    const below = this.#order.below.get(name) ?? noOrder()
    const present = this.#edit().find(({ node }) => nameOf(node) === name)
    if (present !== undefined) {
      if (present.node instanceof Draft) return present.node
      const draft = new Draft(name, present.node as XmlElement, below)
      present.node = draft
      return draft
    }
    if (!create) return undefined
    const draft = new Draft(name, undefined, below)
    this.#insert(name, draft)
    return draft
  }

  #edit(): Slot[] {
    this.#slots ??= this.source?.children.map((node) => ({ node })) ?? []
    return this.#slots
  }

  #insert(name: string, node: XmlElement | Draft): Slot {
    const slots = this.#edit()
    const rank = this.#order.rank.get(name) ?? Number.POSITIVE_INFINITY
    let before: Slot | undefined
    let after: Slot | undefined
    for (const slot of slots) {
      const other = nameOf(slot.node)
      if (other === undefined) continue
      const otherRank = this.#order.rank.get(other)
      if (otherRank === undefined) continue
      if (otherRank <= rank) after = slot
      else before ??= slot
    }
    if (after !== undefined) return this.#insertBeside(after, node, 'after')
    if (before !== undefined) return this.#insertBeside(before, node, 'before')
    const last = slots.findLast((slot) => nameOf(slot.node) !== undefined)
    if (last !== undefined) return this.#insertBeside(last, node, 'after')
    const slot = { node }
    slots.push(slot)
    return slot
  }

  #insertBeside(anchor: Slot, node: XmlElement | Draft, side: 'before' | 'after'): Slot {
    const slots = this.#edit()
    const at = slots.indexOf(anchor)
    const space = slots[at - 1]?.node
    const margin = typeof space === 'string' && !space.trim() ? [{ node: space }] : []
    const slot = { node }
    if (side === 'after') slots.splice(at + 1, 0, ...margin, slot)
    else slots.splice(at, 0, slot, ...margin)
    return slot
  }

  #remove(slot: Slot): void {
    const slots = this.#edit()
    const at = slots.indexOf(slot)
    const before = slots[at - 1]?.node
    const hasMargin = typeof before === 'string' && !before.trim()
    slots.splice(hasMargin ? at - 1 : at, hasMargin ? 2 : 1)
    if (slots.every(({ node }) => typeof node === 'string' && !node.trim())) slots.length = 0
  }
}

function nameOf(node: XmlNode | Draft): string | undefined {
  if (typeof node === 'string') return undefined
  if (node instanceof Draft) return node.name
  return node.kind === 'element' ? node.name : undefined
}

function isCharacters(node: XmlNode | Draft): boolean {
  return typeof node === 'string' || (!(node instanceof Draft) && node.kind === 'cdata')
}

function isAscending(numbers: readonly number[]): boolean {
  return numbers.every((value, index) => index === 0 || value > (numbers[index - 1] ?? -1))
}

function isSameList(a: readonly XmlNode[], b: readonly XmlNode[]): boolean {
  return a.length === b.length && a.every((node, index) => node === b[index])
}

function isSameMap(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a === b || (a.size === b.size && [...a].every(([key, value]) => b.get(key) === value))
}
