import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Lab, type LabHost, startLab } from '@kilonova/lab'
import { connect, LibvirtError } from '../../src/index.ts'

let lab: Lab
let host: LabHost
before(async () => {
  lab = await startLab({ hosts: 1 })
  host = lab.host('h1')
})
after(() => lab?.stop())

const chainOf = (error: unknown): string => (error instanceof Error ? `${error.message} ${chainOf(error.cause)}` : '')
const saying =
  (what: RegExp) =>
  (error: unknown): boolean => {
    assert.ok(error instanceof LibvirtError)
    assert.match(chainOf(error), what)
    return true
  }

test('tls: a certificate that does not name the address is refused, unless nobody is to look', async () => {
  const other = host.address.replace(/\d+$/, '201')
  await host.mustExec(['ip', 'address', 'add', `${other}/24`, 'dev', 'eth0'])
  const uri = host.libvirtUri('tls').replace(host.address, other)
  await assert.rejects(connect(uri), saying(/altnames|does not match/))
  await using conn = await connect(`${uri}&no_verify=1`)
  assert.equal(await conn.getHostname(), 'h1')
})

test('tls: without a certificate of our own, or with the wrong authority, nobody lets anyone in', async () => {
  const uri = (folder: string): string => `qemu+tls://${host.address}/system?pkipath=${folder}`
  const noClient = join(lab.dir, 'no-client')
  await mkdir(noClient)
  await assert.rejects(connect(uri(noClient)), saying(/no CA certificate at .*no-client/))
  await copyFile(join(lab.dir, 'client-pki/cacert.pem'), join(noClient, 'cacert.pem'))
  await assert.rejects(connect(uri(noClient)), saying(/certificate|closed the connection|reset/i))
  const halfClient = join(lab.dir, 'half-client')
  await mkdir(halfClient)
  for (const name of ['cacert.pem', 'clientcert.pem'])
    await copyFile(join(lab.dir, 'client-pki', name), join(halfClient, name))
  await assert.rejects(connect(uri(halfClient)), saying(/certificate without key/))
  const stranger = join(lab.dir, 'stranger')
  await mkdir(stranger)
  for (const name of ['clientcert.pem', 'clientkey.pem'])
    await copyFile(join(lab.dir, 'client-pki', name), join(stranger, name))
  const request = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-subj',
    '/CN=other',
  ]
  execFileSync('openssl', [...request, '-keyout', join(stranger, 'ca.key'), '-out', join(stranger, 'cacert.pem')], {
    stdio: 'ignore',
  })
  await assert.rejects(connect(uri(stranger)), saying(/certificate|issuer|self.signed/i))
})

test('ssh: by virt-ssh-helper where it is, else by netcat; a socket that is named rules the helper out', async () => {
  const uri = host.libvirtUri('ssh')
  const over = async (more: string): Promise<string> => {
    await using conn = await connect(`${uri}${more}`)
    return await conn.getHostname()
  }
  const withoutNetcat = saying(/nc.*not found|not found.*nc/s)
  assert.equal(await over('&proxy=native'), 'h1')
  await host.exec(['mv', '/usr/bin/nc', '/usr/bin/nc.away'])
  assert.equal(await over(''), 'h1')
  await assert.rejects(over('&proxy=netcat'), withoutNetcat)
  await assert.rejects(over('&socket=/run/libvirt/libvirt-sock'), withoutNetcat)
  await netcatInto(host)
  await host.mustExec(['mv', '/usr/bin/virt-ssh-helper', '/usr/bin/virt-ssh-helper.away'])
  await assert.rejects(over('&proxy=native'), saying(/virt-ssh-helper.*not found/))
  assert.equal(await over(''), 'h1')
  assert.equal(await over('&proxy=netcat'), 'h1')
  assert.equal(await over('&socket=/run/libvirt/libvirt-sock'), 'h1')
  assert.equal(await over("&netcat=/usr/local/bin/nc it's"), 'h1')
})

test('what gives up connecting ends no connection that was made', async () => {
  for (const transport of ['unix', 'tls', 'ssh'] as const) {
    const giveUp = new AbortController()
    await using conn = await connect(host.libvirtUri(transport), { signal: giveUp.signal })
    giveUp.abort()
    // Enough of them for a program that is being ended to be gone.
    for (let calls = 0; calls < 200; calls += 1) assert.equal(await conn.getHostname(), 'h1', transport)
  }
})

test('ssh: a host that does not let us in is an error with what ssh said', async () => {
  const uri = `qemu+ssh://root@${host.address}/system?keyfile=/dev/null&no_verify=1`
  await assert.rejects(connect(uri), saying(/Permission denied/))
})

/** Debian's netcat, taken from its package without installing it here, under two names. */
async function netcatInto(there: LabHost): Promise<void> {
  const folder = join(lab.dir, 'netcat')
  await mkdir(folder)
  execFileSync('apt-get', ['download', '-qq', 'netcat-openbsd'], { cwd: folder, stdio: 'ignore' })
  execFileSync('sh', ['-c', 'dpkg-deb -x netcat-openbsd_*.deb .'], { cwd: folder })
  for (const name of ['/usr/bin/nc', "/usr/local/bin/nc it's"])
    await there.mustExec(['cp', join(folder, 'bin/nc.openbsd'), name])
}
