import { Fault, type ServerId } from '@kilonova/core'
import { type Domain, LibvirtError } from '@kilonova/libvirt'
import { findDomain } from '../hypervisor/find-domain.ts'
import { type DriverParts, type OperationOptions, whatFailed } from '../parts.ts'

/** Asks the guest's agent to set a user's password. */
export async function setGuestPassword(
  parts: DriverParts,
  { serverId, user, password }: { readonly serverId: ServerId; readonly user: string; readonly password: string },
  { signal }: OperationOptions,
): Promise<void> {
  const what = `the password of ${user} on server ${serverId} was not changed`
  await parts.connection.use(
    what,
    async (connection) => {
      const domain = needed(await findDomain(connection, serverId), what)
      try {
        await domain.setUserPassword(user, password, 0, { signal })
      } catch (cause) {
        const silent =
          cause instanceof LibvirtError &&
          (cause.is('VIR_ERR_AGENT_UNRESPONSIVE') ||
            cause.is('VIR_ERR_CONFIG_UNSUPPORTED') ||
            cause.is('VIR_ERR_ARGUMENT_UNSUPPORTED'))
        if (!silent) throw cause
        throw new Fault('conflict', `${what}: its guest agent does not answer`, {
          cause,
          next: 'run qemu-guest-agent in the guest, and set hw_qemu_guest_agent=yes on its image',
        })
      }
    },
    signal,
  )
  parts.log.info('guest password set', { serverId })
}

/** Has the guest's kernel write its memory down, if it is set up to. */
export async function crashDump(parts: DriverParts, serverId: ServerId, { signal }: OperationOptions): Promise<void> {
  const what = whatFailed(serverId, 'interrupted')
  await parts.connection.use(
    what,
    async (connection) => {
      const domain = needed(await findDomain(connection, serverId), what)
      await domain.injectNmi(0, { signal })
    },
    signal,
  )
  parts.log.info('guest interrupted for a crash dump', { serverId })
}

function needed(domain: Domain | undefined, what: string): Domain {
  if (domain !== undefined) return domain
  throw new Fault('conflict', `${what}: libvirt does not know it`, { next: 'reboot it hard first' })
}
