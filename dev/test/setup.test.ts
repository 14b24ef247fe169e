import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'

const root = resolve(import.meta.dirname, '../..')

function sh(argv: string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}) {
  const { status, stdout, stderr } = spawnSync(argv[0] ?? '', argv.slice(1), {
    encoding: 'utf8',
    stdio: 'pipe',
    ...options,
  })
  return { status, stdout, stderr }
}

test('with nothing to do set-up is quiet, quick, and needs no environment', () => {
  const began = performance.now()
  const result = sh([join(root, 'dev/setup'), '--quiet', '--for', 'test'], { env: {} })
  assert.deepEqual(result, { status: 0, stdout: '', stderr: '' })
  assert.ok(performance.now() - began < 20_000) // under a second on an idle machine
})

test('wrong use is told apart', () => {
  assert.equal(sh([join(root, 'dev/setup'), '--frobnicate']).status, 2)
  assert.equal(sh([join(root, 'dev/setup'), '--for', 'nothing']).status, 2)
})

describe('a checkout of its own, with its own npm and dpkg-query', () => {
  let dir: string
  let npmCalls: string
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'setup-'))
    mkdirSync(join(dir, 'dev'))
    mkdirSync(join(dir, 'bin'))
    cpSync(join(root, 'dev/setup'), join(dir, 'dev/setup'))
    writeFileSync(join(dir, 'package-lock.json'), '{}')
    npmCalls = join(dir, 'npm-calls')
    tool('npm', `echo "$*" >>${npmCalls}\nmkdir -p node_modules/.bin\nln -sf /bin/true node_modules/.bin/node`)
    tool('dpkg-query', '')
    tool('sudo', 'exit 1')
    tool('id', 'echo 1000')
  })
  afterEach(() => rmSync(dir, { recursive: true, force: true }))
  const tool = (name: string, body: string) => {
    writeFileSync(join(dir, 'bin', name), `#!/bin/sh\n${body}\n`)
    chmodSync(join(dir, 'bin', name), 0o755)
  }
  const setup = (...args: string[]) =>
    sh([join(dir, 'dev/setup'), ...args], { env: { PATH: `${join(dir, 'bin')}:/usr/bin:/bin`, HOME: dir } })
  const calls = () =>
    readFileSync(npmCalls, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.replace(/ --no-audit.*/, ''))

  test('npm runs once when node_modules is missing, and in place when the lock file has changed', () => {
    assert.equal(setup('--for', 'node').status, 0)
    assert.equal(setup('--for', 'node', '--quiet').stderr, '')
    assert.deepEqual(calls(), ['ci'])
    writeFileSync(join(dir, 'package-lock.json'), '{"changed": true}')
    assert.match(setup('--dry-run').stdout, /npm packages: changed/)
    assert.equal(setup('--for', 'node').status, 0)
    assert.deepEqual(calls(), ['ci', 'install --no-save'])
  })

  test('an npm that failed or was cut off runs again', () => {
    tool(
      'npm',
      `echo "$*" >>${npmCalls}\nmkdir -p node_modules/.bin\nln -sf /bin/true node_modules/.bin/node\necho "no network" >&2\nexit 1`,
    )
    const failed = setup('--for', 'node')
    assert.equal(failed.status, 1)
    assert.match(failed.stderr, /no network/)
    assert.match(setup('--dry-run').stdout, /npm packages: missing/)
  })

  test('packages that somebody installed with npm by hand are taken as they are', () => {
    mkdirSync(join(dir, 'node_modules/.bin'), { recursive: true })
    symlinkSync('/bin/true', join(dir, 'node_modules/.bin/node'))
    writeFileSync(join(dir, 'node_modules/.package-lock.json'), '{}')
    assert.match(setup('--dry-run').stdout, /npm packages: ready/)
    rmSync(join(dir, 'node_modules/.kilonova-setup'))
    const later = new Date(Date.now() + 60_000)
    utimesSync(join(dir, 'package-lock.json'), later, later)
    assert.match(setup('--dry-run').stdout, /npm packages: changed/)
  })

  test('without root and sudo it prints the one command to run, and exits 3', () => {
    const result = setup('--for', 'demo')
    assert.equal(result.status, 3)
    assert.match(result.stderr, new RegExp(`sudo ${dir}/dev/setup-debian .*libvirt-daemon-system`))
    assert.doesNotMatch(result.stderr, /python3-openstackclient/)
    assert.match(setup('--test').stderr, /python3-openstackclient/)
  })

  test('what is installed is not asked for again', () => {
    tool(
      'dpkg-query',
      `for p; do case $p in -*|*{*|qemu-utils) ;; *) echo "$p installed" ;; esac; done; echo "qemu-utils config-files"`,
    )
    assert.match(setup('--dry-run', '--for', 'test').stdout, /Debian packages missing: qemu-utils $/m)
  })

  test('a machine without npm or dpkg is told what is missing', () => {
    rmSync(join(dir, 'bin/npm'))
    for (const name of [
      'sh',
      'cksum',
      'flock',
      'mkdir',
      'dirname',
      'date',
      'cat',
      'sort',
      'grep',
      'sed',
      'tr',
      'cut',
    ]) {
      symlinkSync(`/usr/bin/${name}`, join(dir, 'bin', name))
    }
    const env = { PATH: join(dir, 'bin'), HOME: dir }
    const noNpm = sh(['/bin/sh', join(dir, 'dev/setup'), '--for', 'node'], { env })
    assert.equal(noNpm.status, 3)
    assert.match(noNpm.stderr, /install Node.js/)
    rmSync(join(dir, 'bin/dpkg-query'))
    const noDpkg = sh(['/bin/sh', join(dir, 'dev/setup')], { env })
    assert.equal(noDpkg.status, 3)
    assert.match(noDpkg.stderr, /runs on Debian 12 or newer/)
  })
})
