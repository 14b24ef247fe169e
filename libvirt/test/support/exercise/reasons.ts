/** Why a procedure that the client can make did not succeed here; the code that the daemon gives is checked. */
export interface Reason {
  readonly why: string
  /** The daemon's answer; absent where the call is not made at all. */
  readonly code?: string
  /** The call is made, and the daemon of the other host is gone then. */
  readonly endsDaemon?: boolean
}

const both: Record<string, Reason> = {}
const ownFlag = 'the driver does not take the flag for texts that libvirtd itself adds; virsh gets the same'

/** It has no place for the cookie that version 2 of the protocol does not have (qemuMigrationDstPrepareDirect). */
const segfault = 'libvirtd 9.0.0 ends with a segmentation fault'

const perDriver: Record<'test' | 'qemu', Record<string, Reason>> = {
  test: {
    domainGetSchedulerParametersFlags: { code: 'VIR_ERR_INVALID_ARG', why: ownFlag },
    domainGetLaunchSecurityInfo: { code: 'VIR_ERR_INVALID_ARG', why: ownFlag },
    nodeGetFreePages: { code: 'VIR_ERR_INTERNAL_ERROR', why: 'the driver has a defect: virsh freepages gets the same' },
  },
  qemu: {
    domainMigratePrepare2: { endsDaemon: true, why: segfault },
    domainMigratePerform: { why: 'it follows domainMigratePrepare2, which libvirtd 9.0.0 does not survive' },
    domainMigrateFinish2: { why: 'it follows domainMigratePrepare2, which libvirtd 9.0.0 does not survive' },
    domainMigratePrepareTunnel: { endsDaemon: true, why: segfault },
    nodeDeviceDettach: { why: 'it would take a device from the machine' },
    nodeDeviceDetachFlags: { why: 'it would take a device from the machine' },
    nodeDeviceReAttach: { why: 'it would give a device of the machine to another driver' },
    nodeDeviceReset: { why: 'it would reset a device of the machine' },
    nodeSuspendForDuration: { why: 'it would put the machine to sleep' },
    domainSetInterfaceParameters: { code: 'VIR_ERR_INTERNAL_ERROR', why: 'needs sch_sfq in the kernel' },
    connectGetSysinfo: { code: 'VIR_ERR_CONFIG_UNSUPPORTED', why: 'needs SMBIOS tables on the host' },
    nodeDeviceLookupScsiHostByWwn: { code: 'VIR_ERR_INTERNAL_ERROR', why: 'needs a fibre channel adapter' },
    nodeDeviceCreateXml: { code: 'VIR_ERR_INTERNAL_ERROR', why: 'needs a fibre channel adapter or a mediated device' },
    nodeDeviceDestroy: {
      code: 'VIR_ERR_CONFIG_UNSUPPORTED',
      why: 'needs a fibre channel adapter or a mediated device',
    },
    nodeDeviceDefineXml: { code: 'VIR_ERR_PARSE_FAILED', why: 'needs a mediated device' },
    nodeDeviceUndefine: { code: 'VIR_ERR_CONFIG_UNSUPPORTED', why: 'needs a mediated device' },
    nodeDeviceCreate: { code: 'VIR_ERR_OPERATION_INVALID', why: 'needs a mediated device' },
    nodeDeviceSetAutostart: { code: 'VIR_ERR_OPERATION_UNSUPPORTED', why: 'needs a mediated device' },
    domainSetLaunchSecurityState: { code: 'VIR_ERR_OPERATION_UNSUPPORTED', why: 'needs a host with AMD SEV' },
    nodeGetSevInfo: { code: 'VIR_ERR_OPERATION_UNSUPPORTED', why: 'needs a host with AMD SEV' },
  },
}

export function reasonFor(driver: 'test' | 'qemu', name: string): Reason | undefined {
  return perDriver[driver][name] ?? both[name]
}
