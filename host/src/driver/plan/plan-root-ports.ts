import type { GuestPlan } from './guest-plan.ts'

/** What of a plan takes a port of its own. */
type Cards = Pick<
  GuestPlan,
  'machine' | 'disks' | 'nics' | 'agentChannel' | 'rng' | 'scsiModel' | 'usbModel' | 'video' | 'pointer'
>

/** More than these one guest does not get: each takes memory and time at its start. */
const mostPorts = 64

/**
 * How many PCI Express root ports the guest has, since one card goes into each: one for each card of its own that goes
 * there, and `spare` ones. One card too many counted is one more spare.
 */
export function planRootPorts(plan: Cards, spare: number): Pick<GuestPlan, 'pcieRootPorts'> {
  if (!plan.machine.includes('q35') || spare === 0) return {}
  const disks = plan.disks.filter((disk) => disk.bus === 'virtio').length
  const others = [
    plan.agentChannel,
    plan.rng !== undefined,
    plan.scsiModel !== undefined,
    plan.usbModel !== undefined,
    plan.video.model === 'virtio',
    plan.pointer?.bus === 'virtio',
  ].filter(Boolean).length
  const balloon = 1
  return { pcieRootPorts: Math.min(disks + plan.nics.length + others + balloon + spare, mostPorts) }
}
