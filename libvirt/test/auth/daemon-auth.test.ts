import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Lab, type LabHost, startLab } from '@kilonova/lab'
import { connect, type Credentials, LibvirtError } from '../../src/index.ts'

const someone: Credentials = { username: 'someone', password: 'a secret, with = and ü' }
const index = new URL('../../src/index.ts', import.meta.url).href
const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--']

let lab: Lab
let host: LabHost
before(async () => {
  lab = await startLab({ hosts: 1 })
  host = lab.host('h1')
  await shell('printf %s "$1" | saslpasswd2 -p -c -a libvirt -u h1 -f /etc/libvirt/passwd.db someone', someone.password)
  await shell('cp /etc/libvirt/libvirtd.conf /root/libvirtd.conf')
})
after(() => lab?.stop())

async function shell(script: string, ...values: readonly string[]): Promise<void> {
  await host.mustExec(['sh', '-ec', script, 'sh', ...values])
}

/** Starts libvirtd anew, with further lines in its configuration. */
async function restart(...lines: readonly string[]): Promise<void> {
  await host.killLibvirtd()
  await shell(
    'grep -vE "^(auth_|unix_sock_rw_perms)" /root/libvirtd.conf >/etc/libvirt/libvirtd.conf; printf "%s\\n" "$1" >>/etc/libvirt/libvirtd.conf; rm -f /run/libvirt/libvirt-sock',
    lines.join('\n'),
  )
  await host.startLibvirtd() // its socket is there before anybody listens on it
}

async function wantSasl(mechanisms: string): Promise<void> {
  await shell(
    'printf "mech_list: %s\\nsasldb_path: /etc/libvirt/passwd.db\\n" "$1" >/etc/sasl2/libvirt.conf',
    mechanisms,
  )
  await restart('auth_unix_rw = "sasl"', 'auth_tls = "sasl"', 'auth_tcp = "sasl"')
}

const wasRefused = (error: unknown): boolean => error instanceof LibvirtError && error.is('VIR_ERR_AUTH_FAILED')

test('SCRAM-SHA-256 with a real libvirtd: the password lets us in, by unix socket and by tls; nothing else does', async () => {
  await wantSasl('scram-sha-256')
  for (const transport of ['unix', 'tls'] as const) {
    const uri = host.libvirtUri(transport)
    await using conn = await connect(uri, { credentials: someone })
    assert.equal(await conn.getHostname(), 'h1')
    await assert.rejects(connect(uri, { credentials: { ...someone, password: 'a guess' } }), wasRefused)
    await assert.rejects(connect(uri, { credentials: { ...someone, username: 'nobody' } }), wasRefused)
    await assert.rejects(connect(uri), /give `credentials`/)
  }
})

test('PLAIN with a real libvirtd: over tls the password lets us in, over plain TCP it is never sent', async () => {
  await wantSasl('plain')
  const uri = host.libvirtUri('tls')
  await using conn = await connect(uri, { credentials: () => Promise.resolve(someone) })
  assert.equal(await conn.getHostname(), 'h1')
  await assert.rejects(connect(uri, { credentials: { ...someone, password: 'a guess' } }), wasRefused)
  const never = (): Credentials => assert.fail('nobody asks for the password')
  await assert.rejects(connect(host.libvirtUri('tcp'), { credentials: never }), /plain TCP/)
})

test('DIGEST-MD5, which a real libvirtd offers, is refused with the reason', async () => {
  await wantSasl('digest-md5')
  await assert.rejects(connect(host.libvirtUri('unix'), { credentials: someone }), /DIGEST-MD5 is broken and refused/)
})

/** Connects in the host as an unprivileged user. @returns the exit code and what was said. */
async function connectAsNobody(uri: string): Promise<string> {
  const script = `import { connect } from '${index}'
    try {
      const conn = await connect('${uri}')
      console.log('host', await conn.getHostname(), (await conn.getUri()))
      await conn.close()
    } catch (error) { console.log(error.codeName, error.message) }`
  const env = { HOME: '/run/nobody', XDG_RUNTIME_DIR: '/run/nobody/run' }
  const argv = [...nobody, process.execPath, '--input-type=module', '-e', script]
  return (await host.mustExec(argv, { env, cwd: '/', timeoutMs: 60_000 })).trim()
}

test('polkit decides about an unprivileged user, and its refusal says so', async () => {
  await shell('mkdir -p /run/dbus /etc/polkit-1/rules.d; rm -f /run/dbus/pid; dbus-daemon --system --fork --nopidfile')
  await host.spawn(['/usr/lib/polkit-1/polkitd', '--no-debug'], { log: join(host.dir, 'polkitd') })
  await restart('auth_unix_rw = "polkit"', 'unix_sock_rw_perms = "0777"')
  const answer = (result: string): Promise<void> =>
    shell(
      'echo "polkit.addRule(function(action, subject) { if (action.id === \\"org.libvirt.unix.manage\\") return polkit.Result.$1 })" >/etc/polkit-1/rules.d/10-test.rules',
      result,
    )
  await answer('NO')
  await until(async () => (await connectAsNobody('qemu:///system')).startsWith('VIR_ERR_AUTH_'))
  await answer('YES')
  await until(async () => (await connectAsNobody('qemu:///system')) === 'host h1 qemu:///system')
})

test("an unprivileged user's own daemon is started when it is asked for", async () => {
  await shell('install -d -o 65534 -g 65534 -m 700 /run/nobody /run/nobody/run')
  assert.equal(await connectAsNobody('qemu:///session'), 'host h1 qemu:///session')
  assert.ok(await host.exists('/run/nobody/run/libvirt/libvirt-sock'))
  assert.equal(await connectAsNobody('qemu:///session'), 'host h1 qemu:///session')
  // Killed, it leaves its socket behind, on which nobody listens.
  await shell(
    'pid=$(cat /run/nobody/run/libvirt/libvirtd.pid); kill -9 $pid; while [ -d /proc/$pid ]; do sleep 0.01; done',
  )
  assert.ok(await host.exists('/run/nobody/run/libvirt/libvirt-sock'))
  assert.equal(await connectAsNobody('qemu:///session'), 'host h1 qemu:///session')
})

/** polkit sees a changed rule a moment later. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 60_000; !(await holds()); await sleep(50)) assert.ok(Date.now() < end, 'in 60 s')
}
