// Generated from libvirt/protocol by dev/protocol/generate.ts; edit the generator, not this file.

import { procedure } from '../procedure.ts'
import { readTypedParam, writeTypedParam } from '../typed-param.ts'
import { readDomain, writeDomain } from './remote.js'
const readQemuDomainMonitorCommandArgs = (r) => ({ dom: readDomain(r), cmd: r.string(4194304), flags: r.u32() })
const writeQemuDomainMonitorCommandArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.cmd, 4194304)
  w.u32(v.flags)
}
const readQemuDomainMonitorCommandRet = (r) => ({ result: r.string(4194304) })
const writeQemuDomainMonitorCommandRet = (w, v) => {
  w.string(v.result, 4194304)
}
const readQemuDomainAttachArgs = (r) => ({ pidValue: r.u32(), flags: r.u32() })
const writeQemuDomainAttachArgs = (w, v) => {
  w.u32(v.pidValue)
  w.u32(v.flags)
}
const readQemuDomainAttachRet = (r) => ({ dom: readDomain(r) })
const writeQemuDomainAttachRet = (w, v) => {
  writeDomain(w, v.dom)
}
const readQemuDomainAgentCommandArgs = (r) => ({ dom: readDomain(r), cmd: r.string(4194304), timeout: r.i32(), flags: r.u32() })
const writeQemuDomainAgentCommandArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.cmd, 4194304)
  w.i32(v.timeout)
  w.u32(v.flags)
}
const readQemuDomainAgentCommandRet = (r) => ({ result: r.optionalString(4194304) })
const writeQemuDomainAgentCommandRet = (w, v) => {
  w.optionalString(v.result, 4194304)
}
const readQemuConnectDomainMonitorEventRegisterArgs = (r) => ({ dom: r.optional(readDomain), event: r.optionalString(4194304), flags: r.u32() })
const writeQemuConnectDomainMonitorEventRegisterArgs = (w, v) => {
  w.optional(v.dom, writeDomain)
  w.optionalString(v.event, 4194304)
  w.u32(v.flags)
}
const readQemuConnectDomainMonitorEventRegisterRet = (r) => ({ callbackId: r.i32() })
const writeQemuConnectDomainMonitorEventRegisterRet = (w, v) => {
  w.i32(v.callbackId)
}
const readQemuConnectDomainMonitorEventDeregisterArgs = (r) => ({ callbackId: r.i32() })
const writeQemuConnectDomainMonitorEventDeregisterArgs = (w, v) => {
  w.i32(v.callbackId)
}
const readQemuDomainMonitorEventMsg = (r) => ({ callbackId: r.i32(), dom: readDomain(r), event: r.string(4194304), seconds: r.i64(), micros: r.u32(), details: r.optionalString(4194304) })
const writeQemuDomainMonitorEventMsg = (w, v) => {
  w.i32(v.callbackId)
  writeDomain(w, v.dom)
  w.string(v.event, 4194304)
  w.i64(v.seconds)
  w.u32(v.micros)
  w.optionalString(v.details, 4194304)
}
const readQemuDomainMonitorCommandWithFilesArgs = (r) => ({ dom: readDomain(r), cmd: r.string(4194304), flags: r.u32() })
const writeQemuDomainMonitorCommandWithFilesArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.cmd, 4194304)
  w.u32(v.flags)
}
const readQemuDomainMonitorCommandWithFilesRet = (r) => ({ result: r.string(4194304) })
const writeQemuDomainMonitorCommandWithFilesRet = (w, v) => {
  w.string(v.result, 4194304)
}

export const qemuProgram = 0x20008087
export const qemu = {
  domainMonitorCommand: procedure(0x20008087, 1, 'domainMonitorCommand', 's', '0.8.3', writeQemuDomainMonitorCommandArgs, readQemuDomainMonitorCommandRet),
  domainAttach: procedure(0x20008087, 2, 'domainAttach', 's', '0.9.4', writeQemuDomainAttachArgs, readQemuDomainAttachRet),
  domainAgentCommand: procedure(0x20008087, 3, 'domainAgentCommand', 's', '0.10.0', writeQemuDomainAgentCommandArgs, readQemuDomainAgentCommandRet),
  connectDomainMonitorEventRegister: procedure(0x20008087, 4, 'connectDomainMonitorEventRegister', '', '1.2.3', writeQemuConnectDomainMonitorEventRegisterArgs, readQemuConnectDomainMonitorEventRegisterRet),
  connectDomainMonitorEventDeregister: procedure(0x20008087, 5, 'connectDomainMonitorEventDeregister', '', '1.2.3', writeQemuConnectDomainMonitorEventDeregisterArgs, undefined),
  domainMonitorCommandWithFiles: procedure(0x20008087, 7, 'domainMonitorCommandWithFiles', 'sf', '8.2.0', writeQemuDomainMonitorCommandWithFilesArgs, readQemuDomainMonitorCommandWithFilesRet),
}
export const qemuEvents = {
  domainMonitorEvent: { program: 0x20008087, number: 6, name: 'domainMonitorEvent', read: readQemuDomainMonitorEventMsg },
}
export const qemuCodecs = {
  qemu_domain_monitor_command_args: { read: readQemuDomainMonitorCommandArgs, write: writeQemuDomainMonitorCommandArgs },
  qemu_domain_monitor_command_ret: { read: readQemuDomainMonitorCommandRet, write: writeQemuDomainMonitorCommandRet },
  qemu_domain_attach_args: { read: readQemuDomainAttachArgs, write: writeQemuDomainAttachArgs },
  qemu_domain_attach_ret: { read: readQemuDomainAttachRet, write: writeQemuDomainAttachRet },
  qemu_domain_agent_command_args: { read: readQemuDomainAgentCommandArgs, write: writeQemuDomainAgentCommandArgs },
  qemu_domain_agent_command_ret: { read: readQemuDomainAgentCommandRet, write: writeQemuDomainAgentCommandRet },
  qemu_connect_domain_monitor_event_register_args: { read: readQemuConnectDomainMonitorEventRegisterArgs, write: writeQemuConnectDomainMonitorEventRegisterArgs },
  qemu_connect_domain_monitor_event_register_ret: { read: readQemuConnectDomainMonitorEventRegisterRet, write: writeQemuConnectDomainMonitorEventRegisterRet },
  qemu_connect_domain_monitor_event_deregister_args: { read: readQemuConnectDomainMonitorEventDeregisterArgs, write: writeQemuConnectDomainMonitorEventDeregisterArgs },
  qemu_domain_monitor_event_msg: { read: readQemuDomainMonitorEventMsg, write: writeQemuDomainMonitorEventMsg },
  qemu_domain_monitor_command_with_files_args: { read: readQemuDomainMonitorCommandWithFilesArgs, write: writeQemuDomainMonitorCommandWithFilesArgs },
  qemu_domain_monitor_command_with_files_ret: { read: readQemuDomainMonitorCommandWithFilesRet, write: writeQemuDomainMonitorCommandWithFilesRet },
}
