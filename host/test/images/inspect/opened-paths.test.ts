import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { imageOf, run, serverOf, testDirectory } from '../kit.ts'
import { forbiddenPath, makeHostileCorpus } from './hostile-corpus.ts'

const child = fileURLToPath(new URL('../agent-child.ts', import.meta.url))
const repository = fileURLToPath(new URL('../../../..', import.meta.url))

/** What Node and the programs open of the machine itself: code, libraries, locale, time zone, the kernel's tables. */
const ofTheMachine = [
  /^\/(usr\/)?(lib|lib64|share|bin|sbin)\b/,
  /^\/usr\/local\/lib\b/,
  /^\/etc\/(ld\.so\.|ssl\/|localtime|nsswitch|passwd|group|os-release|host\.conf|netsvc\.conf|svc\.conf|resolv\.conf|genisoimagerc|mke2fs\.conf|magic)/,
  /^\/(proc|sys|dev)\//,
  /^\/opt\//,
]

test('no hostile image makes any process open a path outside the state directory', { timeout: 240_000 }, async () => {
  await using directory = await testDirectory()
  const material = join(directory.path, 'material')
  const state = join(directory.path, 'state')
  await run('mkdir', '-p', material, join(state, 'images'))
  const corpus = await makeHostileCorpus(material)
  // Only the uploaded files are in the state directory; what they may name lies outside.
  for (const image of corpus) await rename(image.path, join(state, 'images', image.path.slice(material.length + 1)))
  const specs = await Promise.all(
    corpus.map(async (image, index) => {
      const path = join(state, 'images', image.path.slice(material.length + 1))
      return JSON.stringify(serverOf(index, await imageOf(path, image.declared, 1000 + index)))
    }),
  )
  const trace = join(directory.path, 'trace')
  const traced = spawn(
    'strace',
    [
      '-f',
      '-qq',
      '-e',
      'trace=open,openat,openat2,execve,connect',
      '-s',
      '4096',
      '-o',
      trace,
      process.execPath,
      child,
      join(state, 'instances'),
      // Kept as they came, so that internal snapshots are refused too.
      '{"forceRaw":false}',
      ...specs,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let output = ''
  let refusals = ''
  traced.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  traced.stderr.on('data', (chunk: Buffer) => (refusals += chunk.toString()))
  await once(traced, 'close')
  assert.equal(output.trim(), 'ready', 'a hostile image became a server')
  assert.equal(refusals.trim().split('\n').length, corpus.length, refusals)

  const text = await readFile(trace, 'utf8')
  const opened = [...text.matchAll(/\bopen(?:at2?)?\((?:[^,"]*, )?"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1] ?? '')
  assert.ok(
    opened.some((path) => path.startsWith(join(state, 'images'))),
    'the trace saw nothing',
  )
  const roots = [state, repository.replace(/\/$/, ''), dirname(process.execPath), await nodeModules()]
  const outside = [...new Set(opened)].filter(
    (path) =>
      path.startsWith('/') &&
      !roots.some((root) => path === root || path.startsWith(`${root}/`)) &&
      !ofTheMachine.some((known) => known.test(path)),
  )
  // Node looks for package.json files in the directories above a module.
  assert.deepEqual(
    outside.filter((path) => !path.endsWith('/package.json')),
    [],
  )
  assert.equal(opened.includes(forbiddenPath), false)
  assert.equal(
    opened.some((path) => path.startsWith(material)),
    false,
  )
  assert.equal(/sin_addr|sin6_addr/.test(text), false, 'something was connected to')
  assert.equal(/execve\([^)]*qemu-img/.test(text), false, 'qemu-img was run on a hostile image')
  assert.deepEqual(
    await readdir(join(state, 'instances')).then((names) => names.filter((name) => !/^(_base|locks)$/.test(name))),
    [],
  )
})

async function nodeModules(): Promise<string> {
  return (await run('readlink', '-f', process.execPath)).trim().replace(/\/node_modules\/.*$/, '/node_modules')
}
