import { Fault, type FaultRecord } from '../model/fault.ts'
import { maxMessageBytes } from './bus.ts'

/** How a request ended: the answer as JSON text, or the fault. */
export type Outcome = { readonly ok: true; readonly body: string } | { readonly ok: false; readonly fault: FaultRecord }

/**
 * A body as it travels. `undefined` travels as null.
 * @throws {Fault} `invalid` when it is too long; {TypeError} when it is no JSON value (a cycle, a bigint).
 */
export function encodeBody(body: unknown, what: string): string {
  const text = JSON.stringify(body === undefined ? null : body)
  if (text === undefined) throw new TypeError(`${what} is no JSON value`)
  // No UTF-16 unit is longer than three bytes: most messages need no count.
  if (text.length * 3 > maxMessageBytes && Buffer.byteLength(text) > maxMessageBytes) {
    throw new Fault(
      'invalid',
      `${what} is ${Buffer.byteLength(text)} bytes long, over the limit of ${maxMessageBytes}`,
      {
        next: 'ask for less at a time',
      },
    )
  }
  return text
}

export const decodeBody = (text: string): unknown => JSON.parse(text) as unknown
