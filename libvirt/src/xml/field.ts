import { addToOrder, type Draft, type Order } from './draft.ts'
import { attributeOf, childOf, textOf } from './query.ts'
import {
  bigScalar,
  booleanScalar,
  cpuListScalar,
  hexScalar,
  integerScalar,
  numberScalar,
  type Scalar,
  sizeInBytes,
  sizeInUnit,
  textScalar,
  type Word,
} from './scalar.ts'
import { isElement, type XmlElement, XmlError } from './tree.ts'

/** What a field does when the XML lacks it: reads as undefined, reads as something empty, or refuses the XML. */
export type Presence = 'optional' | 'always' | 'required'

/** One property of a typed value, and where in the element it is. */
export interface Field<Out, In, P extends Presence = 'optional'> {
  readonly presence: P
  /** What kind of value it holds, for programs that walk a table. */
  readonly kind: string
  /** The record inside, for fields that hold one or a list of them. */
  readonly inner?: unknown
  /** Where it is: `source/host`, `driver@cache`, `@type`, or empty for the element's own text. */
  readonly path: string
  /** The child element without which there is nothing to read; undefined for what is on the element itself. */
  readonly child: string | undefined
  /** The same for an attribute of the element itself. */
  readonly attribute?: string | undefined
  addOrder(order: Order): void
  /** What is read when that child is not there. */
  absent(): Out | undefined
  read(element: XmlElement): Out | undefined
  /** Brings the draft to say `value`. Leaves the draft alone when its source already says so.
   *  @param whole the record's whole value, for a field whose form hangs on another one. */
  write(draft: Draft, value: In | undefined, whole: unknown): void
}

export interface Place {
  readonly steps: readonly string[]
  readonly attribute: string | undefined
}

/** `a/b@c` is the attribute c of the child b of the child a; `a/b` is that child's text; `@c` and `` are our own. */
export function placeOf(path: string): Place {
  const at = path.lastIndexOf('@')
  const element = at < 0 ? path : path.slice(0, at)
  return { steps: element === '' ? [] : element.split('/'), attribute: at < 0 ? undefined : path.slice(at + 1) }
}

export function descend(element: XmlElement, steps: readonly string[]): XmlElement | undefined {
  let found: XmlElement | undefined = element
  for (const step of steps) {
    found = childOf(found, step)
    if (found === undefined) return undefined
  }
  return found
}

/** An element's own text says nothing when it is empty, or only the white space between its children. */
function textAt(element: XmlElement, { steps, attribute }: Place): string | undefined {
  const found = descend(element, steps)
  if (found === undefined) return undefined
  if (attribute !== undefined) return attributeOf(found, attribute)
  const text = textOf(found)
  if (text === '' && steps.length === 0) return undefined
  return text.trim() === '' && found.children.some(isElement) ? undefined : text
}

/** An element that loses its last attribute and text this way goes as well, when the draft is finished. */
function setTextAt(draft: Draft, { steps, attribute }: Place, text: string | undefined): void {
  const target = draft.at(steps, text !== undefined)
  if (attribute === undefined) target?.setText(text)
  else target?.setAttribute(attribute, text)
}

/** The same error, its place put inside another. */
export function inside(place: string, error: unknown): unknown {
  if (!(error instanceof XmlError)) return error
  if (error.where === undefined) return new XmlError(error.message, place, { cause: error.cause })
  return new XmlError(error.message.slice(error.where.length + 2), `${place}/${error.where}`, { cause: error.cause })
}

/** Runs `work`, adding where it was to an error of a value that has no text. */
export function located<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw inside(path, error)
  }
}

export const nothing = (): undefined => undefined

/** A single value in an attribute or in an element's text. */
export function scalar<T>(path: string, { kind, decode, encode }: Scalar<T>): Field<T, T> {
  const place = placeOf(path)
  return {
    presence: 'optional',
    kind,
    path,
    child: place.steps[0],
    attribute: place.steps.length === 0 ? place.attribute : undefined,
    absent: nothing,
    addOrder: (order) => addToOrder(order, place.steps),
    read(element) {
      const text = textAt(element, place)
      return text === undefined ? undefined : decode(text)
    },
    write(draft, value) {
      const present = draft.source === undefined ? undefined : textAt(draft.source, place)
      const before = present === undefined ? undefined : decode(present)
      if (sameValue(before, value)) {
        // An empty element with this meaning stays, should other fields take its attributes away.
        if (present === '' && place.attribute === undefined) draft.at(place.steps, false)?.keepBare()
        return
      }
      setTextAt(draft, place, value === undefined ? undefined : located(path, () => encode(value)))
    },
  }
}

export function sameValue(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b
  return a.length === b.length && a.every((item, index) => item === b[index])
}

/** The same field, where an element without it is refused on reading. */
export function required<Out, In>(field: Field<Out, In>): Field<Out, In, 'required'> {
  return { ...field, presence: 'required' }
}

export const text = (path: string) => scalar(path, textScalar)
/** A word of a list that may grow: `word<'file' | 'block'>('@type')`. */
export const word = <Known extends string>(path: string) => scalar(path, textScalar as unknown as Scalar<Word<Known>>)
export const integer = (path: string) => scalar(path, integerScalar)
export const number = (path: string) => scalar(path, numberScalar)
export const big = (path: string) => scalar(path, bigScalar)
export const hex = (path: string, digits = 1) => scalar(path, hexScalar(digits))
export const yesNo = (path: string) => scalar(path, booleanScalar('yes', 'no'))
export const onOff = (path: string) => scalar(path, booleanScalar('on', 'off'))
export const oneZero = (path: string) => scalar(path, booleanScalar('1', '0'))
/** Ascending numbers of CPUs or NUMA nodes. */
export const cpuList = (path: string) => scalar(path, cpuListScalar)

/** True when the element is there, as in `<readonly/>`. Reads as undefined, not false, when it is not. */
export function flag(path: string): Field<true, boolean> {
  const { steps } = placeOf(path)
  return {
    presence: 'optional',
    kind: 'flag',
    path,
    child: steps[0],
    absent: nothing,
    addOrder: (order) => addToOrder(order, steps),
    read: (element) => (descend(element, steps) === undefined ? undefined : true),
    write(draft, value) {
      // Even one that is there must be held on to, should other fields take its attributes away.
      if (value === true) draft.at(steps, true)?.keepBare()
      else draft.at(steps.slice(0, -1), false)?.removeChild(steps.at(-1) ?? '')
    },
  }
}

export interface SizeForm {
  /** What one of our numbers counts. */
  readonly in: 'bytes' | 'MiB'
  /** The unit when the XML names none; also the unit we write. */
  readonly written: 'bytes' | 'KiB' | 'MiB'
  /** The attribute that names the unit; undefined where libvirt has none, as in a video's `vram`. */
  readonly unit?: string | undefined
}

/** A size; whatever unit the XML has, our number counts MiB or bytes. */
export function size(path: string, form: SizeForm): Field<number, number> {
  const place = placeOf(path)
  const scale = form.in === 'MiB' ? 2 ** 20 : 1
  const unitPlace: Place | undefined = form.unit === undefined ? undefined : { ...place, attribute: form.unit }
  const read = (element: XmlElement): number | undefined => {
    const found = textAt(element, place)
    if (found === undefined) return undefined
    const unit = unitPlace === undefined ? undefined : textAt(element, unitPlace)
    const bytes = sizeInBytes(found, unit ?? form.written)
    return bytes === undefined ? undefined : bytes / scale
  }
  return {
    presence: 'optional',
    kind: form.in === 'MiB' ? 'sizeMiB' : 'sizeBytes',
    path,
    child: place.steps[0],
    attribute: place.steps.length === 0 ? place.attribute : undefined,
    absent: nothing,
    addOrder: (order) => addToOrder(order, place.steps),
    read,
    write(draft, value) {
      if (value === (draft.source === undefined ? undefined : read(draft.source))) return
      const sized = value === undefined ? undefined : located(path, () => sizeInUnit(value * scale, form.written))
      if (place.attribute !== undefined) setTextAt(draft, place, sized)
      if (unitPlace !== undefined) setTextAt(draft, unitPlace, sized === undefined ? undefined : form.written)
      if (place.attribute === undefined) setTextAt(draft, place, sized)
    },
  }
}

/** `<memory unit='KiB'>524288</memory>` */
export const memoryMiB = (path: string) => size(path, { in: 'MiB', written: 'KiB', unit: 'unit' })
/** An attribute that counts KiB and has no unit. */
export const kibAsMiB = (path: string) => size(path, { in: 'MiB', written: 'KiB' })
/** `<capacity unit='bytes'>1073741824</capacity>` */
export const sizeBytes = (path: string) => size(path, { in: 'bytes', written: 'bytes', unit: 'unit' })
