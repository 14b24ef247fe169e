import { el, type XmlElement } from '@kilonova/libvirt'
import type { GuestPlan, MetadataPlan } from './guest-plan.ts'

/** Nova's own namespace, so that tools which know Nova's guests know ours. 1.1 has ports and addresses. */
export const novaNamespace = 'http://openstack.org/xmlns/libvirt/nova/1.1'

/** Says which agent's guest it is: two services on one libvirtd leave each other's alone. */
export const ownNamespace = 'urn:kilonova:guest:1'

export function metadataElement(plan: GuestPlan): XmlElement {
  return el('metadata', {}, novaElement(plan.metadata), ownElement(plan))
}

function ownElement(plan: GuestPlan): XmlElement {
  return el('kilonova:guest', { 'xmlns:kilonova': ownNamespace, instances: plan.instancesDirectory })
}

function novaElement(metadata: MetadataPlan): XmlElement {
  const { flavor, image, owner } = metadata
  return el(
    'nova:instance',
    { 'xmlns:nova': novaNamespace },
    el('nova:package', { version: metadata.version }),
    el('nova:name', {}, metadata.name),
    el('nova:creationTime', {}, metadata.creationTime),
    el(
      'nova:flavor',
      { name: flavor.name, id: flavor.id },
      el('nova:memory', {}, flavor.memoryMiB),
      el('nova:disk', {}, flavor.diskGiB),
      el('nova:swap', {}, flavor.swapMiB),
      el('nova:ephemeral', {}, flavor.ephemeralGiB),
      el('nova:vcpus', {}, flavor.vcpus),
      el('nova:extraSpecs', {}, pairs('nova:extraSpec', flavor.extraSpecs)),
    ),
    el(
      'nova:image',
      { uuid: image.id },
      el('nova:containerFormat', {}, image.containerFormat),
      el('nova:diskFormat', {}, image.diskFormat),
      el('nova:minDisk', {}, image.minDiskGiB),
      el('nova:minRam', {}, image.minRamMiB),
      el('nova:properties', {}, pairs('nova:property', image.properties)),
    ),
    el(
      'nova:owner',
      {},
      el('nova:user', { uuid: owner.userId }, owner.userName),
      el('nova:project', { uuid: owner.projectId }, owner.projectName),
    ),
    el('nova:root', { type: 'image', uuid: image.id }),
    el(
      'nova:ports',
      {},
      metadata.ports.map((port) =>
        el(
          'nova:port',
          { uuid: port.id },
          el('nova:ip', { type: 'fixed', address: port.address, ipVersion: port.address.includes(':') ? 6 : 4 }),
        ),
      ),
    ),
  )
}

const pairs = (name: string, record: Readonly<Record<string, string>>) =>
  Object.entries(record).map(([key, value]) => el(name, { name: key }, value))
