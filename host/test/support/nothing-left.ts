import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LabHost } from '@kilonova/lab'

/** Asks the host, not the agent: no domain, no network, no dnsmasq, no QEMU, no bridge, no directory, no claim. */
export async function nothingLeft(host: LabHost): Promise<void> {
  const lines = async (argv: readonly string[]): Promise<string[]> =>
    (await host.mustExec(argv))
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
  assert.deepEqual(await lines(['virsh', '-q', 'list', '--all', '--name']), [])
  assert.deepEqual(await lines(['virsh', '-q', 'net-list', '--all', '--name']), [])
  const processes = async (): Promise<string[]> =>
    (await lines(['ps', '-ww', '-eo', 'comm=,args='])).filter((line) => /^(qemu|dnsmasq|swtpm)/.test(line))
  assert.deepEqual(
    (await processes()).filter((line) => / -name guest=| --ctrl /.test(line)),
    [],
  )
  // These end by themselves: the child of dnsmasq that runs its scripts, after libvirt has seen dnsmasq end; and what a
  // libvirtd and an agent that have just begun ask QEMU and swtpm.
  for (const until = Date.now() + 60_000; Date.now() < until && (await processes()).length > 0; ) await sleep(50)
  assert.deepEqual(await processes(), [])
  const links = await lines(['ls', '/sys/class/net'])
  assert.deepEqual(
    links.filter((name) => /^(kn|tap|vnet)/.test(name)),
    [],
  )
  const names = await readdir(join(host.stateDir, 'instances'))
  assert.deepEqual(
    names.filter((name) => name !== '_base' && name !== 'locks'),
    [],
  )
  for (const name of ['networks', 'dhcp-hosts']) {
    assert.deepEqual(await readdir(join(host.stateDir, name)).catch(() => []), [], name)
  }
}
