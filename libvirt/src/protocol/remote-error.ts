import type { XdrReader } from '../xdr/reader.ts'
import { readDomain } from './generated/remote.js'

const stringMax = 4_194_304

export interface RemoteError {
  readonly code: number
  readonly domain: number
  readonly message: string
  readonly level: number
  readonly str1: string | null
  readonly str2: string | null
  readonly str3: string | null
  readonly int1: number
  readonly int2: number
}

/** The payload of a reply or stream packet with status error. */
export function readRemoteError(reader: XdrReader): RemoteError {
  const code = reader.i32()
  const domain = reader.i32()
  const message = reader.optionalString(stringMax) ?? 'no message'
  const level = reader.i32()
  reader.optional(readDomain)
  const str1 = reader.optionalString(stringMax)
  const str2 = reader.optionalString(stringMax)
  const str3 = reader.optionalString(stringMax)
  const int1 = reader.i32()
  const int2 = reader.i32()
  reader.optional(readNetwork)
  return { code, domain, message, level, str1, str2, str3, int1, int2 }
}

function readNetwork(reader: XdrReader): void {
  reader.string(stringMax)
  reader.uuid()
}
