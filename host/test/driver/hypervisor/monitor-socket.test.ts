import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { untilMonitorClosed } from '../../../src/driver/hypervisor/monitor-socket.ts'

/** Files as libvirtd keeps them of one guest. */
async function guestFiles(t: { after(end: () => Promise<void>): void }) {
  const directory = await mkdtemp(join(tmpdir(), 'monitor-'))
  t.after(() => rm(directory, { recursive: true, force: true }))
  const socket = join(directory, 'domain-1-guest', 'monitor.sock')
  await mkdir(join(directory, 'domain-1-guest'))
  await writeFile(socket, '')
  const phase = async (name: string, job = 'migration out'): Promise<void> => {
    const path = join(directory, 'guest.xml')
    await writeFile(
      `${path}.new`,
      `<domstatus state='paused' reason='migration' pid='7'><monitor path='${socket}' type='unix'/><job type='none' async='${job}' phase='${name}' flags='0x0'/><domain type='qemu'><name>guest</name></domain></domstatus>`,
    )
    await rename(`${path}.new`, path)
  }
  await phase('perform3')
  const end = new AbortController()
  t.after(async () => end.abort())
  const watch = (): Promise<string> => untilMonitorClosed('guest', end.signal, directory).then(() => 'closed')
  return { directory, socket, phase, watch }
}

const open = (watched: Promise<string>): Promise<string> => Promise.race([watched, sleep(150, 'open')])

test('a guest that was handed over is let go of when libvirt unlinks its monitor', async (t) => {
  const { socket, phase, watch } = await guestFiles(t)
  const watched = watch()
  await phase('confirm3')
  assert.equal(await open(watched), 'open')
  await rm(socket)
  assert.equal(await watched, 'closed')
})

test('a monitor that goes before the destination has the guest says nothing, nor in another job', async (t) => {
  for (const [name, job] of [
    ['perform3_done', 'migration out'],
    ['confirm3_cancelled', 'migration out'],
    ['confirm3', 'migration in'],
  ] as const) {
    const { socket, phase, watch } = await guestFiles(t)
    const watched = watch()
    await phase(name, job)
    await rm(socket)
    assert.equal(await open(watched), 'open', `${name}, ${job}`)
  }
})

test('a monitor that was never there says nothing, nor does a guest that libvirt keeps no state of', async (t) => {
  const { directory, socket, phase, watch } = await guestFiles(t)
  await phase('confirm3')
  await rm(socket)
  assert.equal(await open(watch()), 'open')
  await rm(join(directory, 'guest.xml'))
  assert.equal(await open(watch()), 'open')
})
