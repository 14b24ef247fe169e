import { type Domain, DomainUndefineFlagsValues } from '@kilonova/libvirt'
import { isGone, isWrongState } from '../hypervisor/find-domain.ts'

const everything =
  DomainUndefineFlagsValues.VIR_DOMAIN_UNDEFINE_MANAGED_SAVE |
  DomainUndefineFlagsValues.VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA |
  DomainUndefineFlagsValues.VIR_DOMAIN_UNDEFINE_NVRAM |
  DomainUndefineFlagsValues.VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA |
  DomainUndefineFlagsValues.VIR_DOMAIN_UNDEFINE_TPM

/** Cuts the guest's power and removes all that libvirt keeps of it. A guest that is off, or gone, is success. */
export async function undefineGuest(domain: Domain): Promise<void> {
  await powerOffNow(domain)
  try {
    await domain.undefineFlags(everything)
  } catch (error) {
    if (!isGone(error)) throw error
  }
}

export async function powerOffNow(domain: Domain): Promise<void> {
  try {
    await domain.destroyFlags(0)
  } catch (error) {
    if (!isGone(error) && !isWrongState(error)) throw error
  }
}
