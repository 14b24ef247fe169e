import type { ServerSpec } from '@kilonova/core'
import type { MetadataPlan } from './guest-plan.ts'

/** What the domain's Nova metadata says; the shape of 2025.2, from the server's own record. */
export function planMetadata(spec: ServerSpec, version: string): MetadataPlan {
  const { flavor, image } = spec
  return {
    version,
    name: spec.name,
    creationTime: novaTime(spec.createdAt),
    flavor: {
      id: flavor.id,
      name: flavor.name,
      memoryMiB: flavor.memoryMiB,
      diskGiB: flavor.rootGiB,
      swapMiB: flavor.swapMiB,
      ephemeralGiB: flavor.ephemeralGiB,
      vcpus: flavor.vcpus,
      extraSpecs: flavor.extraSpecs,
    },
    image: {
      id: image.id,
      containerFormat: image.containerFormat,
      diskFormat: image.diskFormat,
      minDiskGiB: image.minDiskGiB,
      minRamMiB: image.minRamMiB,
      properties: image.properties,
    },
    owner: {
      userId: spec.userId,
      userName: spec.userName,
      projectId: spec.projectId,
      projectName: spec.projectName,
    },
    ports: spec.nics.map((nic) => ({ id: nic.portId, address: nic.address })),
  }
}

/** `2026-01-31T09:10:11.123Z` → `2026-01-31 09:10:11`; a text that is no date stays as it is. */
function novaTime(text: string): string {
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? text : at.toISOString().slice(0, 19).replace('T', ' ')
}
