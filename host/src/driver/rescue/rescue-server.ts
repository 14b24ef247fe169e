import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { GuestState, RescueSpec, ServerId, ServerSpec } from '@kilonova/core'
import { type Connect, type Domain, DomainCreateFlags, DomainXmlFlags } from '@kilonova/libvirt'
import { isMissing, writeWhole } from '../../images/files.ts'
import type { FileOptions } from '../../images/server-files.ts'
import { powerOffNow } from '../destroy/undefine-guest.ts'
import { findDomain } from '../hypervisor/find-domain.ts'
import { powerOf } from '../hypervisor/power-state.ts'
import { type DriverParts, type OperationOptions, whatFailed } from '../parts.ts'
import { writeDomainXml } from '../plan/fixed-devices.ts'
import { shutDown } from '../power/stop-server.ts'
import { startServer } from '../spawn/start-server.ts'

type Running = GuestState & { power: 'running' | 'paused' }

/**
 * The files of a rescue:
 *
 *     disks made ─ unrescue.xml written: what to go back to ─ guest ended ─ started from the rescue disks
 *
 * The image is fetched while the guest still runs, so that one that cannot be had costs it nothing. A failure after that
 * brings the guest back; a crash anywhere is repaired by asking again, or by `unrescueServer`.
 */
export async function rescueServer(
  parts: DriverParts,
  spec: ServerSpec,
  { image, kernel, ramdisk, adminPassword }: RescueSpec,
  options: FileOptions,
): Promise<Running> {
  const what = whatFailed(spec.id, 'rescued')
  const { signal } = options
  const { kernel: _kernel, ramdisk: _ramdisk, ...own } = spec
  const with_ = {
    ...own,
    image,
    ...(kernel === undefined ? {} : { kernel }),
    ...(ramdisk === undefined ? {} : { ramdisk }),
    ...(adminPassword === undefined ? {} : { adminPassword }),
  }
  const before = await parts.connection.use(
    what,
    async (connection) => {
      const domain = await findDomain(connection, spec.id)
      if (domain === undefined || !isOn(await powerNow(domain))) return 'off'
      return (await startedFromRescue(domain)) ? 'rescued' : 'on'
    },
    signal,
  )
  if (before === 'rescued') return { serverId: spec.id, power: 'running' }
  await parts.files.removeRescue(spec.id) // Of a rescue that a crash cut off: it may be of another image.
  const { disks } = await parts.files.createRescue(with_, options)
  try {
    await parts.connection.use(
      what,
      async (connection) => {
        const domain = await findDomain(connection, spec.id)
        if (domain === undefined) return
        await keepXml(parts, spec.id, domain)
        await shutDown(parts, connection, domain, spec.id, parts.settings.libvirt.shutdownTimeoutSec * 1000, signal)
      },
      signal,
    )
    await startServer(parts, spec, { signal }, { image, disks })
  } catch (error) {
    await giveUp(parts, spec, before === 'on')
    throw error
  }
  parts.log.info('server rescued', { serverId: spec.id, imageId: image.id })
  return { serverId: spec.id, power: 'running' }
}

/** Goes back to the guest as it was, running; then the rescue disks go. */
export async function unrescueServer(
  parts: DriverParts,
  spec: ServerSpec,
  { signal }: OperationOptions,
): Promise<Running> {
  const what = whatFailed(spec.id, 'unrescued')
  const own = await parts.connection.use(
    what,
    async (connection) => {
      const domain = await findDomain(connection, spec.id)
      if (domain === undefined) return false
      if (isOn(await powerNow(domain)) && !(await startedFromRescue(domain))) return true
      await powerOffNow(domain)
      return backToOwn(parts, connection, spec, signal)
    },
    signal,
  )
  if (!own) await startServer(parts, spec, { signal })
  await parts.files.removeRescue(spec.id)
  await rm(xmlPath(parts, spec.id), { force: true })
  parts.log.info('server unrescued', { serverId: spec.id })
  return { serverId: spec.id, power: 'running' }
}

/** @returns false when it is not known what the guest was: it is then made anew from its spec. */
async function backToOwn(
  parts: DriverParts,
  connection: Connect,
  spec: ServerSpec,
  signal: AbortSignal,
): Promise<boolean> {
  const xml = await readFile(xmlPath(parts, spec.id), 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return undefined
    throw error
  })
  if (xml === undefined) return false
  await parts.networks.plug(spec, signal)
  const domain = await connection.domainDefineXmlFlags(xml, 0, { signal })
  await writeDomainXml(parts.files.directoryOf(spec.id), xml)
  const timeoutMs = parts.settings.libvirt.startTimeoutSec * 1000
  await domain.createWithFlags(DomainCreateFlags.VIR_DOMAIN_START_FORCE_BOOT, { signal, timeoutMs })
  return true
}

/** Never throws: the failure that brought us here is what the user must hear. */
async function giveUp(parts: DriverParts, spec: ServerSpec, wasOn: boolean): Promise<void> {
  const limit = AbortSignal.timeout(120_000)
  try {
    await parts.connection.use(
      whatFailed(spec.id, 'brought back after its rescue failed'),
      async (connection) => {
        const domain = await findDomain(connection, spec.id)
        if (domain !== undefined && (await startedFromRescue(domain))) await powerOffNow(domain)
        const xml = await readFile(xmlPath(parts, spec.id), 'utf8').catch(() => undefined)
        if (xml === undefined) return
        const own = await connection.domainDefineXmlFlags(xml, 0)
        if (wasOn && !isOn(await powerNow(own))) {
          await own.createWithFlags(DomainCreateFlags.VIR_DOMAIN_START_FORCE_BOOT)
        }
      },
      limit,
    )
    await parts.files.removeRescue(spec.id)
    await rm(xmlPath(parts, spec.id), { force: true })
  } catch (error) {
    parts.log.warn('failed rescue not taken back yet', { serverId: spec.id, error })
  }
}

const xmlPath = (parts: DriverParts, serverId: ServerId): string =>
  join(parts.files.directoryOf(serverId), 'unrescue.xml')

/** The definition to go back to; Nova keeps it under this name. The one of a rescue guest is not it. */
async function keepXml(parts: DriverParts, serverId: ServerId, domain: Domain): Promise<void> {
  const flags = DomainXmlFlags.VIR_DOMAIN_XML_INACTIVE | DomainXmlFlags.VIR_DOMAIN_XML_SECURE
  const xml = await domain.getXmlDesc(flags)
  if (!namesRescueDisk(xml)) await writeWhole(xmlPath(parts, serverId), xml, 0o600)
}

const startedFromRescue = async (domain: Domain): Promise<boolean> => namesRescueDisk(await domain.getXmlDesc(0))

/** A file, a volume or a Ceph image: the name of the disk ends the name of its place. */
const namesRescueDisk = (xml: string): boolean => /[/_]disk\.rescue['"]/.test(xml)

const powerNow = async (domain: Domain) => powerOf((await domain.getState(0)).state)
const isOn = (power: string): boolean => power === 'running' || power === 'paused'
