import { classes } from './classes.ts'
import { allMethods } from './methods.ts'
import { readFacts } from './tables.ts'

/** Functions that have a method or value of ours written by hand. */
const byHand: Record<string, string> = {
  virConnectOpen: 'connect',
  virConnectOpenAuth: 'connect (option `credentials`)',
  virConnectOpenReadOnly: 'connect (option `readOnly`)',
  virConnectClose: 'Connect.close',
  virConnectIsAlive: 'Connect.isAlive',
  virConnectIsEncrypted: 'Connect.isEncrypted',
  virConnectSetKeepAlive: 'connect (options `keepaliveIntervalMs`, `keepaliveCount`)',
  virConnectSetIdentity: 'Connect.setIdentity',
  virConnectRegisterCloseCallback: 'Connect.closed, Connect.events (`connection.closed`)',
  virConnectUnregisterCloseCallback: 'Subscription.close',
  virConnectGetAllDomainStats: 'Connect.getAllDomainStats',
  virDomainListGetStats: 'Connect.domainListGetStats',
  virNodeGetCPUMap: 'Connect.nodeGetCpuMap',
  virNodeGetSecurityModel: 'Connect.nodeGetSecurityModel',
  virConnectDomainEventRegister: 'EventHub.lifecycle',
  virConnectDomainEventDeregister: 'Subscription.close',
  virDomainMemoryStats: 'Domain.memoryStats',
  virDomainGetSchedulerType: 'Domain.getSchedulerType',
  virDomainGetSchedulerParameters: 'Domain.getSchedulerParameters',
  virDomainGetSchedulerParametersFlags: 'Domain.getSchedulerParametersFlags',
  virDomainGetVcpus: 'Domain.getVcpus',
  virDomainGetVcpuPinInfo: 'Domain.getVcpuPinInfo',
  virDomainGetEmulatorPinInfo: 'Domain.getEmulatorPinInfo',
  virDomainGetCPUStats: 'Domain.getCpuStats',
  virDomainGetDiskErrors: 'Domain.getDiskErrors',
  virDomainGetBlockJobInfo: 'Domain.getBlockJobInfo',
  virDomainGetSecurityLabel: 'Domain.getSecurityLabel',
  virDomainGetSecurityLabelList: 'Domain.getSecurityLabelList',
  virDomainRevertToSnapshot: 'Domain.revertToSnapshot',
  virDomainOpenConsole: 'Domain.openConsole',
  virDomainOpenChannel: 'Domain.openChannel',
  virDomainScreenshot: 'Domain.screenshot',
  virStorageVolDownload: 'StorageVol.download',
  virStorageVolUpload: 'StorageVol.upload',
  virDomainMigrate: 'Domain.migrate',
  virDomainMigrate2: 'Domain.migrate2',
  virDomainMigrate3: 'Domain.migrate3',
  virDomainMigrateToURI: 'Domain.migrateToUri',
  virDomainMigrateToURI2: 'Domain.migrateToUri2',
  virDomainMigrateToURI3: 'Domain.migrateToUri3',
  virDomainCreateLinux: 'Connect.domainCreateXml (the same under an older name)',
  virStreamSend: 'Stream.send',
  virStreamSendAll: 'sendAll',
  virStreamSendHole: 'Stream.sendHole',
  virStreamSparseSendAll: 'sparseSendAll',
  virStreamRecv: 'Stream.read',
  virStreamRecvFlags: 'Stream.readChunk',
  virStreamRecvHole: 'Stream.readChunk',
  virStreamRecvAll: 'recvAll',
  virStreamSparseRecvAll: 'recvAll',
  virStreamFinish: 'Stream.finish',
  virStreamAbort: 'Stream.abort',
  virGetVersion: 'Connect.getLibVersion (there is no library of libvirt on this side)',
  virDomainGetID: 'Domain.id',
  virDomainGetName: 'Domain.name',
  virInterfaceGetMACString: 'Interface.mac',
  virSecretGetUsageID: 'Secret.usageId',
  virSecretGetUsageType: 'Secret.usageType',
  virStorageVolGetKey: 'StorageVol.key',
  virNWFilterBindingGetFilterName: 'NwFilterBinding.filtername',
  virNWFilterBindingGetPortDev: 'NwFilterBinding.portdev',
  virNetworkPortGetNetwork: 'NetworkPort.net',
  virDomainSnapshotGetDomain: 'DomainSnapshot.dom',
  virDomainCheckpointGetDomain: 'DomainCheckpoint.dom',
  virConnectDomainQemuMonitorEventRegister: 'Connect.events (`qemu.monitor`)',
  virConnectDomainQemuMonitorEventDeregister: 'Subscription.close',
  virDomainQemuAttach: 'no: drivers no longer implement it',
  virAdmConnectOpen: 'connectAdmin',
  virAdmConnectClose: 'Admin.close',
  virAdmConnectIsAlive: 'Admin.isAlive',
  virAdmConnectGetURI: 'Admin.uri',
  virAdmConnectRegisterCloseCallback: 'Admin.closed',
  virAdmServerGetName: 'AdminServer.name',
  virAdmClientGetID: 'AdminClient.id',
  virAdmClientGetTimestamp: 'AdminClient.timestamp',
  virAdmClientGetTransport: 'AdminClient.transport',
  virAdmGetVersion: 'Admin.getLibVersion (there is no library of libvirt on this side)',
}

const descriptors = 'no: needs file descriptors to travel, which Node.js cannot do; the call fails at once'
/** Why there is nothing to call; the first that fits counts. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [
    /^virDomain(?:CreateWithFiles|CreateXMLWithFiles|FDAssociate|OpenGraphics|OpenGraphicsFD|LxcOpenNamespace)$|WithFiles$/,
    descriptors,
  ],
  [/^virDomainLxcEnter/, "no: acts on the calling thread, which in Node.js is everybody's"],
  [/(?:Free|Ref)$|ListFree$/, 'no: memory is freed by itself'],
  [/^virTypedParams/, 'no: typed parameters are plain objects (`TypedParams`)'],
  [/^virEvent/, 'no: Node.js has an event loop'],
  [/^virStreamEvent|^virStreamNew$/, 'no: a `Stream` is awaited, and made by the call that opens it'],
  [/Error|^virConn(?:Copy|Get|Reset|Set)/, 'no: an error is thrown as a `LibvirtError`'],
  [/Initialize(?=$)/, 'no: nothing needs to be initialized'],
  [/UnregisterCloseCallback(?=$)/, 'no: `closed` is a promise'],
]

export interface FunctionRow {
  readonly c: string
  readonly library: string
  readonly since: string
  /** Ours, or `no: ` and the reason. */
  readonly ours: string
}

/** A row for each public function of libvirt. @throws Error for one that nobody has thought of */
export function functionRows(): FunctionRow[] {
  const methods = new Map(allMethods().map((method) => [method.c, `${method.className}.${method.name}`]))
  return readFacts('functions').functions.map(({ name, library, since }) => {
    const ours = byHand[name] ?? methods.get(name) ?? byShape(name)
    if (ours === undefined) throw new Error(`${name} has neither a method nor a reason`)
    return { c: name, library, since, ours }
  })
}

function byShape(c: string): string | undefined {
  const owner = classes.findLast((one) => c.startsWith(`vir${one.prefix}`))
  if (/Get(?:UUID|UUIDString)$/.test(c) && owner !== undefined) return `${owner.name}.uuid`
  if (c.endsWith('GetName') && owner !== undefined) return `${owner.name}.name`
  if (c.endsWith('GetConnect') && owner !== undefined) return `${owner.name}.conn`
  const lookup = /^vir(Domain|Network|NetworkPort|NWFilter|Secret|StoragePool)LookupByUUIDString$/.exec(c)?.[1]
  if (lookup !== undefined) return `${lookupOwner(lookup)} (UUIDs are text)`
  if (/Event(?:Register|Deregister)Any$/.test(c))
    return c.includes('Deregister') ? 'Subscription.close' : 'EventHub.stream, EventHub.on'
  return reasons.find(([pattern]) => pattern.test(c))?.[1]
}

function lookupOwner(object: string): string {
  if (object === 'NetworkPort') return 'Network.portLookupByUuid'
  const word = object === 'NWFilter' ? 'nwFilter' : object.charAt(0).toLowerCase() + object.slice(1)
  return `Connect.${word}LookupByUuid`
}

/** The text of libvirt/FUNCTIONS.md. */
export function functionsPage(): string {
  const rows = functionRows()
  const has = rows.filter(({ ours }) => !ours.startsWith('no: ')).length
  const line = ({ c, since, ours }: FunctionRow): string => `| ${c} | ${since} | ${code(ours)} |`
  const libraries = [...new Set(rows.map(({ library }) => library))]
  return [
    '# The functions of libvirt and what they are here',
    '',
    `Written by \`node dev/protocol/generate.ts\`. ${rows.length} public functions of libvirt ${readFacts('functions').release}: ${has} have something to call, ${rows.length - has} make no sense here, with the reason.`,
    '',
    ...libraries.flatMap((library) => {
      const own = rows.filter((row) => row.library === library)
      return [
        `## ${library} (${own.length})`,
        '',
        '| C function | since | here |',
        '| --- | --- | --- |',
        ...own.map(line),
        '',
      ]
    }),
  ].join('\n')
}

function code(ours: string): string {
  return ours.startsWith('no: ') ? ours.slice(4) : ours.replace(/^[\w.]+(?:, [\w.]+)?/, '`$&`')
}
