import { setTimeout as sleep } from 'node:timers/promises'
import { Fault, type PortId, type ServerId, type ServerSpec } from '@kilonova/core'
import { type Connect, type Domain, DomainModificationImpact, DomainXmlFlags, printXml } from '@kilonova/libvirt'
import { findDomain } from '../hypervisor/find-domain.ts'
import { powerOf } from '../hypervisor/power-state.ts'
import { type DriverParts, type OperationOptions, whatFailed } from '../parts.ts'
import { nicElement } from '../plan/device-elements.ts'
import { decide } from '../spawn/start-server.ts'

const { VIR_DOMAIN_AFFECT_CONFIG: config, VIR_DOMAIN_AFFECT_LIVE: live } = DomainModificationImpact

/** Nova's device_detach_attempts and _timeout. */
const detachAttempts = 8
const detachEveryMs = 20_000
const lookEveryMs = 100

/**
 * Adds one of the spec's NICs to the guest's definition, and to the guest when it runs. The network and the port's guard
 * are there before the guest sees the card. On failure the card is not there, and the caller unplugs it.
 */
export async function attachNic(
  parts: DriverParts,
  spec: ServerSpec,
  portId: PortId,
  { signal }: OperationOptions,
): Promise<void> {
  const what = `${whatFailed(spec.id, 'given')} a network card`
  const nic = spec.nics.find((one) => one.portId === portId)
  if (nic === undefined) throw new Fault('notFound', `${what}: it has no port ${portId}`)
  await parts.networks.plug(spec, signal)
  const plan = await decide(parts, spec, await parts.describeHost(signal), undefined)
  const element = plan.nics.find((one) => one.mac === nic.mac)
  if (element === undefined) throw new Fault('internal', `${what}: its plan has no card ${nic.mac}`)
  const xml = printXml(nicElement(element))
  await parts.connection.use(
    what,
    async (connection) => {
      const domain = await needDomain(connection, spec.id, what)
      const flags = await missingFrom(domain, nic.mac)
      if (flags !== 0) await domain.attachDeviceFlags(xml, flags, { signal })
    },
    signal,
  )
  parts.log.info('network card attached', { serverId: spec.id, portId })
}

/** Takes a NIC from the guest and its definition, and waits until a running guest has let it go. */
export async function detachNic(
  parts: DriverParts,
  { serverId, portId, mac }: { readonly serverId: ServerId; readonly portId: PortId; readonly mac: string },
  { signal }: OperationOptions,
): Promise<void> {
  const what = `network card ${mac} was not taken from server ${serverId}`
  await parts.connection.use(
    what,
    async (connection) => {
      const domain = await findDomain(connection, serverId)
      if (domain !== undefined) await letGo(domain, mac, what, signal)
    },
    signal,
  )
  await parts.networks.unplugPort(serverId, portId)
  parts.log.info('network card detached', { serverId, portId })
}

async function letGo(domain: Domain, mac: string, what: string, signal: AbortSignal): Promise<void> {
  const stored = await nicXml(domain, mac, DomainXmlFlags.VIR_DOMAIN_XML_INACTIVE)
  if (stored !== undefined) await domain.detachDeviceFlags(stored, config, { signal })
  for (let attempt = 0; attempt < detachAttempts; attempt += 1) {
    const running = isOn(await powerNow(domain)) ? await nicXml(domain, mac, 0) : undefined
    if (running === undefined) return
    // A guest that is still working on the last request says so by refusing this one.
    await domain.detachDeviceFlags(running, live, { signal }).catch((error: unknown) => {
      if (attempt === 0) throw error
    })
    if (await isGone(domain, mac, signal)) return
  }
  throw new Fault('deadline', `${what}: the guest does not let it go`, { next: 'stop the server, then try again' })
}

async function isGone(domain: Domain, mac: string, signal: AbortSignal): Promise<boolean> {
  for (const end = performance.now() + detachEveryMs; performance.now() < end; ) {
    if (!isOn(await powerNow(domain)) || (await nicXml(domain, mac, 0)) === undefined) return true
    await sleep(lookEveryMs, undefined, { signal })
  }
  return false
}

/** Where the card is not yet: in the definition, in the running guest, or both. */
async function missingFrom(domain: Domain, mac: string): Promise<number> {
  const stored = await nicXml(domain, mac, DomainXmlFlags.VIR_DOMAIN_XML_INACTIVE)
  const inConfig = stored === undefined ? config : 0
  if (!isOn(await powerNow(domain))) return inConfig
  return inConfig | ((await nicXml(domain, mac, 0)) === undefined ? live : 0)
}

const isOn = (power: string): boolean => power === 'running' || power === 'paused'

const powerNow = async (domain: Domain): Promise<string> => powerOf((await domain.getState(0)).state)

/** The card as libvirt writes it, with its alias and address. */
async function nicXml(domain: Domain, mac: string, flags: number): Promise<string | undefined> {
  const xml = await domain.getXmlDesc(flags)
  return xml.match(/<interface [\s\S]*?<\/interface>/g)?.find((one) => one.includes(`<mac address='${mac}'/>`))
}

async function needDomain(connection: Connect, serverId: ServerId, what: string): Promise<Domain> {
  const domain = await findDomain(connection, serverId)
  if (domain !== undefined) return domain
  throw new Fault('conflict', `${what}: libvirt does not know it`, { next: 'reboot the server hard, then try again' })
}
