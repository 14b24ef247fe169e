import assert from 'node:assert/strict'
import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

const bin = join(import.meta.dirname, '../bin/kilonova')
/** The program keeps its module cache there. */
const home = mkdtempSync(join(tmpdir(), 'bin-home-'))
after(() => rmSync(home, { recursive: true }))

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> {
  return spawnSync(program, args, {
    encoding: 'utf8',
    timeout: 60_000,
    killSignal: 'SIGKILL',
    env: { PATH: '/usr/bin:/bin', HOME: home, ...env },
  })
}

function inFolder(work: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'bin-'))
  try {
    work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A copy of the program alone, as on a machine where npm never ran, and a `node` of the given version. */
function aloneWith(folder: string, version: string): string {
  mkdirSync(join(folder, 'cli/bin'), { recursive: true })
  mkdirSync(join(folder, 'path'))
  cpSync(bin, join(folder, 'cli/bin/kilonova'))
  const node = join(folder, 'path/node')
  writeFileSync(node, `#!/bin/sh\n[ "$1" = --version ] && echo ${version} || echo "ran $*"\n`)
  chmodSync(node, 0o755)
  return join(folder, 'cli/bin/kilonova')
}

test('it runs through a link, as npx calls it', () =>
  inFolder((folder) => {
    symlinkSync(bin, join(folder, 'kilonova'))
    const done = run(join(folder, 'kilonova'), ['--help'])
    assert.equal(done.status, 0, done.stderr)
    assert.match(done.stdout, /^Usage: kilonova /)
  }))

test('an older Node alone is refused with what to do', () =>
  inFolder((folder) => {
    const done = run(aloneWith(folder, 'v20.1.0'), ['x'], { PATH: `${folder}/path:/usr/bin:/bin` })
    assert.equal(done.status, 1)
    assert.match(done.stderr, /^error: kilonova needs Node\.js 24 or newer\n {2}next: {2}run `npm install`/)
  }))

test('a machine’s own Node that is new enough will do', () =>
  inFolder((folder) => {
    const done = run(aloneWith(folder, 'v26.0.0'), ['a', 'b c'], { PATH: `${folder}/path:/usr/bin:/bin` })
    assert.match(done.stdout, /^ran --max-semi-space-size=4 .*bin\/main\.mjs a b c\n$/)
  }))

const wrong: [string[], RegExp][] = [
  [['frobnicate'], /^error: unknown command 'frobnicate'\n {2}next: /],
  [['server', 'create', 'x'], /^error: required option '--image <image>' not specified\n/],
  [['server', 'console', 'x', '--lines', '-3'], /^error: option '--lines <number>' argument '-3' is invalid/],
  [['up', '--listen', 'nowhere'], /^error: nowhere is no address and port\n {2}next: /],
  [['doctor', '--listen', '1:2:3'], /^error: 1:2:3 is no address and port/],
  [['server', 'show', ''], /^error: argument 'server' is empty\n {2}next: /],
  [['server', 'delete', 'a', 'b', ''], /^error: argument 'server' is empty\n/],
  [['up', '--state', ''], /^error: option '--state <directory>' is empty\n {2}next: /],
  [['up', '--libvirt', 'foo'], /^error: option '--libvirt <uri>': "foo" is not a libvirt connection URI\n {2}next: /],
  [['doctor', '--libvirt', 'qemu+ext:///system'], /^error: option '--libvirt <uri>': .* there are unix, tcp, tls/],
  [
    ['server', 'create', 'x', '--image', 'i', '--flavor', 'f', '--network', ''],
    /^error: option '--network <network>' is/,
  ],
  [['server', 'console', 'x', '--lines', '12345678901'], /argument '12345678901' is invalid. Larger than 999999999/],
  [['server', 'list', '--os-cloud', 'absent'], /^error: there is no cloud named absent\n/],
]
for (const [args, says] of wrong) {
  test(`kilonova ${args.join(' ')}: ends with 2 and says why on stderr alone`, () =>
    inFolder((folder) => {
      const done = run(bin, args, { KILONOVA_STATE: folder })
      assert.match(done.stderr, says)
      assert.deepEqual([done.status, done.stdout], [2, ''])
    }))
}

test('a state directory that can not be made is told at once, also below /proc', () => {
  const done = run(bin, ['up', '--state', '/proc/none/deeper', '--listen', '127.0.0.1:0'])
  assert.equal(done.status, 1)
  assert.match(done.stderr, /^error: the state directory \/proc\/none\/deeper can not be used\n {2}cause: ENOENT/)
})

test('--version prints the version alone', () => {
  const done = run(bin, ['--version'])
  assert.deepEqual([done.status, done.stderr], [0, ''])
  assert.match(done.stdout, /^\d+\.\d+\.\d+\n$/)
})

test('an error of a command with --json is JSON on stderr', () => {
  const done = run(bin, ['server', 'list', '--json', '--os-cloud', 'absent'])
  const { error } = JSON.parse(done.stderr) as { error: { message: string; exitCode: number } }
  assert.deepEqual([error.exitCode, done.status, done.stdout], [2, 2, ''])
})

// Below /proc nothing can be made though it is there, as below an automounter's /home: Node itself would try for ever.
for (const place of ['/proc/none', `${bin}/below`]) {
  test(`a cache that can not be made is done without: ${place.startsWith(bin) ? 'below a file' : place}`, () => {
    const done = run(bin, ['--help'], { XDG_CACHE_HOME: place })
    assert.deepEqual([done.status, done.stderr], [0, ''])
    assert.match(done.stdout, /^Usage: kilonova /)
  })
}
