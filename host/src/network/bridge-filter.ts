import { readFile, writeFile } from 'node:fs/promises'
import { Fault } from '@kilonova/core'
import { runProgram } from '../programs/run-program.ts'

/**
 * Has the packets that a bridge hands on pass through connection tracking. For this bridge alone: other bridges of the
 * host (Docker's, the administrator's) stay as they are.
 */
export async function filterBridge(bridge: string, signal: AbortSignal): Promise<void> {
  const path = `/sys/class/net/${bridge}/bridge/nf_call_iptables`
  let now = await readFile(path, 'utf8').catch(() => undefined)
  if (now === undefined || now.trim() !== '1') {
    await needBridgeFilter(signal)
    await writeFile(path, '1').catch((cause: unknown) => {
      throw new Fault('internal', `bridge ${bridge} of this host can not be guarded`, { cause })
    })
    now = await readFile(path, 'utf8').catch(() => undefined)
  }
}

/** Leaves an administrator's bridge as others of the host are. */
export async function unfilterBridge(bridge: string): Promise<void> {
  const usual = await readFile(everyBridge, 'utf8').catch(() => undefined)
  if (usual?.trim() === '0')
    await writeFile(`/sys/class/net/${bridge}/bridge/nf_call_iptables`, '0').catch(() => undefined)
}

const everyBridge = '/proc/sys/net/bridge/bridge-nf-call-iptables'

/** The kernel has it built in, or as a module that switches itself on for every bridge: then that is taken back. */
async function needBridgeFilter(signal: AbortSignal): Promise<void> {
  if ((await readFile(everyBridge, 'utf8').catch(() => undefined)) !== undefined) return
  await runProgram('modprobe', ['br_netfilter'], { signal }).catch((cause: unknown) => {
    throw new Fault('internal', 'this host can not guard its guests: its kernel has no br_netfilter', {
      cause,
      next: 'make the module br_netfilter available, or switch port security of the network off',
    })
  })
  await writeFile(everyBridge, '0').catch(() => undefined)
}
