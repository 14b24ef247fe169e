// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import { remote } from '../remote.js'
import { qemu } from '../qemu.js'
import { make, paramsFromObject, paramsToObject } from '../../../api/values.ts'
export class DomainCalls {
  async attachDevice(xml, options) {
    await this.conn.call(remote.domainAttachDevice, { dom: this, xml }, options)
  }

  async create(options) {
    await this.conn.call(remote.domainCreate, { dom: this }, options)
  }

  async destroy(options) {
    await this.conn.call(remote.domainDestroy, { dom: this }, options)
  }

  async detachDevice(xml, options) {
    await this.conn.call(remote.domainDetachDevice, { dom: this, xml }, options)
  }

  async getXmlDesc(flags = 0, options) {
    const r = await this.conn.call(remote.domainGetXmlDesc, { dom: this, flags }, options)
    return r.xml
  }

  async getAutostart(options) {
    const r = await this.conn.call(remote.domainGetAutostart, { dom: this }, options)
    return r.autostart !== 0
  }

  async getInfo(options) {
    const r = await this.conn.call(remote.domainGetInfo, { dom: this }, options)
    return ({ state: r.state, maxMem: Number(r.maxMem), memory: Number(r.memory), nrVirtCpu: r.nrVirtCpu, cpuTime: r.cpuTime })
  }

  async getMaxMemory(options) {
    const r = await this.conn.call(remote.domainGetMaxMemory, { dom: this }, options)
    return Number(r.memory)
  }

  async getMaxVcpus(options) {
    const r = await this.conn.call(remote.domainGetMaxVcpus, { dom: this }, options)
    return r.num
  }

  async getOsType(options) {
    const r = await this.conn.call(remote.domainGetOsType, { dom: this }, options)
    return r.type
  }

  async pinVcpu(vcpu, cpumap, options) {
    await this.conn.call(remote.domainPinVcpu, { dom: this, vcpu, cpumap }, options)
  }

  async reboot(flags = 0, options) {
    await this.conn.call(remote.domainReboot, { dom: this, flags }, options)
  }

  async resume(options) {
    await this.conn.call(remote.domainResume, { dom: this }, options)
  }

  async setAutostart(autostart, options) {
    await this.conn.call(remote.domainSetAutostart, { dom: this, autostart: autostart ? 1 : 0 }, options)
  }

  async setMaxMemory(memory, options) {
    await this.conn.call(remote.domainSetMaxMemory, { dom: this, memory }, options)
  }

  async setMemory(memory, options) {
    await this.conn.call(remote.domainSetMemory, { dom: this, memory }, options)
  }

  async setVcpus(nvcpus, options) {
    await this.conn.call(remote.domainSetVcpus, { dom: this, nvcpus }, options)
  }

  async shutdown(options) {
    await this.conn.call(remote.domainShutdown, { dom: this }, options)
  }

  async suspend(options) {
    await this.conn.call(remote.domainSuspend, { dom: this }, options)
  }

  async undefine(options) {
    await this.conn.call(remote.domainUndefine, { dom: this }, options)
  }

  async coreDump(to, flags = 0, options) {
    await this.conn.call(remote.domainCoreDump, { dom: this, to, flags }, options)
  }

  async save(to, options) {
    await this.conn.call(remote.domainSave, { dom: this, to }, options)
  }

  async setSchedulerParameters(params, options) {
    await this.conn.call(remote.domainSetSchedulerParameters, { dom: this, params: paramsFromObject(params) }, options)
  }

  async blockStats(path, options) {
    const r = await this.conn.call(remote.domainBlockStats, { dom: this, path }, options)
    return ({ rdReq: Number(r.rdReq), rdBytes: Number(r.rdBytes), wrReq: Number(r.wrReq), wrBytes: Number(r.wrBytes), errs: Number(r.errs) })
  }

  async interfaceStats(device, options) {
    const r = await this.conn.call(remote.domainInterfaceStats, { dom: this, device }, options)
    return ({ rxBytes: Number(r.rxBytes), rxPackets: Number(r.rxPackets), rxErrs: Number(r.rxErrs), rxDrop: Number(r.rxDrop), txBytes: Number(r.txBytes), txPackets: Number(r.txPackets), txErrs: Number(r.txErrs), txDrop: Number(r.txDrop) })
  }

  async blockPeek(path, offset, size, flags = 0, options) {
    const r = await this.conn.call(remote.domainBlockPeek, { dom: this, path, offset, size, flags }, options)
    return r.buffer
  }

  async memoryPeek(offset, size, flags = 0, options) {
    const r = await this.conn.call(remote.domainMemoryPeek, { dom: this, offset, size, flags }, options)
    return r.buffer
  }

  async isActive(options) {
    const r = await this.conn.call(remote.domainIsActive, { dom: this }, options)
    return r.active !== 0
  }

  async isPersistent(options) {
    const r = await this.conn.call(remote.domainIsPersistent, { dom: this }, options)
    return r.persistent !== 0
  }

  async attachDeviceFlags(xml, flags = 0, options) {
    await this.conn.call(remote.domainAttachDeviceFlags, { dom: this, xml, flags }, options)
  }

  async detachDeviceFlags(xml, flags = 0, options) {
    await this.conn.call(remote.domainDetachDeviceFlags, { dom: this, xml, flags }, options)
  }

  async getJobInfo(options) {
    const r = await this.conn.call(remote.domainGetJobInfo, { dom: this }, options)
    return ({ type: r.type, timeElapsed: Number(r.timeElapsed), timeRemaining: Number(r.timeRemaining), dataTotal: Number(r.dataTotal), dataProcessed: Number(r.dataProcessed), dataRemaining: Number(r.dataRemaining), memTotal: Number(r.memTotal), memProcessed: Number(r.memProcessed), memRemaining: Number(r.memRemaining), fileTotal: Number(r.fileTotal), fileProcessed: Number(r.fileProcessed), fileRemaining: Number(r.fileRemaining) })
  }

  async abortJob(options) {
    await this.conn.call(remote.domainAbortJob, { dom: this }, options)
  }

  async migrateSetMaxDowntime(downtime, flags = 0, options) {
    await this.conn.call(remote.domainMigrateSetMaxDowntime, { dom: this, downtime, flags }, options)
  }

  async updateDeviceFlags(xml, flags = 0, options) {
    await this.conn.call(remote.domainUpdateDeviceFlags, { dom: this, xml, flags }, options)
  }

  async managedSave(flags = 0, options) {
    await this.conn.call(remote.domainManagedSave, { dom: this, flags }, options)
  }

  async hasManagedSaveImage(flags = 0, options) {
    const r = await this.conn.call(remote.domainHasManagedSaveImage, { dom: this, flags }, options)
    return r.result !== 0
  }

  async managedSaveRemove(flags = 0, options) {
    await this.conn.call(remote.domainManagedSaveRemove, { dom: this, flags }, options)
  }

  async snapshotCreateXml(xmlDesc, flags = 0, options) {
    const r = await this.conn.call(remote.domainSnapshotCreateXml, { dom: this, xmlDesc, flags }, options)
    return make.domainSnapshot(this.conn, r.snap)
  }

  async snapshotNum(flags = 0, options) {
    const r = await this.conn.call(remote.domainSnapshotNum, { dom: this, flags }, options)
    return r.num
  }

  async snapshotListNames(flags = 0, options) {
    const r = await this.conn.call(remote.domainSnapshotListNames, { dom: this, maxnames: 16384, flags }, options)
    return [...r.names]
  }

  async snapshotLookupByName(name, flags = 0, options) {
    const r = await this.conn.call(remote.domainSnapshotLookupByName, { dom: this, name, flags }, options)
    return make.domainSnapshot(this.conn, r.snap)
  }

  async hasCurrentSnapshot(flags = 0, options) {
    const r = await this.conn.call(remote.domainHasCurrentSnapshot, { dom: this, flags }, options)
    return r.result !== 0
  }

  async snapshotCurrent(flags = 0, options) {
    const r = await this.conn.call(remote.domainSnapshotCurrent, { dom: this, flags }, options)
    return make.domainSnapshot(this.conn, r.snap)
  }

  async getBlockInfo(path, flags = 0, options) {
    const r = await this.conn.call(remote.domainGetBlockInfo, { dom: this, path, flags }, options)
    return ({ allocation: Number(r.allocation), capacity: Number(r.capacity), physical: Number(r.physical) })
  }

  async createWithFlags(flags = 0, options) {
    const r = await this.conn.call(remote.domainCreateWithFlags, { dom: this, flags }, options)
    return make.domain(this.conn, r.dom)
  }

  async setMemoryParameters(params, flags = 0, options) {
    await this.conn.call(remote.domainSetMemoryParameters, { dom: this, params: paramsFromObject(params), flags }, options)
  }

  async getMemoryParameters(flags = 0, options) {
    const n = await this.conn.call(remote.domainGetMemoryParameters, { dom: this, nparams: 0, flags: flags | 4 }, options)
    const r = await this.conn.call(remote.domainGetMemoryParameters, { dom: this, nparams: n.nparams, flags: flags | 4 }, options)
    return paramsToObject(r.params)
  }

  async setVcpusFlags(nvcpus, flags = 0, options) {
    await this.conn.call(remote.domainSetVcpusFlags, { dom: this, nvcpus, flags }, options)
  }

  async getVcpusFlags(flags = 0, options) {
    const r = await this.conn.call(remote.domainGetVcpusFlags, { dom: this, flags }, options)
    return r.num
  }

  async isUpdated(options) {
    const r = await this.conn.call(remote.domainIsUpdated, { dom: this }, options)
    return r.updated !== 0
  }

  async setMemoryFlags(memory, flags = 0, options) {
    await this.conn.call(remote.domainSetMemoryFlags, { dom: this, memory, flags }, options)
  }

  async setBlkioParameters(params, flags = 0, options) {
    await this.conn.call(remote.domainSetBlkioParameters, { dom: this, params: paramsFromObject(params), flags }, options)
  }

  async getBlkioParameters(flags = 0, options) {
    const n = await this.conn.call(remote.domainGetBlkioParameters, { dom: this, nparams: 0, flags: flags | 4 }, options)
    const r = await this.conn.call(remote.domainGetBlkioParameters, { dom: this, nparams: n.nparams, flags: flags | 4 }, options)
    return paramsToObject(r.params)
  }

  async migrateSetMaxSpeed(bandwidth, flags = 0, options) {
    await this.conn.call(remote.domainMigrateSetMaxSpeed, { dom: this, bandwidth, flags }, options)
  }

  async injectNmi(flags = 0, options) {
    await this.conn.call(remote.domainInjectNmi, { dom: this, flags }, options)
  }

  async getState(flags = 0, options) {
    const r = await this.conn.call(remote.domainGetState, { dom: this, flags }, options)
    return ({ state: r.state, reason: r.reason })
  }

  async setSchedulerParametersFlags(params, flags = 0, options) {
    await this.conn.call(remote.domainSetSchedulerParametersFlags, { dom: this, params: paramsFromObject(params), flags }, options)
  }

  async pinVcpuFlags(vcpu, cpumap, flags = 0, options) {
    await this.conn.call(remote.domainPinVcpuFlags, { dom: this, vcpu, cpumap, flags }, options)
  }

  async sendKey(codeset, holdtime, keycodes, flags = 0, options) {
    await this.conn.call(remote.domainSendKey, { dom: this, codeset, holdtime, keycodes, flags }, options)
  }

  async getControlInfo(flags = 0, options) {
    const r = await this.conn.call(remote.domainGetControlInfo, { dom: this, flags }, options)
    return ({ state: r.state, details: r.details, stateTime: Number(r.stateTime) })
  }

  async undefineFlags(flags = 0, options) {
    await this.conn.call(remote.domainUndefineFlags, { dom: this, flags }, options)
  }

  async saveFlags(to, dxml = null, flags = 0, options) {
    await this.conn.call(remote.domainSaveFlags, { dom: this, to, dxml, flags }, options)
  }

  async destroyFlags(flags = 0, options) {
    await this.conn.call(remote.domainDestroyFlags, { dom: this, flags }, options)
  }

  async blockJobAbort(path, flags = 0, options) {
    await this.conn.call(remote.domainBlockJobAbort, { dom: this, path, flags }, options)
  }

  async blockJobSetSpeed(path, bandwidth, flags = 0, options) {
    await this.conn.call(remote.domainBlockJobSetSpeed, { dom: this, path, bandwidth, flags }, options)
  }

  async blockPull(path, bandwidth, flags = 0, options) {
    await this.conn.call(remote.domainBlockPull, { dom: this, path, bandwidth, flags }, options)
  }

  async migrateGetMaxSpeed(flags = 0, options) {
    const r = await this.conn.call(remote.domainMigrateGetMaxSpeed, { dom: this, flags }, options)
    return Number(r.bandwidth)
  }

  async blockStatsFlags(path, flags = 0, options) {
    const n = await this.conn.call(remote.domainBlockStatsFlags, { dom: this, path, nparams: 0, flags: flags | 4 }, options)
    const r = await this.conn.call(remote.domainBlockStatsFlags, { dom: this, path, nparams: n.nparams, flags: flags | 4 }, options)
    return paramsToObject(r.params)
  }

  async reset(flags = 0, options) {
    await this.conn.call(remote.domainReset, { dom: this, flags }, options)
  }

  async blockResize(disk, size, flags = 0, options) {
    await this.conn.call(remote.domainBlockResize, { dom: this, disk, size, flags }, options)
  }

  async setBlockIoTune(disk, params, flags = 0, options) {
    await this.conn.call(remote.domainSetBlockIoTune, { dom: this, disk, params: paramsFromObject(params), flags }, options)
  }

  async getBlockIoTune(disk = null, flags = 0, options) {
    const n = await this.conn.call(remote.domainGetBlockIoTune, { dom: this, disk, nparams: 0, flags: flags | 4 }, options)
    const r = await this.conn.call(remote.domainGetBlockIoTune, { dom: this, disk, nparams: n.nparams, flags: flags | 4 }, options)
    return paramsToObject(r.params)
  }

  async setNumaParameters(params, flags = 0, options) {
    await this.conn.call(remote.domainSetNumaParameters, { dom: this, params: paramsFromObject(params), flags }, options)
  }

  async getNumaParameters(flags = 0, options) {
    const n = await this.conn.call(remote.domainGetNumaParameters, { dom: this, nparams: 0, flags: flags | 4 }, options)
    const r = await this.conn.call(remote.domainGetNumaParameters, { dom: this, nparams: n.nparams, flags: flags | 4 }, options)
    return paramsToObject(r.params)
  }

  async setInterfaceParameters(device, params, flags = 0, options) {
    await this.conn.call(remote.domainSetInterfaceParameters, { dom: this, device, params: paramsFromObject(params), flags }, options)
  }

  async getInterfaceParameters(device, flags = 0, options) {
    const n = await this.conn.call(remote.domainGetInterfaceParameters, { dom: this, device, nparams: 0, flags: flags | 4 }, options)
    const r = await this.conn.call(remote.domainGetInterfaceParameters, { dom: this, device, nparams: n.nparams, flags: flags | 4 }, options)
    return paramsToObject(r.params)
  }

  async shutdownFlags(flags = 0, options) {
    await this.conn.call(remote.domainShutdownFlags, { dom: this, flags }, options)
  }

  async pmSuspendForDuration(target, duration, flags = 0, options) {
    await this.conn.call(remote.domainPmSuspendForDuration, { dom: this, target, duration, flags }, options)
  }

  async setMetadata(type, metadata = null, key = null, uri = null, flags = 0, options) {
    await this.conn.call(remote.domainSetMetadata, { dom: this, type, metadata, key, uri, flags }, options)
  }

  async getMetadata(type, uri = null, flags = 0, options) {
    const r = await this.conn.call(remote.domainGetMetadata, { dom: this, type, uri, flags }, options)
    return r.metadata
  }

  async blockRebase(path, base, bandwidth, flags = 0, options) {
    await this.conn.call(remote.domainBlockRebase, { dom: this, path, base, bandwidth, flags }, options)
  }

  async pmWakeup(flags = 0, options) {
    await this.conn.call(remote.domainPmWakeup, { dom: this, flags }, options)
  }

  async listAllSnapshots(flags = 0, options) {
    const r = await this.conn.call(remote.domainListAllSnapshots, { dom: this, needResults: 1, flags }, options)
    return r.snapshots.map((one) => make.domainSnapshot(this.conn, one))
  }

  async getHostname(flags = 0, options) {
    const r = await this.conn.call(remote.domainGetHostname, { dom: this, flags }, options)
    return r.hostname
  }

  async pinEmulator(cpumap, flags = 0, options) {
    await this.conn.call(remote.domainPinEmulator, { dom: this, cpumap, flags }, options)
  }

  async blockCommit(disk, base, top, bandwidth, flags = 0, options) {
    await this.conn.call(remote.domainBlockCommit, { dom: this, disk, base, top, bandwidth, flags }, options)
  }

  async fsTrim(mountPoint, minimum, flags = 0, options) {
    await this.conn.call(remote.domainFstrim, { dom: this, mountPoint, minimum, flags }, options)
  }

  async sendProcessSignal(pidValue, signum, flags = 0, options) {
    await this.conn.call(remote.domainSendProcessSignal, { dom: this, pidValue, signum, flags }, options)
  }

  async getJobStats(flags = 0, options) {
    const r = await this.conn.call(remote.domainGetJobStats, { dom: this, flags }, options)
    return ({ type: r.type, params: paramsToObject(r.params) })
  }

  async migrateGetCompressionCache(flags = 0, options) {
    const r = await this.conn.call(remote.domainMigrateGetCompressionCache, { dom: this, flags }, options)
    return Number(r.cacheSize)
  }

  async migrateSetCompressionCache(cacheSize, flags = 0, options) {
    await this.conn.call(remote.domainMigrateSetCompressionCache, { dom: this, cacheSize, flags }, options)
  }

  async setMemoryStatsPeriod(period, flags = 0, options) {
    await this.conn.call(remote.domainSetMemoryStatsPeriod, { dom: this, period, flags }, options)
  }

  async coreDumpWithFormat(to, dumpformat, flags = 0, options) {
    await this.conn.call(remote.domainCoreDumpWithFormat, { dom: this, to, dumpformat, flags }, options)
  }

  async fsFreeze(mountpoints = [], flags = 0, options) {
    const r = await this.conn.call(remote.domainFsfreeze, { dom: this, mountpoints, flags }, options)
    return r.filesystems
  }

  async fsThaw(mountpoints = [], flags = 0, options) {
    const r = await this.conn.call(remote.domainFsthaw, { dom: this, mountpoints, flags }, options)
    return r.filesystems
  }

  async getTime(flags = 0, options) {
    const r = await this.conn.call(remote.domainGetTime, { dom: this, flags }, options)
    return ({ seconds: Number(r.seconds), nseconds: r.nseconds })
  }

  async setTime(seconds, nseconds, flags = 0, options) {
    await this.conn.call(remote.domainSetTime, { dom: this, seconds, nseconds, flags }, options)
  }

  async blockCopy(path, destxml, params, flags = 0, options) {
    await this.conn.call(remote.domainBlockCopy, { dom: this, path, destxml, params: paramsFromObject(params), flags }, options)
  }

  async getFsInfo(flags = 0, options) {
    const r = await this.conn.call(remote.domainGetFsinfo, { dom: this, flags }, options)
    return [...r.info]
  }

  async getIoThreadInfo(flags = 0, options) {
    const r = await this.conn.call(remote.domainGetIothreadInfo, { dom: this, flags }, options)
    return [...r.info]
  }

  async pinIoThread(iothreadsId, cpumap, flags = 0, options) {
    await this.conn.call(remote.domainPinIothread, { dom: this, iothreadsId, cpumap, flags }, options)
  }

  async interfaceAddresses(source, flags = 0, options) {
    const r = await this.conn.call(remote.domainInterfaceAddresses, { dom: this, source, flags }, options)
    return [...r.ifaces]
  }

  async addIoThread(iothreadId, flags = 0, options) {
    await this.conn.call(remote.domainAddIothread, { dom: this, iothreadId, flags }, options)
  }

  async delIoThread(iothreadId, flags = 0, options) {
    await this.conn.call(remote.domainDelIothread, { dom: this, iothreadId, flags }, options)
  }

  async setUserPassword(user = null, password = null, flags = 0, options) {
    await this.conn.call(remote.domainSetUserPassword, { dom: this, user, password, flags }, options)
  }

  async rename(newName = null, flags = 0, options) {
    await this.conn.call(remote.domainRename, { dom: this, newName, flags }, options)
  }

  async migrateStartPostCopy(flags = 0, options) {
    await this.conn.call(remote.domainMigrateStartPostCopy, { dom: this, flags }, options)
  }

  async getPerfEvents(flags = 0, options) {
    const r = await this.conn.call(remote.domainGetPerfEvents, { dom: this, flags }, options)
    return paramsToObject(r.params)
  }

  async setPerfEvents(params, flags = 0, options) {
    await this.conn.call(remote.domainSetPerfEvents, { dom: this, params: paramsFromObject(params), flags }, options)
  }

  async getGuestVcpus(flags = 0, options) {
    const r = await this.conn.call(remote.domainGetGuestVcpus, { dom: this, flags }, options)
    return paramsToObject(r.params)
  }

  async setGuestVcpus(cpumap, state, flags = 0, options) {
    await this.conn.call(remote.domainSetGuestVcpus, { dom: this, cpumap, state, flags }, options)
  }

  async setVcpu(cpumap, state, flags = 0, options) {
    await this.conn.call(remote.domainSetVcpu, { dom: this, cpumap, state, flags }, options)
  }

  async setBlockThreshold(dev, threshold, flags = 0, options) {
    await this.conn.call(remote.domainSetBlockThreshold, { dom: this, dev, threshold, flags }, options)
  }

  async migrateGetMaxDowntime(flags = 0, options) {
    const r = await this.conn.call(remote.domainMigrateGetMaxDowntime, { dom: this, flags }, options)
    return Number(r.downtime)
  }

  async managedSaveGetXmlDesc(flags = 0, options) {
    const r = await this.conn.call(remote.domainManagedSaveGetXmlDesc, { dom: this, flags }, options)
    return r.xml
  }

  async managedSaveDefineXml(dxml = null, flags = 0, options) {
    await this.conn.call(remote.domainManagedSaveDefineXml, { dom: this, dxml, flags }, options)
  }

  async setLifecycleAction(type, action, flags = 0, options) {
    await this.conn.call(remote.domainSetLifecycleAction, { dom: this, type, action, flags }, options)
  }

  async detachDeviceAlias(alias, flags = 0, options) {
    await this.conn.call(remote.domainDetachDeviceAlias, { dom: this, alias, flags }, options)
  }

  async getLaunchSecurityInfo(flags = 0, options) {
    const r = await this.conn.call(remote.domainGetLaunchSecurityInfo, { dom: this, flags }, options)
    return paramsToObject(r.params)
  }

  async setIoThreadParams(iothreadId, params, flags = 0, options) {
    await this.conn.call(remote.domainSetIothreadParams, { dom: this, iothreadId, params: paramsFromObject(params), flags }, options)
  }

  async checkpointCreateXml(xmlDesc, flags = 0, options) {
    const r = await this.conn.call(remote.domainCheckpointCreateXml, { dom: this, xmlDesc, flags }, options)
    return make.domainCheckpoint(this.conn, r.checkpoint)
  }

  async listAllCheckpoints(flags = 0, options) {
    const r = await this.conn.call(remote.domainListAllCheckpoints, { dom: this, needResults: 1, flags }, options)
    return r.checkpoints.map((one) => make.domainCheckpoint(this.conn, one))
  }

  async checkpointLookupByName(name, flags = 0, options) {
    const r = await this.conn.call(remote.domainCheckpointLookupByName, { dom: this, name, flags }, options)
    return make.domainCheckpoint(this.conn, r.checkpoint)
  }

  async getGuestInfo(types, flags = 0, options) {
    const r = await this.conn.call(remote.domainGetGuestInfo, { dom: this, types, flags }, options)
    return paramsToObject(r.params)
  }

  async agentSetResponseTimeout(timeout, flags = 0, options) {
    const r = await this.conn.call(remote.domainAgentSetResponseTimeout, { dom: this, timeout, flags }, options)
    return r.result
  }

  async backupBegin(backupXml, checkpointXml = null, flags = 0, options) {
    await this.conn.call(remote.domainBackupBegin, { dom: this, backupXml, checkpointXml, flags }, options)
  }

  async backupGetXmlDesc(flags = 0, options) {
    const r = await this.conn.call(remote.domainBackupGetXmlDesc, { dom: this, flags }, options)
    return r.xml
  }

  async authorizedSshKeysGet(user, flags = 0, options) {
    const r = await this.conn.call(remote.domainAuthorizedSshKeysGet, { dom: this, user, flags }, options)
    return [...r.keys]
  }

  async authorizedSshKeysSet(user, keys, flags = 0, options) {
    await this.conn.call(remote.domainAuthorizedSshKeysSet, { dom: this, user, keys, flags }, options)
  }

  async getMessages(flags = 0, options) {
    const r = await this.conn.call(remote.domainGetMessages, { dom: this, flags }, options)
    return [...r.msgs]
  }

  async startDirtyRateCalc(seconds, flags = 0, options) {
    await this.conn.call(remote.domainStartDirtyRateCalc, { dom: this, seconds, flags }, options)
  }

  async setLaunchSecurityState(params, flags = 0, options) {
    await this.conn.call(remote.domainSetLaunchSecurityState, { dom: this, params: paramsFromObject(params), flags }, options)
  }

  async saveParams(params, flags = 0, options) {
    await this.conn.call(remote.domainSaveParams, { dom: this, params: paramsFromObject(params), flags }, options)
  }

  async abortJobFlags(flags = 0, options) {
    await this.conn.call(remote.domainAbortJobFlags, { dom: this, flags }, options)
  }

  async graphicsReload(type, flags = 0, options) {
    await this.conn.call(remote.domainGraphicsReload, { dom: this, type, flags }, options)
  }

  async getAutostartOnce(options) {
    const r = await this.conn.call(remote.domainGetAutostartOnce, { dom: this }, options)
    return r.autostart !== 0
  }

  async setAutostartOnce(autostart, options) {
    await this.conn.call(remote.domainSetAutostartOnce, { dom: this, autostart: autostart ? 1 : 0 }, options)
  }

  async setThrottleGroup(group, params, flags = 0, options) {
    await this.conn.call(remote.domainSetThrottleGroup, { dom: this, group, params: paramsFromObject(params), flags }, options)
  }

  async delThrottleGroup(group = null, flags = 0, options) {
    await this.conn.call(remote.domainDelThrottleGroup, { dom: this, group, flags }, options)
  }

  async announceInterface(device, params, flags = 0, options) {
    await this.conn.call(remote.domainAnnounceInterface, { dom: this, device, params: paramsFromObject(params), flags }, options)
  }

  async qemuMonitorCommand(cmd, flags = 0, options) {
    const r = await this.conn.call(qemu.domainMonitorCommand, { dom: this, cmd, flags }, options)
    return r.result
  }

  async qemuAgentCommand(cmd, timeout, flags = 0, options) {
    const r = await this.conn.call(qemu.domainAgentCommand, { dom: this, cmd, timeout, flags }, options)
    return r.result
  }
}
