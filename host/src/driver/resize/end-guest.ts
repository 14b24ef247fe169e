import { DomainState } from '@kilonova/libvirt'
import type { ServerId } from '@kilonova/core'
import { findDomain } from '../hypervisor/find-domain.ts'
import { endQemu, qemuPid, untilEnded } from '../hypervisor/qemu-process.ts'
import { type DriverParts, type OperationOptions, whatFailed } from '../parts.ts'
import { switchedItselfOff } from '../power/stop-server.ts'
import { hasFirmwareState } from './firmware-state.ts'

/** From the guest's own power-off to the end of its QEMU, which libvirt asks for. */
const endMs = 10_000

/**
 * Ends a running guest, and sees its QEMU end: nobody writes to its disks any more. libvirt has not done with it then: it
 * looks 200 ms later, and so does `powerOffForGood`, which must follow before the guest starts anywhere.
 * @returns false when that can not be said, or firmware and TPM have more to write: then only the whole way will do.
 */
export async function endGuest(parts: DriverParts, serverId: ServerId, { signal }: OperationOptions): Promise<boolean> {
  return parts.connection.use(
    whatFailed(serverId, 'moved'),
    async (connection) => {
      const domain = await findDomain(connection, serverId)
      if (domain === undefined || (await domain.getState(0)).state !== DomainState.VIR_DOMAIN_RUNNING) return false
      if (await hasFirmwareState(domain, serverId)) return false
      const pid = await qemuPid(domain.name)
      if (pid === undefined) return false
      const timeoutMs = parts.settings.libvirt.shutdownTimeoutSec * 1000
      if (timeoutMs > 0 && (await switchedItselfOff(parts, domain, serverId, timeoutMs, signal))) {
        const limit = AbortSignal.any([signal, AbortSignal.timeout(endMs)])
        await untilEnded(pid, limit).catch(() => signal.throwIfAborted())
      } else {
        signal.throwIfAborted()
        await endQemu(domain.name, signal)
      }
      return (await qemuPid(domain.name)) === undefined
    },
    signal,
  )
}
