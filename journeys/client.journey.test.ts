import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { eventually, leftovers, nothing, Service, TestCloud } from './src/index.ts'

// What every client command prints, errors too, against the real service. UPDATE_GOLDEN=1 rewrites the files.

let cloud: TestCloud
let file = ''
const golden = join(import.meta.dirname, 'golden')

before(async () => {
  cloud = await TestCloud.start()
  file = join(cloud.lab.dir, 'empty.raw')
  await writeFile(file, new Uint8Array(1024 * 1024))
})
after(() => cloud?.[Symbol.asyncDispose]())

interface Case {
  readonly name: string
  readonly args: readonly string[] | (() => readonly string[])
  readonly exit: number
}

/** In this order: each finds what those before it made. */
const cases: readonly Case[] = [
  {
    name: 'image-create',
    args: () => ['image', 'create', 'empty', '--file', file, '--property', 'os_distro=none'],
    exit: 0,
  },
  { name: 'image-list', args: ['image', 'list'], exit: 0 },
  { name: 'image-list-json', args: ['image', 'list', '--json'], exit: 0 },
  { name: 'image-show', args: ['image', 'show', 'empty'], exit: 0 },
  { name: 'flavor-list', args: ['flavor', 'list'], exit: 0 },
  { name: 'server-list-empty', args: ['server', 'list'], exit: 0 },
  {
    name: 'server-create',
    args: ['server', 'create', 'one', '--image', 'empty', '--flavor', 'm1.tiny', '--wait', '--property', 'a=b'],
    exit: 0,
  },
  {
    name: 'server-create-same-name',
    args: ['server', 'create', 'one', '--image', 'empty', '--flavor', 'm1.tiny', '--wait', '--json'],
    exit: 0,
  },
  { name: 'server-list', args: ['server', 'list'], exit: 0 },
  { name: 'server-show-ambiguous', args: ['server', 'show', 'one'], exit: 4 },
  { name: 'server-show-unknown', args: ['server', 'show', 'two'], exit: 3 },
  { name: 'server-show-unknown-json', args: ['server', 'show', 'two', '--json'], exit: 3 },
  {
    name: 'server-create-unknown-flavor',
    args: ['server', 'create', 'x', '--image', 'empty', '--flavor', 'm9.none'],
    exit: 3,
  },
  {
    name: 'server-create-unknown-image',
    args: ['server', 'create', 'x', '--image', 'nope', '--flavor', 'm1.tiny'],
    exit: 3,
  },
  { name: 'flow-list-none-open', args: ['flow', 'list'], exit: 0 },
  { name: 'flow-list-all', args: ['flow', 'list', '--all'], exit: 0 },
  { name: 'flow-show-unknown', args: ['flow', 'show', '00000000-0000-4000-8000-000000000000'], exit: 3 },
  { name: 'flow-help', args: ['flow', '--help'], exit: 0 },
  { name: 'host-disable', args: ['host', 'disable', 'h1', '--reason', 'repair'], exit: 0 },
  {
    name: 'server-create-no-host',
    args: ['server', 'create', 'nowhere', '--image', 'empty', '--flavor', 'm1.tiny', '--wait'],
    exit: 1,
  },
  { name: 'host-enable', args: ['host', 'enable', 'h1'], exit: 0 },
  { name: 'server-why-no-host', args: ['server', 'why', 'nowhere'], exit: 0 },
  { name: 'server-repair-none', args: ['server', 'repair'], exit: 0 },
  { name: 'server-repair-nothing', args: ['server', 'repair', 'nowhere'], exit: 4 },
  { name: 'server-delete-no-host', args: ['server', 'delete', 'nowhere', '--wait'], exit: 0 },
  { name: 'image-create-no-file', args: ['image', 'create', 'x', '--file', '/no/such/image'], exit: 2 },
  {
    name: 'image-create-lie',
    args: () => ['image', 'create', 'lie', '--file', file, '--disk-format', 'qcow2'],
    exit: 1,
  },
  { name: 'usage-unknown-command', args: ['server', 'frobnicate'], exit: 2 },
  { name: 'usage-missing-option', args: ['server', 'create', 'x'], exit: 2 },
  { name: 'network-create', args: ['network', 'create', 'lan'], exit: 0 },
  {
    name: 'subnet-create',
    args: ['subnet', 'create', 'lan-v4', '--network', 'lan', '--cidr', '10.50.0.0/24', '--dns', '9.9.9.9'],
    exit: 0,
  },
  {
    name: 'subnet-create-overlap',
    args: ['subnet', 'create', 'x', '--network', 'lan', '--cidr', '10.42.0.0/25'],
    exit: 1,
  },
  { name: 'network-list', args: ['network', 'list'], exit: 0 },
  { name: 'subnet-list', args: ['subnet', 'list'], exit: 0 },
  { name: 'security-group-create', args: ['security-group', 'create', 'web', '--description', 'the web'], exit: 0 },
  {
    name: 'security-group-rule-create',
    args: ['security-group', 'rule-create', 'web', '--protocol', 'tcp', '--port', '80-81', '--from', '10.0.0.0/8'],
    exit: 0,
  },
  {
    name: 'security-group-rule-create-twice',
    args: ['security-group', 'rule-create', 'web', '--protocol', 'tcp', '--port', '80-81', '--from', '10.0.0.0/8'],
    exit: 4,
  },
  {
    name: 'security-group-rule-create-no-port',
    args: ['security-group', 'rule-create', 'web', '--protocol', 'tcp', '--port', 'http'],
    exit: 2,
  },
  { name: 'security-group-rule-list', args: ['security-group', 'rule-list', 'web'], exit: 0 },
  { name: 'security-group-list', args: ['security-group', 'list'], exit: 0 },
  {
    name: 'port-create',
    args: ['port', 'create', 'card', '--network', 'lan', '--address', '10.50.0.9', '--security-group', 'web'],
    exit: 0,
  },
  {
    name: 'server-create-with-port',
    args: ['server', 'create', 'wired', '--image', 'empty', '--flavor', 'm1.tiny', '--port', 'card', '--wait'],
    exit: 0,
  },
  { name: 'port-list', args: ['port', 'list', '--server', 'wired'], exit: 0 },
  { name: 'security-group-delete-in-use', args: ['security-group', 'delete', 'web'], exit: 4 },
  { name: 'network-delete-in-use', args: ['network', 'delete', 'lan'], exit: 4 },
  { name: 'server-start-wrong-state', args: ['server', 'start', 'wired'], exit: 4 },
  { name: 'server-pause', args: ['server', 'pause', 'wired', '--wait'], exit: 0 },
  { name: 'server-unpause', args: ['server', 'unpause', 'wired', '--wait'], exit: 0 },
  { name: 'server-suspend', args: ['server', 'suspend', 'wired', '--wait'], exit: 0 },
  { name: 'server-resume-json', args: ['server', 'resume', 'wired', '--wait', '--json'], exit: 0 },
  { name: 'server-reboot-hard', args: ['server', 'reboot', 'wired', '--hard', '--wait'], exit: 0 },
  { name: 'server-lock', args: ['server', 'lock', 'wired', '--reason', 'it is mine'], exit: 0 },
  { name: 'server-unlock', args: ['server', 'unlock', 'wired'], exit: 0 },
  { name: 'server-rename', args: ['server', 'rename', 'wired', 'renamed'], exit: 0 },
  { name: 'server-stop-unknown', args: ['server', 'stop', 'wired'], exit: 3 },
  { name: 'server-delete', args: ['server', 'delete', 'renamed', '--wait'], exit: 0 },
  { name: 'port-delete', args: ['port', 'delete', 'card'], exit: 0 },
  { name: 'subnet-delete', args: ['subnet', 'delete', 'lan-v4'], exit: 0 },
  { name: 'network-delete', args: ['network', 'delete', 'lan'], exit: 0 },
  { name: 'security-group-delete', args: ['security-group', 'delete', 'web'], exit: 0 },
  { name: 'help', args: ['--help'], exit: 0 },
  { name: 'help-security-group', args: ['security-group', '--help'], exit: 0 },
  { name: 'help-server-create', args: ['server', 'create', '--help'], exit: 0 },
]
for (const { name, args, exit } of cases) {
  test(`kilonova ${name}: prints what its golden file says`, async () => {
    const done = await cloud.service.command(typeof args === 'function' ? args() : args, { timeoutMs: 60_000 })
    const text = `$ exit ${done.exitCode}\n--- stdout\n${done.stdout}--- stderr\n${done.stderr}`
    matches(name, masked(text))
    assert.equal(done.exitCode, exit)
  })
}

test('a server is deleted by its id, its console is read, and both leave their words on stderr', async () => {
  const list = JSON.parse((await cloud.service.command(['server', 'list', '--json'])).stdout) as {
    servers: { id: string }[]
  }
  for (const { id } of list.servers) {
    const console = await cloud.service.command(['server', 'console', id, '--json'])
    assert.equal(typeof (JSON.parse(console.stdout) as { output: unknown }).output, 'string')
    const done = await cloud.service.command(['server', 'delete', id, '--wait'])
    assert.deepEqual([done.exitCode, done.stdout, done.stderr], [0, '', `server ${id} is deleted\n`])
  }
  await eventually(async () => assert.deepEqual(await leftovers(cloud.host), nothing))
})

test('Ctrl-C in an upload ends with 130 and leaves no image', async () => {
  const large = join(cloud.lab.dir, 'large.raw')
  await cloud.host.mustExec(['truncate', '-s', '3G', large])
  const log = join(cloud.lab.dir, 'cut.log')
  // A shell is between: `nsenter` stops with its child, and nobody would continue it.
  const create = [...Service.program, 'image', 'create', 'cut', '--file', large]
  const upload = await cloud.host.spawn(['sh', '-c', '"$@"; exit $?', 'sh', ...create], { log })
  const arriving = () => readdirSync(join(cloud.host.stateDir, 'images')).some((name) => name.endsWith('.part'))
  await eventually(async () => assert.ok(arriving(), readFileSync(log, 'utf8')), 60_000, 5)
  // Held in its middle from here on: on a busy machine it would be over before the signal.
  const client = Number(readFileSync(`/proc/${upload.pid}/task/${upload.pid}/children`, 'utf8'))
  assert.ok(client > 0, readFileSync(log, 'utf8'))
  process.kill(client, 'SIGSTOP')
  assert.match((await cloud.service.command(['image', 'list'])).stdout, /cut .*saving/)
  process.kill(client, 'SIGINT')
  process.kill(client, 'SIGCONT')
  assert.equal(await upload.exited, 130)
  assert.equal(readFileSync(log, 'utf8'), 'error: stopped; image cut was not made, and nothing of it is kept\n')
  const { stdout } = await cloud.service.command(['image', 'list'])
  assert.doesNotMatch(stdout, /cut/)
  await eventually(async () =>
    assert.equal(await cloud.host.mustExec(['sh', '-c', 'find /var/lib/kilonova/images -type f -size +2M']), ''),
  )
})

test('an image that is deleted twice is gone once and then not found', async () => {
  assert.equal((await cloud.service.command(['image', 'delete', 'empty'])).exitCode, 0)
  assert.equal((await cloud.service.command(['image', 'delete', 'empty'])).exitCode, 3)
})

test('a wrong password is refused with exit 6, and an absent service with 5', async () => {
  const auth = { OS_USERNAME: 'admin', OS_PASSWORD: 'wrong', OS_PROJECT_NAME: 'admin' }
  const run = (url: string) =>
    cloud.host.exec([...Service.program, 'server', 'list'], { env: { ...auth, OS_AUTH_URL: url } })
  assert.equal((await run('http://127.0.0.1:8774/identity')).exitCode, 6)
  assert.equal((await run('http://127.0.0.1:1/identity')).exitCode, 5)
})

test('doctor finds nothing broken on this host, and says what is with a state directory that QEMU cannot enter', async () => {
  const good = await cloud.service.command(['doctor', '--json'])
  const { checks } = JSON.parse(good.stdout) as { checks: { name: string; state: string }[] }
  assert.deepEqual(
    checks.filter((one) => one.state === 'broken'),
    [],
  )
  assert.equal(good.exitCode, 0)
  await cloud.host.mustExec(['install', '-d', '-m', '700', '/var/tmp/shut'])
  const bad = await cloud.service.command(['doctor', '--state', '/var/tmp/shut/state'])
  assert.equal(bad.exitCode, 1)
  assert.match(
    bad.stdout,
    /BROKEN +state directory +libvirt-qemu may not enter \/var\/tmp\/shut.*\n.*chmod o\+x \/var\/tmp\/shut/,
  )
})

function matches(name: string, text: string): void {
  const path = join(golden, `${name}.txt`)
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(golden, { recursive: true })
    writeFileSync(path, text)
  }
  assert.equal(text, readFileSync(path, 'utf8'))
}

/** Ids, times and addresses differ with each run; what is masked keeps its width where columns depend on it. */
function masked(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<-------------- uuid -------------->')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?/g, '<time>')
    .replaceAll(/\b10\.42\.0\.\d+/g, '<address>')
    .replaceAll(/\b(52:54:00|fa:16:3e)(:[0-9a-f]{2}){3}/g, '<mac>')
    .replaceAll(/"hostId": "[0-9a-f]*"/g, '"hostId": "<hash>"')
    .replaceAll(/\b[0-9a-f]{32,128}\b/g, '<hash>')
    .replaceAll(/(after|in) \d[\d.]* m?s\b/g, '$1 <while>')
    .replaceAll(/\br-[0-9a-z]{8}\b/g, '<reservation>')
    .replaceAll(cloud.lab.dir, '<lab>')
    .replaceAll(/http:\/\/[\d.]+:8774/g, '<url>')
}
