import { chain, encodeFault, faultOf } from '@kilonova/core'
import type { ServerFault } from './server-records.ts'

const longestMessage = 4000

/** What a failure looks like in the server's record: the user's text, and for the admin the whole chain. */
export function serverFault(error: unknown): ServerFault {
  const fault = faultOf(error)
  const text = chain(error)
  const message = fault?.next === undefined ? text : `${text}. ${fault.next}.`
  return {
    code: fault?.kind === 'invalid' || fault?.kind === 'imageRefused' ? 400 : 500,
    message: message.slice(0, longestMessage),
    details: text.slice(0, longestMessage),
    created: `${new Date().toISOString().slice(0, 19)}Z`,
    fault: encodeFault(error),
  }
}
