import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startTestStores } from '@kilonova/core/testing'
import { bothOf, leaveSource } from '../../src/conductor/resize/leave-source.ts'
import { readMove } from '../../src/conductor/resize/move-parts.ts'
import { connectMove, prepareMove } from './move-world.ts'

const never = new AbortController().signal

/** Works until it is ended, and then a little more. */
const untilEnded = (ended: { at?: string }) => (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () =>
      setTimeout(() => {
        ended.at = 'after its abort'
        reject(signal.reason as Error)
      }, 20),
    )
  })

test('both of two works: the first one’s answer, once both are done', async () => {
  let done = false
  const second = async () => {
    await new Promise((resolve) => setTimeout(resolve, 20))
    done = true
  }
  assert.equal(await bothOf(async () => 'answer', second, never), 'answer')
  assert.ok(done)
})

test('both of two works: the failure of either ends the other, and is told when that has ended', async () => {
  const fails = () => Promise.reject(new Error('no'))
  for (const which of ['first', 'second'] as const) {
    const ended: { at?: string } = {}
    const [first, second] = which === 'first' ? [fails, untilEnded(ended)] : [untilEnded(ended), fails]
    await assert.rejects(bothOf<unknown>(first, second, never), /^Error: no$/)
    assert.equal(ended.at, 'after its abort')
  }
})

test('both of two works: an abort ends both, with its reason', async () => {
  const [one, other]: { at?: string }[] = [{}, {}]
  const stop = new AbortController()
  const both = bothOf<unknown>(untilEnded(one ?? {}), untilEnded(other ?? {}), stop.signal)
  stop.abort(new Error('given up'))
  await assert.rejects(both, /given up/)
  assert.deepEqual([one?.at, other?.at], ['after its abort', 'after its abort'])
})

test('leaving a source: disks that changed while they were copied are told by name, and nothing else is taken for that', async () => {
  await using stores = await startTestStores()
  await using store = await stores.open()
  const directory = await mkdtemp(join(tmpdir(), 'kilonova-leave-'))
  try {
    const world = { store, directory }
    const input = await prepareMove(world)
    await using connected = await connectMove(world)
    const { parts, h1 } = connected
    await store.db.updateTable('server_migrations').set({ destination_host: 'h2' }).execute()
    const move = await readMove(parts, input)
    h1.guests.set(input.serverId, 'shutdown')
    const file = { name: 'disk', path: 'disk', sizeBytes: 1, filledBytes: 1, version: '1-1-1', cuts: [] }
    const told = (mode: 'overlay' | 'local', files: (typeof file)[]) => ({ mode, files, disks: [] })
    const asking = { signal: never, requestId: 'leaves' }
    await leaveSource(parts, move, told('local', [file]), asking)
    assert.equal(h1.moves.aside.size, 0, 'what was put aside already was asked for again')
    await leaveSource(parts, move, told('overlay', []), asking)
    assert.equal(h1.moves.aside.get(input.serverId), input.migrationId)
    const again = { ...asking, requestId: 'leaves again' }
    await assert.rejects(leaveSource(parts, move, told('overlay', [file]), again), (error: Error) => {
      assert.match(error.message, /^disk of server .* changed while it was copied$/)
      assert.equal((error as { kind?: string }).kind, 'conflict')
      return true
    })
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
})
