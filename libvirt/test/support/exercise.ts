/**
 * Makes at least one call of every procedure against a real daemon and notes what became of it: the raw material of
 * libvirt/MATRIX.md. Arguments come from the things made here, by the names of the fields; what needs more is said in
 * `special`. Everything it changes is its own.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { camel } from '../../../dev/protocol/names.ts'
import type { FieldFact, ProcedureFact, ProgramFacts, TypeFact } from '../../../dev/protocol/tables.ts'
import { type Connect, LibvirtError, qemu, remote } from '../../src/index.ts'
import type { Session } from '../../src/session/session.ts'
import type { Procedure } from '../../src/protocol/procedure.ts'
import { programFacts } from './arbitrary.ts'

export type Outcome = string
type AnyCall = Procedure<never, unknown>
type Args = Record<string, unknown>
/** What is passed on as it is; some calls want one of its names. */
type Handle = { readonly uuid?: string; readonly key?: string; readonly id?: number }

/** Never called: they would hurt the machine under the test. */
const harmful: Record<string, string> = {
  nodeSuspendForDuration: 'would put the host to sleep',
  nodeDeviceReset: 'would reset a device of the host',
  nodeDeviceDettach: 'would take a device from the host',
  nodeDeviceDetachFlags: 'would take a device from the host',
  nodeDeviceReAttach: 'would give a device to another driver of the host',
}
/** Out of turn, some of these end libvirtd 9.0. */
const migrationStep = /^domainMigrate(?:Prepare|Perform|Finish|Confirm|Begin)/
const migrationSteps = new Set(
  ['Begin', 'Prepare', 'Perform', 'Finish', 'Confirm'].map((step) => `domainMigrate${step}3Params`),
)
const onceOpen = 'only before a connection is open'
const handshake = new Set(['authList', 'authSaslInit', 'authSaslStart', 'authSaslStep', 'authPolkit', 'connectOpen'])
const refusals = new Set([
  'VIR_ERR_NO_SUPPORT', 'VIR_ERR_CONFIG_UNSUPPORTED', 'VIR_ERR_ARGUMENT_UNSUPPORTED', 'VIR_ERR_OPERATION_UNSUPPORTED',
]) // biome-ignore format: words

const uuid = 'c0ffee00-1111-4222-8333-444455556666'

export interface Stage {
  readonly conn: Connect
  readonly driver: 'test' | 'qemu'
  /** A directory that the daemon sees at the same path. */
  readonly dir: string
}

/** What the calls act on; made anew before each call when an earlier one took it away. */
class Props {
  readonly #stage: Stage
  domain: Handle = {}
  off: Handle = {}
  /** Without snapshots: for the calls that forget a guest. */
  gone: Handle = {}
  idlePool: Handle = {}
  network: Handle = {}
  pool: Handle = {}
  vol: Handle = {}
  secret: Handle = {}
  nwfilter: Handle = {}
  device = 'computer'
  iface = { name: 'eth1', mac: 'aa:bb:cc:dd:ee:ff' }

  constructor(stage: Stage) {
    this.#stage = stage
  }

  domainXml(name: string): string {
    const { driver, dir } = this.#stage
    if (driver === 'test') {
      return `<domain type='test'><name>${name}</name><memory>65536</memory><vcpu>2</vcpu><os><type>hvm</type></os><devices><disk type='file' device='disk'><source file='/${name}'/><target dev='vda' bus='virtio'/></disk><interface type='network'><mac address='52:54:00:00:00:07'/><source network='default'/><target dev='vnet7'/></interface><console type='pty'/></devices></domain>`
    }
    return `<domain type='qemu'><name>${name}</name><memory unit='MiB'>64</memory><vcpu current='1'>2</vcpu><iothreads>1</iothreads><os><type arch='x86_64' machine='pc'>hvm</type></os><features><acpi/><tcg><tb-cache unit='MiB'>16</tb-cache></tcg></features><devices><disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${dir}/${name}.qcow2'/><target dev='vda' bus='virtio'/></disk><interface type='user'><mac address='52:54:00:00:00:0${name === 'px-on' ? 7 : name === 'px-off' ? 8 : 9}'/></interface><serial type='pty'/><video><model type='vga'/></video><graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.1'/></devices></domain>`
  }

  /** Puts everything there that is not. */
  async ensure(): Promise<void> {
    const { conn, dir } = this.#stage
    this.domain = await this.#guest('px-on', true)
    this.off = await this.#guest('px-off', false)
    this.gone = await this.#guest('px-gone', false)
    await this.#snapshot()
    this.network = await conn
      .networkLookupByName('px-net')
      .catch(() => conn.networkDefineXml(this.networkXml('px-net')))
    const poolXml = `<pool type='dir'><name>px-pool</name><target><path>${dir}/pool</path></target></pool>`
    await mkdir(join(dir, 'pool'), { recursive: true })
    const pool = await conn.storagePoolLookupByName('px-pool').catch(() => conn.storagePoolDefineXml(poolXml))
    if (!(await pool.isActive())) await pool.create()
    this.pool = pool
    this.vol = await pool.storageVolLookupByName('px-vol').catch(() => pool.storageVolCreateXml(this.volXml('px-vol')))
    this.idlePool = await conn
      .storagePoolLookupByName('px-idle')
      .catch(() => conn.storagePoolDefineXml(poolXml.replace('px-pool', 'px-idle').replace('/pool<', '/idle<')))
    await mkdir(join(dir, 'idle'), { recursive: true })
    this.secret = await conn
      .secretLookupByUuid(uuid)
      .catch(() => conn.secretDefineXml(this.secretXml()).catch(() => this.secret))
    this.nwfilter = await conn
      .nwFilterLookupByName('px-filter')
      .catch(() => conn.nwFilterDefineXml(this.filterXml('px-filter')).catch(() => this.nwfilter))
  }

  networkXml(name: string): string {
    return `<network><name>${name}</name><forward mode='bridge'/><bridge name='br-none'/></network>`
  }

  volXml(name: string): string {
    return `<volume><name>${name}</name><capacity>1048576</capacity></volume>`
  }

  secretXml(): string {
    return `<secret ephemeral='no' private='no'><uuid>${uuid}</uuid><usage type='volume'><volume>/px</volume></usage></secret>`
  }

  filterXml(name: string): string {
    return `<filter name='${name}' chain='root'><rule action='accept' direction='inout'/></filter>`
  }

  async #snapshot(): Promise<void> {
    const domain = await this.#stage.conn.domainLookupByName('px-off')
    const names = await domain.snapshotListNames()
    if (!names.includes('px-snap'))
      await domain.snapshotCreateXml('<domainsnapshot><name>px-snap</name></domainsnapshot>')
  }

  async #guest(name: string, on: boolean): Promise<Handle> {
    const { conn, driver } = this.#stage
    const domain = await conn.domainLookupByName(name).catch(() => conn.domainDefineXml(this.domainXml(name)))
    const active = await domain.isActive()
    if (on && !active) await domain.createWithFlags(driver === 'test' ? 0 : 1)
    if (!on && active) await domain.destroy()
    return conn.domainLookupByName(name)
  }
}

/** Calls every procedure once. @returns outcome by program and name, as `remote domainGetInfo` → `called`. */
export async function exercise(stage: Stage): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>()
  const props = new Props(stage)
  await clearStage(stage)
  if (stage.driver === 'qemu') await makeDisks(stage.dir)
  for (const [program, table] of [
    ['remote', remote],
    ['qemu', qemu],
  ] as const) {
    const facts = programFacts(program)
    const calls = facts.procedures.filter((row) => row.kind === 'call')
    // First those that only look, then those that change, then those that take away.
    for (const row of calls.toSorted((a, b) => weight(a) - weight(b) || a.number - b.number)) {
      const procedure = (table as unknown as Record<string, AnyCall>)[camel(row.name)]
      if (procedure !== undefined)
        outcomes.set(`${program} ${procedure.name}`, await callOnce(stage, props, procedure, row, facts))
    }
  }
  await clearStage(stage)
  return outcomes
}

/** Takes away all that a run has made, also one that was broken off. */
async function clearStage({ conn }: Stage): Promise<void> {
  const ours = (one: { readonly name: string }): boolean => one.name.startsWith('px-')
  const quietly = (work: Promise<unknown>): Promise<unknown> => work.catch(() => undefined)
  for (const domain of (await conn.listAllDomains()).filter(ours)) {
    await quietly(domain.destroy())
    await quietly(domain.undefineFlags(1 | 2 | 16))
  }
  for (const network of (await conn.listAllNetworks()).filter(ours)) {
    await quietly(network.destroy())
    await quietly(network.undefine())
  }
  for (const pool of (await conn.listAllStoragePools()).filter(ours)) {
    await quietly(pool.destroy())
    await quietly(pool.undefine())
  }
  for (const filter of (await conn.listAllNwFilters().catch(() => [])).filter(ours)) await quietly(filter.undefine())
  await quietly(conn.secretLookupByUuid(uuid).then((secret) => secret.undefine()))
}

function weight({ name }: ProcedureFact): number {
  if (/UNDEFINE|DESTROY|DELETE|SHUTDOWN|_SAVE|RENAME|RESTORE|WIPE|RESET|REBOOT/.test(name)) return 2
  return /GET_|LIST_|LOOKUP|NUM_OF|IS_|HAS_/.test(name) ? 0 : 1
}

async function callOnce(
  stage: Stage,
  props: Props,
  procedure: AnyCall,
  row: ProcedureFact,
  facts: ProgramFacts,
): Promise<Outcome> {
  if (procedure.fds) return 'not callable: file descriptors'
  if (handshake.has(procedure.name)) return `not callable: ${onceOpen}`
  if (migrationStep.test(procedure.name)) {
    return migrationSteps.has(procedure.name)
      ? 'called by the migration tests'
      : 'not called: part of an older migration protocol'
  }
  const harm = harmful[procedure.name]
  if (harm !== undefined) return `not called: ${harm}`
  await props.ensure()
  const args = { ...defaultArgs(props, row, facts), ...special(props, stage, procedure.name) }
  // A connection of its own: a stream stays open on it, and a close closes it.
  const session = await stage.conn.openLane()
  try {
    const more = await before(stage, session, procedure.name)
    await session.call(procedure, { ...args, ...more } as never, { timeoutMs: 20_000 })
    return 'called'
  } catch (error) {
    if (!(error instanceof LibvirtError)) throw error
    if (refusals.has(error.codeName) || (error.is('VIR_ERR_RPC') && row.since !== undefined))
      return 'refused by the driver'
    return `answered with ${error.codeName}`
  } finally {
    session.fail(new LibvirtError({ code: 0, domain: 0, level: 0, message: 'done', procedure: '' }))
  }
}

/** What has to happen just before, on the same connection. */
async function before(stage: Stage, session: Session, name: string): Promise<Args> {
  const registers: Record<string, () => Promise<{ readonly callbackId: number }>> = {
    connectDomainEventCallbackDeregisterAny: () =>
      session.call(remote.connectDomainEventCallbackRegisterAny, { eventId: 0, dom: null }),
    connectNetworkEventDeregisterAny: () =>
      session.call(remote.connectNetworkEventRegisterAny, { eventId: 0, net: null }),
    connectStoragePoolEventDeregisterAny: () =>
      session.call(remote.connectStoragePoolEventRegisterAny, { eventId: 0, pool: null }),
    connectNodeDeviceEventDeregisterAny: () =>
      session.call(remote.connectNodeDeviceEventRegisterAny, { eventId: 0, dev: null }),
    connectSecretEventDeregisterAny: () =>
      session.call(remote.connectSecretEventRegisterAny, { eventId: 0, secret: null }),
    connectDomainMonitorEventDeregister: () =>
      session.call(qemu.connectDomainMonitorEventRegister, { dom: null, event: null, flags: 0 }),
  }
  const register = registers[name]
  if (register !== undefined) return { callbackId: (await register()).callbackId }
  if (name === 'connectDomainEventDeregister') await session.call(remote.connectDomainEventRegister, undefined)
  if (name === 'connectDomainEventDeregisterAny')
    await session.call(remote.connectDomainEventRegisterAny, { eventId: 0 })
  if (name === 'connectUnregisterCloseCallback') await session.call(remote.connectRegisterCloseCallback, undefined)
  if (/^domain(?:Restore|SaveImage)/.test(name))
    await (await stage.conn.domainLookupByName('px-on')).save(`${stage.dir}/px.save`)
  if (/^domainManagedSave(?:Remove|GetXmlDesc)/.test(name))
    await (await stage.conn.domainLookupByName('px-on')).managedSave()
  return {}
}

function defaultArgs(props: Props, row: ProcedureFact, facts: ProgramFacts): Args {
  const fields = row.args === undefined ? [] : (facts.structs[row.args] ?? [])
  return Object.fromEntries(fields.map((field) => [camel(field.name), defaultValue(props, field, facts)]))
}

function defaultValue(props: Props, field: FieldFact, facts: ProgramFacts): unknown {
  const byName: Args = {
    maxnames: 100, maxids: 100, maxuuids: 100, needResults: 1, maxinfo: 2, maplen: 1, ncpumaps: 2, maxcells: 1,
    maxStats: 13, name: 'px-on', path: 'vda', disk: 'vda', device: '52:54:00:00:00:07', xml: props.domainXml('px-new'), xmlDesc: props.domainXml('px-new'),
    cpumap: field.t === 'opaque' ? Buffer.from([1]) : '0', size: 1, need_map: 1, cellCount: 1, uri: null,
  } // biome-ignore format: one line for each kind
  const known = byName[camel(field.name)]
  if (known !== undefined) return known
  return typeDefault(props, field, facts)
}

function typeDefault(props: Props, type: TypeFact, facts: ProgramFacts): unknown {
  const typedef =
    type.t === 'ref'
      ? (facts.typedefs[type.ref as string] ?? programFacts('remote').typedefs[type.ref as string])
      : undefined
  if (typedef !== undefined) return type.ref === 'remote_uuid' ? props.domain.uuid : typeDefault(props, typedef, facts)
  switch (type.t) {
    case 'optional':
      return null
    case 'string':
      return ''
    case 'hyper':
    case 'uhyper':
      return 0n
    case 'array':
      return type.of?.t === 'char' ? Buffer.alloc(0) : []
    case 'opaque':
      return Buffer.alloc(0)
    case 'ref':
      return structDefault(props, type.ref as string)
    default:
      return 0
  }
}

function structDefault(props: Props, struct: string): unknown {
  const kind = struct.replace(/^remote_(?:nonnull_)?/, '')
  const dom = props.domain
  const things: Record<string, unknown> = {
    domain: dom,
    network: props.network,
    network_port: { net: props.network, uuid },
    storage_pool: props.pool,
    storage_vol: props.vol,
    secret: props.secret,
    nwfilter: props.nwfilter,
    nwfilter_binding: { portdev: 'vnet7', filtername: 'px-filter' },
    interface: props.iface,
    node_device: { name: props.device },
    domain_snapshot: { name: 'px-snap', dom: props.off },
    domain_checkpoint: { name: 'px-check', dom },
  }
  return things[kind]
}

/** What the names of the fields do not tell. */
function special(props: Props, stage: Stage, name: string): Args {
  const { dir } = stage
  const pool = `<pool type='dir'><name>px-new</name><target><path>${dir}/pool</path></target></pool>`
  const snapshot = `<domainsnapshot><name>px-snap</name></domainsnapshot>`
  const device = `<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='${dir}/extra.raw'/><target dev='vdb' bus='virtio'/></disk>`
  const all: Record<string, Args> = {
    connectSupportsFeature: { feature: 8 },
    connectGetMaxVcpus: { type: null },
    connectGetCpuModelNames: { arch: 'x86_64' },
    connectCompareCpu: { xml: '<cpu><arch>x86_64</arch><model>qemu64</model></cpu>' },
    connectCompareHypervisorCpu: { xmlCpu: '<cpu><arch>x86_64</arch><model>qemu64</model></cpu>', virttype: 'qemu' },
    connectBaselineCpu: { xmlCpus: ['<cpu><arch>x86_64</arch><model>qemu64</model></cpu>'] },
    connectBaselineHypervisorCpu: {
      xmlCpus: ['<cpu><arch>x86_64</arch><model>qemu64</model></cpu>'],
      virttype: 'qemu',
    },
    connectDomainXmlToNative: { nativeFormat: 'qemu-argv', domainXml: props.domainXml('px-new') },
    connectDomainXmlFromNative: { nativeFormat: 'qemu-argv', nativeConfig: 'qemu' },
    connectFindStoragePoolSources: { type: 'dir' },
    connectGetAllDomainStats: { doms: [] },
    connectDomainEventRegisterAny: { eventId: 1 },
    domainLookupById: { id: props.domain.id },
    domainCreate: { dom: props.off },
    domainCreateWithFlags: { dom: props.off, flags: stage.driver === 'test' ? 0 : 1 },
    domainUndefine: { dom: props.gone },
    domainUndefineFlags: { dom: props.gone },
    domainRename: { dom: props.gone, newName: 'px-renamed' },
    domainSetMemory: { memory: 65_536n },
    domainSetMemoryFlags: { memory: 65_536n },
    domainSetMaxMemory: { dom: props.off, memory: 65_536n },
    domainSetVcpus: { nvcpus: 1 },
    domainSetVcpusFlags: { nvcpus: 1 },
    domainPinIothread: { iothreadsId: 1 },
    domainDelIothread: { iothreadId: 2 },
    domainAddIothread: { iothreadId: 2 },
    domainSetIothreadParams: { iothreadId: 1, params: [{ field: 'poll_max_ns', kind: 'ullong', value: 1000 }] },
    domainAttachDevice: { xml: device },
    domainAttachDeviceFlags: { dom: props.off, xml: device, flags: 2 },
    domainDetachDevice: { xml: device },
    domainDetachDeviceFlags: {
      dom: props.off,
      xml: device.replaceAll('vdb', 'vda').replace('extra.raw', 'px-off.qcow2').replace('raw', 'qcow2'),
      flags: 2,
    },
    domainDetachDeviceAlias: { dom: props.off, alias: 'none', flags: 2 },
    domainUpdateDeviceFlags: {
      dom: props.off,
      xml: `<interface type='user'><mac address='52:54:00:00:00:08'/></interface>`,
      flags: 2,
    },
    domainBlockPeek: { size: 512 },
    domainMemoryPeek: { size: 64, flags: 1 },
    domainGetBlockIoTune: { nparams: 0 },
    domainSetBlockIoTune: { params: [{ field: 'total_bytes_sec', kind: 'ullong', value: 1_000_000 }] },
    domainSetInterfaceParameters: { params: [{ field: 'inbound.average', kind: 'uint', value: 100 }] },
    domainSetNumaParameters: {
      dom: props.off,
      params: [{ field: 'numa_nodeset', kind: 'string', value: '0' }],
      flags: 2,
    },
    domainSetMemoryParameters: {
      dom: props.off,
      params: [{ field: 'hard_limit', kind: 'ullong', value: 1_000_000 }],
      flags: 2,
    },
    domainSetBlkioParameters: { dom: props.off, params: [{ field: 'weight', kind: 'uint', value: 500 }], flags: 2 },
    domainSetSchedulerParametersFlags: {
      dom: props.off,
      params: [{ field: 'vcpu_quota', kind: 'llong', value: 50_000 }],
      flags: 2,
    },
    domainSetSchedulerParameters: {
      params: [
        {
          field: stage.driver === 'test' ? 'weight' : 'vcpu_quota',
          kind: stage.driver === 'test' ? 'uint' : 'llong',
          value: 50,
        },
      ],
    },
    domainSetPerfEvents: { dom: props.off, params: [{ field: 'cmt', kind: 'boolean', value: false }], flags: 2 },
    domainGetSchedulerParameters: { nparams: 5 },
    domainGetSchedulerParametersFlags: { nparams: 11 },
    domainGetCpuStats: { startCpu: -1, ncpus: 1 },
    domainBlockResize: { size: 2048n },
    domainSetMetadata: { type: 0, metadata: 'noted' },
    domainGetMetadata: { type: 0 },
    domainSnapshotCreateXml: { xmlDesc: snapshot, flags: stage.driver === 'test' ? 0 : 16, dom: props.off },
    domainSnapshotCurrent: { dom: props.off },
    domainHasCurrentSnapshot: { dom: props.off },
    domainListAllSnapshots: { dom: props.off },
    storagePoolDelete: { pool: props.idlePool },
    storagePoolUndefine: { pool: props.idlePool },
    storagePoolBuild: { pool: props.idlePool },
    storagePoolCreate: { pool: props.idlePool },
    nodeDeviceLookupScsiHostByWwn: { wwnn: '2000000012341234', wwpn: '1000000012341234' },
    domainSnapshotLookupByName: { name: 'px-snap', dom: props.off },
    domainSave: { to: `${dir}/px.save` },
    domainSaveFlags: { to: `${dir}/px.save` },
    domainSaveParams: { params: [{ field: 'file', kind: 'string', value: `${dir}/px.save` }] },
    domainRestore: { from: `${dir}/px.save` },
    domainRestoreFlags: { from: `${dir}/px.save` },
    domainRestoreParams: { params: [{ field: 'file', kind: 'string', value: `${dir}/px.save` }] },
    domainSaveImageGetXmlDesc: { file: `${dir}/px.save` },
    domainCoreDump: { to: `${dir}/px.core`, flags: 16 },
    domainCoreDumpWithFormat: { to: `${dir}/px.core`, flags: 16 },
    domainSendKey: { codeset: 0, holdtime: 1, keycodes: [30] },
    domainSetUserPassword: { user: 'root', password: 'x' },
    domainAuthorizedSshKeysGet: { user: 'root' },
    domainAuthorizedSshKeysSet: { user: 'root', keys: ['ssh-ed25519 AAAA px'] },
    domainStartDirtyRateCalc: { seconds: 1 },
    domainMonitorCommand: { cmd: '{"execute":"query-status"}' },
    domainAgentCommand: { cmd: '{"execute":"guest-ping"}', timeout: 1 },
    domainSetLifecycleAction: { type: 0, action: 0 },
    domainSetBlockThreshold: { dev: 'vda', threshold: 1_000_000n },
    domainInterfaceAddresses: { source: 0 },
    domainSetVcpu: { cpumap: '1', state: 1, dom: props.off, flags: 2 },
    networkLookupByName: { name: 'px-net' },
    networkLookupByUuid: { uuid: props.network.uuid },
    networkDefineXml: { xml: props.networkXml('px-net2') },
    networkDefineXmlFlags: { xml: props.networkXml('px-net2') },
    networkCreateXml: { xml: props.networkXml('px-net3') },
    networkCreateXmlFlags: { xml: props.networkXml('px-net4') },
    networkUpdate: { command: 3, section: 8, parentIndex: -1, xml: "<portgroup name='px'/>", flags: 2 },
    storagePoolLookupByName: { name: 'px-pool' },
    storagePoolLookupByUuid: { uuid: props.pool.uuid },
    storagePoolLookupByTargetPath: { path: `${dir}/pool` },
    storagePoolDefineXml: { xml: pool },
    storagePoolCreateXml: { xml: pool.replace('px-new', 'px-new2').replace('/pool<', '/pool2<') },
    storageVolLookupByName: { name: 'px-vol' },
    storageVolLookupByKey: { key: props.vol.key },
    storageVolLookupByPath: { path: props.vol.key },
    storageVolCreateXml: { xml: props.volXml(`px-${Date.now()}`) },
    storageVolCreateXmlFrom: { xml: props.volXml(`px-${Date.now()}`), clonevol: props.vol },
    storageVolResize: { capacity: 2_097_152n },
    secretLookupByUuid: { uuid },
    secretLookupByUsage: { usageType: 1, usageId: '/px' },
    secretDefineXml: { xml: props.secretXml() },
    secretSetValue: { value: Buffer.from('px') },
    nwfilterLookupByName: { name: 'px-filter' },
    nwfilterLookupByUuid: { uuid: props.nwfilter.uuid ?? uuid },
    nwfilterDefineXml: { xml: props.filterXml('px-filter2') },
    nwfilterDefineXmlFlags: { xml: props.filterXml('px-filter3') },
    nodeDeviceLookupByName: { name: props.device },
    nodeDeviceGetXmlDesc: { name: props.device },
    nodeDeviceGetParent: { name: props.device },
    nodeDeviceNumOfCaps: { name: props.device },
    nodeDeviceListCaps: { name: props.device },
    nodeDeviceIsActive: { name: props.device },
    nodeDeviceIsPersistent: { name: props.device },
    nodeDeviceGetAutostart: { name: props.device },
    interfaceLookupByName: { name: 'eth1' },
    interfaceLookupByMacString: { mac: 'aa:bb:cc:dd:ee:ff' },
    nodeGetCpuStats: { cpuNum: -1, nparams: 0 },
    nodeGetMemoryStats: { cellNum: -1, nparams: 0 },
    nodeGetFreePages: { pages: [4] },
    nodeAllocPages: { pageSizes: [2048], pageCounts: [0n], startCell: -1 },
  }
  return all[name] ?? {}
}

async function makeDisks(dir: string): Promise<void> {
  const { execFileSync } = await import('node:child_process')
  for (const name of ['px-on', 'px-off', 'px-new', 'px-gone']) {
    execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', join(dir, `${name}.qcow2`), '1M'])
  }
  await writeFile(join(dir, 'extra.raw'), Buffer.alloc(1_048_576))
}
