// Generated from libvirt/protocol by dev/protocol/generate.ts; edit the generator, not this file.

import type { EventProcedure, Procedure } from '../procedure.ts'
import type { TypedParam } from '../typed-param.ts'
import type { XdrReader } from '../../xdr/reader.ts'
import type { XdrWriter } from '../../xdr/writer.ts'
import type { Domain } from './remote.js'
export interface LxcDomainOpenNamespaceArgs {
  readonly dom: Domain
  readonly flags: number
}

export declare const lxcProgram: 0x68000
export declare const lxc: {
  readonly domainOpenNamespace: Procedure<LxcDomainOpenNamespaceArgs, void>
}
export declare const lxcEvents: {
}
/** Every struct of the table by its name there: for tests and tools. */
export declare const lxcCodecs: Readonly<Record<string, { readonly read: (reader: XdrReader) => unknown; readonly write: (writer: XdrWriter, value: never) => void }>>
