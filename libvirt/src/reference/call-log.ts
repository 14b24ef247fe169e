import { classOf } from './topic-of.ts'
import type { CallRecord } from './virsh.ts'

/** The last call that a line at the prompt made. */
export interface CallLog {
  last: CallRecord | undefined
}

const recorded = new WeakMap<object, object>()
const targetOf = new WeakMap<object, object>()

/**
 * The same object, whose method calls are noted; so are those on the objects that they give. Methods run on the
 * object itself, so private members work, and calls that the library makes inside are not noted.
 */
export function recordCalls<T extends object>(target: T, log: CallLog): T {
  const known = recorded.get(target)
  if (known !== undefined) return known as T
  const proxy = new Proxy(target, {
    get(object, key) {
      const value: unknown = Reflect.get(object, key, object)
      const owner = classOf(object)
      if (typeof value !== 'function' || typeof key !== 'string' || owner === '') return value
      const method = value as (...args: unknown[]) => unknown
      const call = (...args: unknown[]): unknown => {
        const own = args.map((arg) => unwrap(arg))
        log.last = { className: owner, method: key, self: object, args: own }
        return wrapResult(method.apply(object, own), log)
      }
      return Object.assign(call, { [helpTopic]: `${owner}.${key}` })
    },
  })
  recorded.set(target, proxy)
  targetOf.set(proxy, target)
  return proxy
}

/** On a recorded method: what help is about. */
export const helpTopic: unique symbol = Symbol('help topic')

/** An argument may be an object of ours, as a snapshot to go back to: the library gets it bare. */
function unwrap(arg: unknown): unknown {
  if (Array.isArray(arg)) return arg.map((item: unknown) => unwrap(item))
  return typeof arg === 'object' && arg !== null ? (targetOf.get(arg) ?? arg) : arg
}

function wrapResult(result: unknown, log: CallLog): unknown {
  if (result instanceof Promise) return result.then((value: unknown) => wrapValue(value, log))
  return wrapValue(result, log)
}

function wrapValue(value: unknown, log: CallLog): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => wrapValue(item, log))
  if (typeof value === 'object' && value !== null && classOf(value) !== '') return recordCalls(value, log)
  return value
}
