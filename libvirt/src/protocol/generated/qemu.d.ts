// Generated from libvirt/protocol by dev/protocol/generate.ts; edit the generator, not this file.

import type { EventProcedure, Procedure } from '../procedure.ts'
import type { TypedParam } from '../typed-param.ts'
import type { XdrReader } from '../../xdr/reader.ts'
import type { XdrWriter } from '../../xdr/writer.ts'
import type { Domain } from './remote.js'
export interface QemuDomainMonitorCommandArgs {
  readonly dom: Domain
  readonly cmd: string
  readonly flags: number
}
export interface QemuDomainMonitorCommandRet {
  readonly result: string
}
export interface QemuDomainAttachArgs {
  readonly pidValue: number
  readonly flags: number
}
export interface QemuDomainAttachRet {
  readonly dom: Domain
}
export interface QemuDomainAgentCommandArgs {
  readonly dom: Domain
  readonly cmd: string
  readonly timeout: number
  readonly flags: number
}
export interface QemuDomainAgentCommandRet {
  readonly result: string | null
}
export interface QemuConnectDomainMonitorEventRegisterArgs {
  readonly dom: Domain | null
  readonly event: string | null
  readonly flags: number
}
export interface QemuConnectDomainMonitorEventRegisterRet {
  readonly callbackId: number
}
export interface QemuConnectDomainMonitorEventDeregisterArgs {
  readonly callbackId: number
}
export interface QemuDomainMonitorEventMsg {
  readonly callbackId: number
  readonly dom: Domain
  readonly event: string
  readonly seconds: bigint
  readonly micros: number
  readonly details: string | null
}
export interface QemuDomainMonitorCommandWithFilesArgs {
  readonly dom: Domain
  readonly cmd: string
  readonly flags: number
}
export interface QemuDomainMonitorCommandWithFilesRet {
  readonly result: string
}

export declare const qemuProgram: 0x20008087
export declare const qemu: {
  readonly domainMonitorCommand: Procedure<QemuDomainMonitorCommandArgs, QemuDomainMonitorCommandRet>
  readonly domainAttach: Procedure<QemuDomainAttachArgs, QemuDomainAttachRet>
  readonly domainAgentCommand: Procedure<QemuDomainAgentCommandArgs, QemuDomainAgentCommandRet>
  readonly connectDomainMonitorEventRegister: Procedure<QemuConnectDomainMonitorEventRegisterArgs, QemuConnectDomainMonitorEventRegisterRet>
  readonly connectDomainMonitorEventDeregister: Procedure<QemuConnectDomainMonitorEventDeregisterArgs, void>
  readonly domainMonitorCommandWithFiles: Procedure<QemuDomainMonitorCommandWithFilesArgs, QemuDomainMonitorCommandWithFilesRet>
}
export declare const qemuEvents: {
  readonly domainMonitorEvent: EventProcedure<QemuDomainMonitorEventMsg>
}
/** Every struct of the table by its name there: for tests and tools. */
export declare const qemuCodecs: Readonly<Record<string, { readonly read: (reader: XdrReader) => unknown; readonly write: (writer: XdrWriter, value: never) => void }>>
