import { Fault } from '@kilonova/core'
import { CallTimeoutError, ConnectionLostError, LibvirtError } from '@kilonova/libvirt'

/**
 * What a failed libvirt call means to the user. The daemon's or QEMU's own words stay in `cause`.
 * @param what what became of the user's thing: `server … was not started`.
 */
export function hypervisorFault(what: string, cause: unknown, uri: string): unknown {
  if (!(cause instanceof LibvirtError)) return cause
  if (cause instanceof ConnectionLostError) return awayFault(what, cause, uri)
  if (cause instanceof CallTimeoutError) {
    return new Fault('deadline', `${what}: libvirt took too long`, {
      cause,
      next: 'look at libvirtd’s log on the host',
    })
  }
  return new Fault('hypervisorRefused', what, {
    cause,
    next: nextStep(cause),
    fields: { libvirtCode: cause.codeName },
  })
}

export function awayFault(what: string, cause: unknown, uri: string): Fault {
  return new Fault('hypervisorAway', `${what}: libvirt at ${uri} does not answer`, {
    cause,
    next: 'start libvirtd on the host (systemctl start libvirtd), then try again',
  })
}

function nextStep(error: LibvirtError): string {
  if (/cannot allocate memory|Cannot allocate/i.test(error.text))
    return 'free memory on the host, or use a smaller flavor'
  if (/permission denied/i.test(error.text)) return 'let QEMU’s user read the instances directory and all above it'
  // A state directory that was removed by hand leaves its guests defined, and a new cloud counts from one again.
  if (/already exists with uuid/i.test(error.text))
    return 'a guest of another cloud has this name: look at it with `virsh dumpxml`, and remove it with `virsh undefine`'
  return 'look at the reason above and at QEMU’s log in /var/log/libvirt/qemu on the host'
}
