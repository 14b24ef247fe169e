import type { NicSpec } from '@kilonova/core'
import { tapName } from '../../network/network-names.ts'
import type { NicLimit, NicModel, NicPlan } from './guest-plan.ts'
import { type PropertyReader, refuseProperty, wholeNumber } from './property-reader.ts'

export interface NicChoices {
  readonly model: NicModel
  readonly queues: number
  readonly packedRing: boolean
  readonly networkName: (networkId: string) => string
}

/** One NIC per port; limits by the flavor's `quota:vif_…` apply to each. */
export function planNics(nics: readonly NicSpec[], from: PropertyReader, choices: NicChoices): NicPlan[] {
  const inbound = readLimit(from, 'inbound')
  const outbound = readLimit(from, 'outbound')
  const virtio = choices.model === 'virtio'
  return nics.map((nic) => ({
    network: choices.networkName(nic.network.id),
    mac: nic.mac,
    model: choices.model,
    device: tapName(nic.portId),
    ...(nic.network.mtu === undefined ? {} : { mtu: nic.network.mtu }),
    ...(virtio && choices.queues > 1 ? { queues: choices.queues } : {}),
    ...(virtio && choices.packedRing ? { packedRing: true } : {}),
    ...(inbound === undefined ? {} : { inbound }),
    ...(outbound === undefined ? {} : { outbound }),
  }))
}

/** libvirt takes KiB per second up to what the kernel's traffic control can count. */
const rate = wholeNumber(1, 4_194_303)

function readLimit(from: PropertyReader, direction: 'inbound' | 'outbound'): NicLimit | undefined {
  const averageKiBPerSec = from.flavor(`quota:vif_${direction}_average`, rate)
  const peakKiBPerSec = from.flavor(`quota:vif_${direction}_peak`, rate)
  const burstKiB = from.flavor(`quota:vif_${direction}_burst`, rate)
  if (averageKiBPerSec === undefined) {
    if (peakKiBPerSec === undefined && burstKiB === undefined) return undefined
    const [name, value] = peakKiBPerSec === undefined ? ['burst', burstKiB] : ['peak', peakKiBPerSec]
    const average = `quota:vif_${direction}_average`
    throw refuseProperty(
      `quota:vif_${direction}_${name}`,
      String(value),
      `it goes with ${average}`,
      `set ${average} too`,
    )
  }
  return {
    averageKiBPerSec,
    ...(peakKiBPerSec === undefined ? {} : { peakKiBPerSec }),
    ...(burstKiB === undefined ? {} : { burstKiB }),
  }
}
