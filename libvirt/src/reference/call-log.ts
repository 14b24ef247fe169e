import { classOf } from './topic-of.ts'
import type { CallRecord } from './virsh.ts'

/** The last call that a line at the prompt made. */
export interface CallLog {
  last: CallRecord | undefined
}

const recorded = new WeakMap<object, object>()

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
        log.last = { className: owner, method: key, self: object, args }
        return wrapResult(method.apply(object, args), log)
      }
      return Object.assign(call, { [helpTopic]: `${owner}.${key}` })
    },
  })
  recorded.set(target, proxy)
  return proxy
}

/** On a recorded method: what help is about. */
export const helpTopic: unique symbol = Symbol('help topic')

function wrapResult(result: unknown, log: CallLog): unknown {
  if (result instanceof Promise) return result.then((value: unknown) => wrapValue(value, log))
  return wrapValue(result, log)
}

function wrapValue(value: unknown, log: CallLog): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => wrapValue(item, log))
  if (typeof value === 'object' && value !== null && classOf(value) !== '') return recordCalls(value, log)
  return value
}
