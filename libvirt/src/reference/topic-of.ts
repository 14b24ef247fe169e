import { referenceData } from './data.ts'
import { helpTopic } from './call-log.ts'

/** The name of the class of ours that a value is of; '' when it is none. */
export function classOf(value: object): string {
  const { classes } = referenceData()
  for (
    let proto: unknown = Object.getPrototypeOf(value);
    typeof proto === 'object' && proto !== null;
    proto = Object.getPrototypeOf(proto)
  ) {
    const { name } = proto.constructor
    if (classes.some((fact) => fact.name === name)) return name
  }
  return ''
}

/** What `help(value)` is about: the text itself, a method of ours, an object's class, an enum. */
export function topicOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (typeof value === 'function') {
    const topic: unknown = Reflect.get(value, helpTopic)
    return typeof topic === 'string' ? topic : value.name
  }
  if (typeof value !== 'object' || value === null) return ''
  const name = classOf(value)
  if (name !== '') return name
  const [first] = Object.keys(value)
  return referenceData().enums.find((fact) => fact.values.some((found) => found.name === first))?.name ?? ''
}
