import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { type Lab, type LabHost, startLab } from '@kilonova/lab'
import {
  connect,
  connectAdmin,
  ConnectionLostError,
  type Connect,
  type ConnectionChange,
  DomainEventType,
  type EventName,
  LibvirtError,
  qemu,
  remote,
} from '../../src/index.ts'

let lab: Lab
let host: LabHost
let testUri: string
before(async () => {
  lab = await startLab({ hosts: 1 })
  host = lab.host('h1')
  testUri = `test:///default?socket=${host.libvirtSocketPath}`
})
after(() => lab.stop())

const testGuestXml = (name: string): string =>
  `<domain type='test'><name>${name}</name><memory>65536</memory><os><type>hvm</type></os></domain>`
const qemuGuestXml = (name: string): string =>
  `<domain type='qemu'><name>${name}</name><memory unit='MiB'>32</memory><os><type arch='x86_64' machine='pc'>hvm</type></os><features><tcg><tb-cache unit='MiB'>16</tb-cache></tcg></features><devices><serial type='pty'/></devices></domain>`

for (const transport of ['unix', 'tcp', 'tls', 'ssh'] as const) {
  test(`over ${transport} the daemon says the same as to virsh`, async () => {
    const uri = host.libvirtUri(transport)
    await using conn = await connect(uri)
    const virsh = (...args: string[]): string =>
      execFileSync('virsh', ['-q', '-c', uri, ...args], { encoding: 'utf8' }).trim()
    assert.equal(await conn.getHostname(), virsh('hostname'))
    assert.equal((await conn.getCapabilities()).trim(), virsh('capabilities'))
    assert.equal(conn.daemonVersion, 9_000_000)
    assert.equal(conn.isEncrypted(), transport === 'tls' || transport === 'ssh')
    assert.deepEqual(
      (await conn.listAllNetworks()).map(({ name }) => name),
      virsh('net-list', '--all', '--name').split('\n').filter(Boolean),
    )
  })
}

test('a read-only connection is refused every change', async () => {
  await using conn = await connect(testUri, { readOnly: true })
  await assert.rejects(conn.domainDefineXml(testGuestXml('ro')), (error: LibvirtError) =>
    error.is('VIR_ERR_OPERATION_DENIED'),
  )
})

test('what python3-libvirt says of a guest, we say', async () => {
  await using conn = await connect(host.libvirtUri('unix'))
  const domain = await conn.domainDefineXmlFlags(qemuGuestXml('compared'))
  await domain.createWithFlags(1)
  const script = `
import libvirt, json, sys
c = libvirt.open(sys.argv[1]); d = c.lookupByName('compared')
st = {k: v for k, v in d.jobStats().items()}
print(json.dumps({'xml': d.XMLDesc(0), 'inactive': d.XMLDesc(2), 'info': d.info()[:4], 'state': d.state(), 'uuid': d.UUIDString(),
  'id': d.ID(), 'maxVcpus': d.maxVcpus(), 'osType': d.OSType(), 'persistent': d.isPersistent(), 'job': st,
  'numa': d.numaParameters(), 'blkio': d.blkioParameters(2), 'capsModels': c.getCPUModelNames('x86_64'),
  'node': c.getInfo(), 'free': c.getMemoryStats(-1)['total'], 'stats': sorted(c.getAllDomainStats()[0][1].keys()), 'sec': d.securityLabel(),
  'map': list(c.getCPUMap())[0], 'pins': d.vcpuPinInfo(0), 'vcpus': len(d.vcpus()[0]), 'control': d.controlInfo(), 'hasSave': d.hasManagedSaveImage()}))`
  const python = JSON.parse(
    execFileSync('/usr/bin/python3', ['-c', script, host.libvirtUri('unix')], { encoding: 'utf8' }),
  ) as Record<string, unknown>
  const info = await domain.getInfo()
  const state = await domain.getState()
  const node = await conn.nodeGetInfo()
  const again = await conn.domainLookupByName('compared')
  const control = await domain.getControlInfo()
  const pins = await domain.getVcpuPinInfo()
  const [record] = await conn.getAllDomainStats()
  const ours = {
    xml: await domain.getXmlDesc(),
    inactive: await domain.getXmlDesc(2),
    info: [info.state, info.maxMem, info.memory, info.nrVirtCpu],
    state: [state.state, state.reason],
    uuid: domain.uuid,
    id: again.id,
    maxVcpus: await domain.getMaxVcpus(),
    osType: await domain.getOsType(),
    persistent: (await domain.isPersistent()) ? 1 : 0,
    job: { type: (await domain.getJobStats()).type },
    numa: await domain.getNumaParameters(),
    blkio: await domain.getBlkioParameters(2),
    capsModels: await conn.getCpuModelNames('x86_64'),
    node: [
      node.model,
      Math.floor(node.memory / 1024),
      node.cpus,
      node.mhz,
      node.nodes,
      node.sockets,
      node.cores,
      node.threads,
    ],
    free: (await conn.nodeGetMemoryStats(-1))['total'],
    stats: Object.keys(record?.params ?? {}).toSorted(),
    sec: [(await domain.getSecurityLabel()).label, (await domain.getSecurityLabel()).enforcing],
    map: (await conn.nodeGetCpuMap()).cpus,
    pins: pins.map((map) =>
      Array.from({ length: node.cpus }, (_, cpu) => ((map[cpu >> 3] ?? 0) & (1 << (cpu & 7))) !== 0),
    ),
    vcpus: (await domain.getVcpus()).length,
    control: [control.state, control.details, control.stateTime],
    hasSave: (await domain.hasManagedSaveImage()) ? 1 : 0,
  }
  await domain.destroy()
  await domain.undefineFlags()
  assert.deepEqual(ours, python)
})

test('lifecycle events reach every listener once and in order, and nothing of a hundred thousand is lost', async () => {
  await using conn = await connect(testUri)
  const others = await Promise.all([0, 1, 2, 3].map(() => connect(testUri)))
  let called = 0
  await conn.events.on('domain.lifecycle', () => (called += 1))
  const stream = await conn.events.lifecycle()
  const only = await conn.events.stream('domain.lifecycle', { of: { name: 'flood-3' } })
  const { VIR_DOMAIN_EVENT_DEFINED: defined, VIR_DOMAIN_EVENT_STARTED: started } = DomainEventType
  const { VIR_DOMAIN_EVENT_SUSPENDED: suspended, VIR_DOMAIN_EVENT_RESUMED: resumed } = DomainEventType
  const { VIR_DOMAIN_EVENT_STOPPED: stopped, VIR_DOMAIN_EVENT_UNDEFINED: undefined_ } = DomainEventType
  const guests = 16
  const turns = 3125
  const perGuest = turns * 2 + 4
  const flood = async (guest: number): Promise<void> => {
    const other = others[guest % others.length] as Connect
    const domain = await other.domainDefineXml(testGuestXml(`flood-${guest}`))
    await domain.create()
    for (let turn = 0; turn < turns; turn += 1) {
      await domain.suspend()
      await domain.resume()
    }
    await domain.destroy()
    await domain.undefine()
  }
  const expected = (index: number): number => {
    if (index < 2) return index === 0 ? defined : started
    if (index >= perGuest - 2) return index === perGuest - 2 ? stopped : undefined_
    return index % 2 === 0 ? suspended : resumed
  }
  const seen = new Map<string, number>()
  const read = async (): Promise<void> => {
    for (let count = 0; count < guests * perGuest; count += 1) {
      const { value } = await stream.next()
      assert.equal(value?.type, 'domain.lifecycle')
      const index = seen.get(value.domain.name) ?? 0
      assert.equal(value.event, expected(index), `event ${index} of ${value.domain.name}`)
      seen.set(value.domain.name, index + 1)
    }
  }
  await Promise.all([read(), ...Array.from({ length: guests }, (_, guest) => flood(guest))])
  assert.deepEqual(new Set(seen.values()), new Set([perGuest]))
  assert.equal(seen.size, guests)
  assert.equal(called, guests * perGuest)
  for (let index = 0; index < perGuest; index += 1) {
    const { value } = await only.next()
    assert.ok(value?.type === 'domain.lifecycle' && value.domain.name === 'flood-3' && value.event === expected(index))
  }
  for (const other of others) await other.close()
})

test('a signal that aborts before the daemon has registered a listener ends it too', async () => {
  await using conn = await connect(testUri)
  const left = new Error('left')
  await assert.rejects(conn.events.stream('domain.lifecycle', { signal: AbortSignal.abort(left) }), left)
  const leaving = new AbortController()
  const opening = conn.events.stream('domain.lifecycle', { signal: leaving.signal })
  let heard = 0
  const listening = conn.events.on('domain.lifecycle', () => (heard += 1), { signal: leaving.signal })
  leaving.abort(left)
  await assert.rejects(opening, left)
  await assert.rejects(listening, left)
  await using events = await conn.events.lifecycle()
  const domain = await conn.domainDefineXmlFlags(testGuestXml('unheard'))
  await events.next()
  await domain.undefine()
  assert.equal(heard, 0)
})

test('a listener that comes while the last one leaves is registered after it has left', async () => {
  await using conn = await connect(testUri)
  const leaving: Promise<void>[] = []
  for (let round = 0; round < 200; round += 1) {
    const subscription = await conn.events.on('domain.lifecycle', () => undefined)
    leaving.push(subscription.close())
  }
  await Promise.all(leaving)
})

test('every event of the remote and qemu programs can be registered, or the daemon says that it is too old', async () => {
  await using conn = await connect(host.libvirtUri('unix'))
  const { eventDefinitions } = await import('../../src/api/events/definitions.ts')
  const refused: string[] = []
  for (const name of Object.keys(eventDefinitions) as EventName[]) {
    const subscription = await conn.events
      .on(name, () => undefined)
      .catch((error: unknown) => void refused.push(`${name}: ${String(error)}`))
    await subscription?.close()
  }
  assert.deepEqual(refused.map((text) => text.split(':')[0] ?? '').toSorted((a, b) => (a < b ? -1 : 1)), [
    'domain.channelLifecycle', 'domain.nicMacChange', 'domain.vcpuRemoved', 'network.metadataChange',
  ]) // biome-ignore format: newer than this libvirtd
})

test("QEMU's own events come through the qemu program", async () => {
  await using conn = await connect(host.libvirtUri('unix'))
  const events = await conn.events.stream('qemu.monitor')
  const domain = await conn.domainCreateXml(qemuGuestXml('monitored'), 1)
  await domain.resume()
  for (;;) {
    const { value } = await events.next()
    if (value?.type === 'qemu.monitor' && value.event === 'RESUME') break
  }
  assert.match(await domain.qemuMonitorCommand('{"execute":"query-status"}'), /"running":true/)
  await domain.destroy()
})

test('a call that is newer than the daemon says which libvirt it needs', async () => {
  await using conn = await connect(testUri)
  const domain = await conn.domainLookupByName('test')
  await assert.rejects(
    domain.graphicsReload(0),
    /libvirtd \(9\.0\.0\) is too old for domainGraphicsReload, which needs 10\.2\.0/,
  )
})

test('the administration tells of its servers and clients, and throws one out', async () => {
  const socket = execFileSync(
    'sh',
    ['-c', `ls -d ${host.libvirtSocketPath.replace('libvirt-sock', 'libvirt-admin-sock')}`],
    { encoding: 'utf8' },
  ).trim()
  await using admin = await connectAdmin(`libvirtd:///system?socket=${socket}`)
  const victim = await connect(testUri)
  const server = await admin.lookupServer('libvirtd')
  assert.equal(typeof (await server.getThreadPoolParameters())['maxWorkers'], 'number')
  await server.setClientLimits({ nclients_max: 200 })
  assert.equal((await server.getClientLimits())['nclients_max'], 200)
  const clients = await server.listClients()
  const newest = clients.reduce((last, one) => (one.id > last.id ? one : last))
  assert.equal(typeof (await newest.getInfo())['readonly'], 'boolean')
  await newest.close()
  assert.ok((await victim.closed) instanceof ConnectionLostError)
})

/** A guest whose monitor does not answer: QEMU itself is stopped. */
async function frozenGuest(conn: Connect, name: string): Promise<() => Promise<void>> {
  await conn.domainCreateXml(qemuGuestXml(name), 1)
  const pid = (await host.readFile(`/run/libvirt/qemu/${name}.pid`)).trim()
  await host.mustExec(['kill', '-STOP', pid])
  return async () => {
    await host.mustExec(['kill', '-CONT', pid])
  }
}

test('calls that block in the daemon hold up neither short calls nor those that must get through', async () => {
  await using conn = await connect(host.libvirtUri('unix'))
  const thaw = await frozenGuest(conn, 'stuck')
  const domain = await conn.domainLookupByName('stuck')
  const stuck = Array.from({ length: 9 }, () => domain.qemuMonitorCommand('{"execute":"query-status"}'))
  const settled = Promise.allSettled(stuck)
  // After 30 s the daemon gives up what waits for the monitor: an answer after that would prove nothing.
  const timeoutMs = 25_000
  assert.equal(await conn.getHostname({ timeoutMs }), 'h1')
  assert.ok((await conn.getCapabilities({ timeoutMs })).length > 0)
  const free = await conn.domainCreateXml(qemuGuestXml('free'), 1, { timeoutMs })
  assert.equal((await free.getJobInfo({ timeoutMs })).type, 0)
  await free.destroy()
  await thaw()
  await settled
  await domain.destroy()
})

test('libvirtd killed in mid call and in mid stream: everything settles, and a connection with reconnect comes back', async () => {
  const changes: ConnectionChange[] = []
  await using conn = await connect(host.libvirtUri('unix'), {
    reconnect: true,
    onConnectionChange: (change) => changes.push(change),
  })
  const plain = await connect(host.libvirtUri('unix'))
  const events = await conn.events.lifecycle()
  const thaw = await frozenGuest(conn, 'frozen')
  const domain = await conn.domainLookupByName('frozen')
  while ((await events.next()).value?.type !== 'domain.lifecycle') assert.fail('an event')
  const calls = [conn, plain].map((one) =>
    one.call(qemu.domainMonitorCommand, { dom: domain, cmd: '{"execute":"query-status"}', flags: 0 }),
  )
  const settled = Promise.allSettled(calls)
  const console = await domain.openConsole()
  const reading = console.read().then(
    () => 'read',
    (error: unknown) => error,
  )
  await host.killLibvirtd()
  for (const one of await settled) assert.ok(one.status === 'rejected' && one.reason instanceof ConnectionLostError)
  assert.ok((await reading) instanceof LibvirtError)
  assert.ok((await plain.closed) instanceof ConnectionLostError)
  const openedMeanwhile = conn.events.stream('network.lifecycle')
  await thaw()
  await host.startLibvirtd()
  assert.equal(await conn.getHostname(), 'h1')
  const networkEvents = await openedMeanwhile
  const network = await conn.networkDefineXml('<network><name>meanwhile</name></network>')
  const { value: defined } = await networkEvents.next()
  assert.ok(defined?.type === 'network.lifecycle' && defined.network.name === 'meanwhile')
  await network.undefine()
  for (;;) {
    const { value } = await events.next()
    if (value?.type === 'missed') break
  }
  assert.deepEqual([changes[0]?.state, changes.at(-1)?.state], ['lost', 'back'])
  const later = await conn.domainDefineXml(qemuGuestXml('later'))
  for (;;) {
    const { value } = await events.next()
    if (value?.type === 'domain.lifecycle' && value.domain.uuid === later.uuid) break
  }
  await later.undefine()
})

test('a libvirtd that stands still is taken for dead in time', async () => {
  // Long enough that a daemon which is only slow to open the connection is not taken for dead.
  await using conn = await connect(testUri, { keepaliveIntervalMs: 1000, keepaliveCount: 4 })
  const pid = (await host.readFile('/run/libvirtd.pid')).trim()
  await host.mustExec(['kill', '-STOP', pid])
  try {
    const began = performance.now()
    const call = assert.rejects(conn.getCapabilities(), ConnectionLostError)
    assert.match((await conn.closed).message, /no sign of life/)
    await call
    assert.ok(performance.now() - began < 20_000) // with the usual interval and count it would be 30 s
  } finally {
    await host.mustExec(['kill', '-CONT', pid])
  }
})

test('a thousand calls in flight on one connection are all answered', async () => {
  await using conn = await connect(testUri)
  const names = await Promise.all(
    Array.from({ length: 1000 }, () => conn.domainLookupByName('test').then((domain) => domain.getXmlDesc())),
  )
  assert.equal(new Set(names).size, 1)
})

test('a program that is ended leaves nothing that keeps it alive', async () => {
  const index = new URL('../../src/index.ts', import.meta.url).href
  const script = `import { connect } from '${index}'; const c = await connect('${testUri}'); await c.events.lifecycle(); await c.getHostname(); await c.close()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' })
  assert.deepEqual(await once(child, 'exit'), [0, null])
})

test('any call of the tables can be made', async () => {
  await using conn = await connect(testUri)
  assert.equal((await conn.call(remote.connectGetType, undefined)).type, 'TEST')
})
