import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { leftovers, type ManyHostCloud, nothing, Service, startCloud } from './src/index.ts'

// Two hosts whose clocks are ten minutes before and behind their controller's: their agents, libvirtd and QEMU have it so.

const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu'
const faketime = process.env['KILONOVA_FAKETIME'] ?? `/usr/lib/${triplet}/faketime/libfaketime.so.1`
const apart = { h2: '+10m', h3: '-10m' }

/** Runs a program at the host's own time, and so all that it starts. */
const atItsTime = '/usr/local/bin/at-its-time'
/** `kilonova` at that time. */
const program = '/usr/local/bin/kilonova-at-its-time'

/** Inside of the host: a program that enters it from outside would take the outer machine's clock along. */
async function setClock(host: keyof typeof apart): Promise<void> {
  const clock = `LD_PRELOAD=${faketime} FAKETIME=${apart[host]} FAKETIME_DONT_FAKE_MONOTONIC=1`
  const scripts = { [atItsTime]: `env ${clock} "$@"`, [program]: `${atItsTime} ${Service.program.join(' ')} "$@"` }
  for (const [path, line] of Object.entries(scripts)) {
    const input = `#!/bin/sh\nexec ${line}\n`
    await cloud.host(host).mustExec(['sh', '-c', 'cat > "$1" && chmod 755 "$1"', 'sh', path], { input })
  }
}

const hosts = ['h2', 'h3'] as const

let cloud: ManyHostCloud
let image: string
before(async () => {
  assert.ok(existsSync(faketime), `${faketime} is missing: apt-get install libfaketime`)
  cloud = await startCloud({ hosts: 3, join: false })
  image = await cloud.uploadGuest()
})
after(() => cloud?.[Symbol.asyncDispose]())

test('hosts ten minutes before and behind join by their tokens, and build, show and delete guests', async () => {
  for (const host of hosts) {
    await setClock(host)
    const told = Date.parse((await cloud.host(host).mustExec([atItsTime, 'date', '-u', '+%FT%TZ'])).trim())
    assert.ok(Math.abs(told - Date.now()) > 500_000, `the clock of ${host} is not another one`)
    await cloud.join(host, undefined, { program })
  }
  await cloud.untilUp(['h1', ...hosts])
  for (const host of hosts) {
    const id = await cloud.createOn(host, `on-${host}`, image)
    await cloud.api.until(id, ['ACTIVE'], 240_000)
    await cloud.api.consoleLine(id, /GUEST-READY /)
    await cloud.api.delete(id, 120_000)
    assert.deepEqual(await leftovers(cloud.host(host), { store: false }), nothing, host)
  }
})

test('what a guest does there shows with the controller’s time, and a silent host is down as any other', async () => {
  const id = await cloud.createOn('h2', 'ends', image)
  const server = await cloud.api.until(id, ['ACTIVE'], 240_000)
  await cloud.host('h2').mustExec(['virsh', 'destroy', String(server['OS-EXT-SRV-ATTR:instance_name'])])
  const off = await cloud.api.until(id, ['SHUTOFF'])
  assert.ok(Math.abs(Date.parse(String(off['updated'])) - Date.now()) < 60_000, String(off['updated']))
  await cloud.api.delete(id, 120_000)
  await cloud.killAgent('h3')
  await cloud.untilDown('h3')
  await cloud.startAgent('h3', { program })
  await cloud.untilUp(['h3'])
})

test('their certificates are good to each other: an image of one host is fetched by the other, and libvirt’s TLS is', async () => {
  const bytes = Buffer.alloc(3 * 1024 ** 2, 'peer')
  const raw = await cloud.api.mustUpload({ name: 'raw', diskFormat: 'raw', bytes })
  for (const host of hosts) await cloud.api.until(await cloud.createOn(host, `raw-on-${host}`, raw), ['ACTIVE'])
  const fetched = (await cloud.agents.get('h3')?.log())
    ?.split('\n')
    .findLast((line) => line.includes('image is here') && line.includes(raw))
  assert.match(fetched ?? '', new RegExp(`https://${cloud.host('h2').address.replaceAll('.', String.raw`\.`)}:`))
  const uri = `qemu+tls://${cloud.host('h2').address}/system?pkipath=/var/lib/kilonova/pki`
  await cloud.host('h3').mustExec([atItsTime, 'virsh', '-c', uri, 'list'])
  const { body } = await cloud.api.compute('GET', '/servers')
  for (const { id } of body['servers'] as { id: string }[]) await cloud.api.delete(id)
})

interface Check {
  readonly name: string
  readonly state: string
  readonly says: string
  readonly next?: string
}

/** What doctor says of one thing there. @param argv the program, and what it is started by. */
async function doctorOf(host: string, name: string, argv: readonly string[] = [program]): Promise<Check> {
  const { stdout } = await cloud.host(host).exec([...argv, 'doctor', '--json'])
  const { checks } = JSON.parse(stdout) as { checks: Check[] }
  return checks.find((one) => one.name === name) ?? assert.fail(`doctor says nothing of ${name}`)
}

test('doctor says of each by how much it is wrong, and what to do', async () => {
  for (const host of hosts) {
    const found = await doctorOf(host, 'clock skew')
    assert.equal(found.state, 'broken')
    const [, seconds, side] = /^(\d+) s (before|behind) the controller at /.exec(found.says) ?? []
    assert.ok(Math.abs(Number(seconds) - 600) < 5, found.says)
    assert.equal(side, host === 'h2' ? 'before' : 'behind')
    assert.match(found.next ?? '', /set both clocks by one time server/)
    const certificate = await doctorOf(host, 'certificate')
    assert.equal(certificate.state, 'ok', certificate.says)
  }
})

test('doctor finds a certificate that is over, a bus that is away, and a store that nobody serves', async () => {
  const later = [
    'env',
    `LD_PRELOAD=${faketime}`,
    'FAKETIME=+100d',
    'FAKETIME_DONT_FAKE_MONOTONIC=1',
    ...Service.program,
  ]
  const certificate = await doctorOf('h2', 'certificate', later)
  assert.deepEqual([certificate.state, certificate.says.endsWith('it is over')], ['broken', true], certificate.says)
  assert.equal((await doctorOf('h2', 'bus')).state, 'ok')
  const elsewhere = ['env', 'KILONOVA_STORE__CONNECTION_STRING=postgres://k@127.0.0.1:9/k', ...Service.program]
  const store = await doctorOf('h1', 'store', elsewhere)
  assert.deepEqual([store.state, store.says], ['broken', 'nothing answers at 127.0.0.1:9'])
  await cloud.killController()
  const bus = await doctorOf('h2', 'bus')
  assert.deepEqual([bus.state, bus.says.startsWith('no server of the bus answers')], ['broken', true], bus.says)
})
