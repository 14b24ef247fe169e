import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseClientConfig } from '../../src/api/client-config.ts'
import { laneOf } from '../../src/api/lanes.ts'
import { paramsFromObject, paramsToObject } from '../../src/api/values.ts'
import { LibvirtError, parseConnectionUri, remote } from '../../src/index.ts'
import { remoteCommand } from '../../src/transport/ssh.ts'
import { socketCandidates } from '../../src/transport/unix-path.ts'

for (const [uri, transport, host, daemonUri] of [
  ['qemu:///system', 'unix', '', 'qemu:///system'],
  ['qemu+unix:///session?socket=/x/sock', 'unix', '', 'qemu:///session'],
  ['qemu://host/system', 'tls', 'host', 'qemu:///system'],
  ['qemu+tls://host:16515/system?pkipath=/pki&no_verify=1', 'tls', 'host', 'qemu:///system'],
  ['qemu+ssh://me@[::1]:22/system?keyfile=/k&proxy=netcat', 'ssh', '::1', 'qemu:///system'],
  ['esx+tcp://host/?no_verify=1&esx=2', 'tcp', 'host', 'esx:///?esx=2'],
  ['test+tcp://host/default?name=test:///other', 'tcp', 'host', 'test:///other'],
] as const) {
  test(`${uri} is taken apart`, () => {
    const parsed = parseConnectionUri(uri)
    assert.deepEqual([parsed.transport, parsed.host, parsed.daemonUri], [transport, host, daemonUri])
  })
}

test('what is no connection URI is refused with the reason', () => {
  for (const uri of ['nonsense', 'qemu+libssh2://h/system', 'qemu+tcp://host:99999/', 'qemu+tcp://a b:x/']) {
    assert.throws(() => parseConnectionUri(uri), LibvirtError, uri)
  }
})

test('aliases and the default are read from libvirt.conf', () => {
  const config = parseClientConfig(
    '# uri_default = "no"\nuri_aliases = [\n "lab=qemu+ssh://root@lab/system",\n "t=test:///default",\n]\nuri_default = "qemu:///system"\n',
  )
  assert.equal(config.aliases.get('lab'), 'qemu+ssh://root@lab/system')
  assert.equal(config.aliases.get('t'), 'test:///default')
  assert.equal(config.defaultUri, 'qemu:///system')
})

test('the modular daemon comes before libvirtd, and a mode settles it', () => {
  const paths = (mode: 'auto' | 'legacy' | 'direct'): string[] =>
    socketCandidates({ driver: 'qemu', session: false, kind: 'ro', mode }).map(({ path }) => path)
  assert.deepEqual(paths('auto'), ['/run/libvirt/virtqemud-sock-ro', '/run/libvirt/libvirt-sock-ro'])
  assert.deepEqual(paths('direct'), ['/run/libvirt/virtqemud-sock-ro'])
  assert.deepEqual(paths('legacy'), ['/run/libvirt/libvirt-sock-ro'])
})

test("nothing of a URI is read by the other host's shell", () => {
  const target = {
    host: 'h', port: undefined, user: undefined, keyfile: undefined, verify: true, knownHosts: undefined, command: undefined,
    netcat: "nc'; touch /tmp/owned; '", proxy: 'auto', daemonUri: 'qemu:///$(reboot)', readOnly: false,
    socketPath: '/a b', socketNamed: true,
  } as const // biome-ignore format: a record of no interest
  const line = remoteCommand(target)
  assert.ok(line.startsWith("sh -c '"))
  // What the inner shell sees is one quoted word again.
  assert.ok(line.includes(String.raw`'\''nc'\''\'\'''\''; touch /tmp/owned; '\''\'\'''\'''\''`), line)
})

test('typed parameters go out with their wire types and come back as a plain object', () => {
  const params = paramsFromObject({
    bandwidth: 5,
    migrate_disks: ['vda', 'vdb'],
    vcpu_quota: -1,
    left: undefined,
    odd: { kind: 'uint', value: 3 },
  })
  assert.deepEqual(params.map(({ field, kind }) => `${field} ${kind}`), [
    'bandwidth ullong', 'migrate_disks string', 'migrate_disks string', 'vcpu_quota llong', 'odd uint',
  ]) // biome-ignore format: words
  assert.deepEqual(paramsToObject(params)['migrate_disks'], ['vda', 'vdb'])
  assert.throws(() => paramsFromObject({ unheard: 1 }), /wire type/)
})

test('calls that may take minutes have connections of their own, unless the guest shall die with this one', () => {
  const dom = { name: 'a', uuid: '', id: 1 }
  assert.equal(laneOf(remote.domainManagedSave, { dom, flags: 0 }), 'long')
  assert.equal(laneOf(remote.domainCreateXml, { xmlDesc: '', flags: 0 }), 'long')
  assert.equal(laneOf(remote.domainCreateXml, { xmlDesc: '', flags: 2 }), 'main')
  assert.equal(laneOf(remote.domainAbortJob, { dom }), 'control')
  assert.equal(laneOf(remote.domainGetXmlDesc, { dom, flags: 0 }), 'main')
})
