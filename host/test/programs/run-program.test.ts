import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { Fault } from '@kilonova/core'
import { explainNoSpace, spaceAt } from '../../src/programs/no-space.ts'
import { convertImage, createQcow2 } from '../../src/programs/qemu-img.ts'
import { ProgramError, runProgram } from '../../src/programs/run-program.ts'
import { faultFrom, makeRaw, never, run, testDirectory } from '../images/kit.ts'

test('a program that fails is told by its name, its code and its own last words', async () => {
  await assert.rejects(runProgram('mkswap', ['/nowhere/file'], { signal: never }), (error: unknown) => {
    assert.ok(error instanceof ProgramError)
    assert.equal(error.exitCode, 1)
    assert.match(String(error.cause), /nowhere/)
    return true
  })
})

test('user text is an argument and nothing else: no shell reads it', async () => {
  await using directory = await testDirectory()
  const name = join(directory.path, '$(touch pwned);`id` && x "y')
  await createQcow2({ path: name, sizeBytes: 2 ** 20 }, { signal: never })
  await access(name)
  await assert.rejects(access(join(directory.path, 'pwned')))
})

test('a program inherits nothing of our environment', async () => {
  process.env.KILONOVA_SECRET_FOR_TEST = 'x'
  const { stdout } = await runProgram('setpriv', ['--', '/usr/bin/env'], { signal: never })
  delete process.env.KILONOVA_SECRET_FOR_TEST
  assert.deepEqual(
    stdout
      .split('\n')
      .filter((line) => line !== '')
      .sort(),
    ['LC_ALL=C', 'PATH=/usr/sbin:/usr/bin:/sbin:/bin'],
  )
})

test('a program that takes too long is ended and told as a missed deadline', async () => {
  const fault = await faultFrom(runProgram('setpriv', ['--', '/bin/sleep', '30'], { signal: never, timeoutMs: 100 }))
  assert.equal(fault.kind, 'deadline')
})

test('a program is ended when its work is cancelled', async () => {
  const startedAt = performance.now()
  const fault = await faultFrom(
    runProgram('setpriv', ['--', '/bin/sleep', '300'], { signal: AbortSignal.timeout(100), timeoutMs: 300_000 }),
  )
  assert.equal(fault.kind, 'cancelled')
  assert.ok(performance.now() - startedAt < 120_000)
})

test('CPU time and address space are limited', async () => {
  await assert.rejects(
    runProgram('setpriv', ['--', '/bin/sh', '-c', 'while :; do :; done'], { signal: never, cpuSeconds: 1 }),
    (error: unknown) => error instanceof ProgramError && /XCPU|KILL/.test(error.message),
  )
  await assert.rejects(
    runProgram('setpriv', ['--', '/usr/bin/env', 'true'], { signal: never, addressSpaceBytes: 2 ** 20 }),
    ProgramError,
  )
})

test('a program ends with the process that started it, even when that is killed with -9', async () => {
  const module = new URL('../../src/programs/run-program.ts', import.meta.url).href
  const code = `import { runProgram } from ${JSON.stringify(module)}
    console.log('started'); await runProgram('setpriv', ['--', '/bin/sleep', '7771'], { signal: new AbortController().signal })`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(parent.stdout, 'data')
  const child = await untilDefined(async () => {
    const children = await run('ps', '-o', 'pid=,args=', '--ppid', String(parent.pid)).catch(() => '')
    return /(\d+) \/bin\/sleep 7771/.exec(children)?.[1]
  })
  parent.kill('SIGKILL')
  await untilDefined(async () => {
    const state = await readFile(`/proc/${child}/stat`, 'utf8').catch(() => undefined)
    return state === undefined || /\) Z /.test(state) ? true : undefined
  })
})

test('a full disk is told by its mount point and what is free, wherever the error came from', async () => {
  const error = await explainNoSpace(
    new Error('outer', { cause: Object.assign(new Error('write'), { code: 'ENOSPC' }) }),
    '/dev/shm/x/y',
  )
  assert.ok(error instanceof Fault)
  assert.equal(error.kind, 'noSpace')
  assert.equal(error.fields.fileSystem, '/dev/shm')
  assert.equal(typeof error.fields.freeBytes, 'number')
  assert.equal((await spaceAt('/nowhere/at/all')).mountPoint, '/')
  const other = new Error('something else')
  assert.equal(await explainNoSpace(other, '/'), other)
})

test('qemu-img tells its progress while it converts', async () => {
  await using directory = await testDirectory()
  await makeRaw(join(directory.path, 'raw'), 64, 16)
  const seen: number[] = []
  await convertImage(
    {
      from: { path: join(directory.path, 'raw'), format: 'raw' },
      to: { path: join(directory.path, 'out'), format: 'qcow2' },
      virtualSizeBytes: 64 * 2 ** 20,
      onPercent: (percent) => seen.push(percent),
    },
    { signal: never },
  )
  assert.ok(seen.length > 2 && seen.at(-1) === 100, String(seen))
})

async function untilDefined<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (const until = Date.now() + 120_000; Date.now() < until; ) {
    const answer = await ask()
    if (answer !== undefined) return answer
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('it did not come to pass in 120 s')
}
