import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { untilEnded, untilEnding } from '../../../src/driver/hypervisor/qemu-process.ts'

for (const wait of [untilEnding, untilEnded]) {
  test(`${wait.name}: a process that stands still is there, one that was killed is not, nor one that never was`, async () => {
    const child = spawn('sleep', ['600'])
    await once(child, 'spawn')
    const pid = child.pid ?? 0
    const limit = AbortSignal.timeout(120_000)
    const over = wait(pid, limit).then(() => 'over')
    child.kill('SIGSTOP')
    assert.equal(await Promise.race([over, sleep(100, 'there')]), 'there')
    child.kill('SIGKILL')
    assert.equal(await over, 'over')
    assert.equal(await wait(pid, limit), undefined)
  })
}
