import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
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
  const processes = await lines(['ps', '-eo', 'comm='])
  assert.deepEqual(
    processes.filter((name) => /^(qemu|dnsmasq|swtpm)/.test(name)),
    [],
  )
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
