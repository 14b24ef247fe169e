import { randomUUID } from 'node:crypto'
import type { Database, FlavorSpec } from '@kilonova/core'
import type { Insertable } from 'kysely'

export interface Amounts {
  readonly vcpus: number
  readonly memoryMiB: number
  readonly diskGiB: number
}

export const flavorWith = (amounts: Amounts, extraSpecs: Readonly<Record<string, string>> = {}): FlavorSpec => ({
  id: 'f',
  name: 'f',
  vcpus: amounts.vcpus,
  memoryMiB: amounts.memoryMiB,
  rootGiB: amounts.diskGiB,
  ephemeralGiB: 0,
  swapMiB: 0,
  extraSpecs: { ...extraSpecs },
})

/** A host's record, heard of an hour from now: nothing in such a test sends heartbeats. */
export const hostRow = (name: string, amounts: Amounts, facts: object = {}): Insertable<Database['hosts']> => ({
  name,
  id: randomUUID(),
  hypervisor_hostname: `${name}.example`,
  facts: JSON.stringify({ architecture: 'x86_64', hypervisorType: 'QEMU', qemuVersion: '7.2.0', ...facts }),
  vcpus: amounts.vcpus,
  memory_mib: amounts.memoryMiB,
  disk_gib: amounts.diskGiB,
  free_disk_gib: amounts.diskGiB,
  last_seen_at: new Date(Date.now() + 3_600_000),
})

/** The record of a server that was just asked for. */
export function serverRow(
  flavor: FlavorSpec,
  more: { properties?: Record<string, string>; hints?: object; projectId?: string; id?: string } = {},
): Insertable<Database['servers']> {
  const image = {
    id: '11111111-1111-4111-8111-111111111111',
    name: 'image',
    diskFormat: 'raw',
    containerFormat: 'bare',
    sizeBytes: 10,
    sha256: '0'.repeat(64),
    minDiskGiB: 0,
    minRamMiB: 0,
    properties: more.properties ?? {},
  }
  return {
    id: more.id ?? randomUUID(),
    project_id: more.projectId ?? 'p',
    user_id: 'u',
    project_name: 'p',
    user_name: 'u',
    name: 's',
    description: null,
    hostname: 's',
    vm_state: 'building',
    task_state: 'scheduling',
    host: null,
    hypervisor_hostname: null,
    requested_zone: null,
    requested_host: null,
    flavor: JSON.stringify(flavor),
    vcpus: flavor.vcpus,
    memory_mib: flavor.memoryMiB,
    disk_gib: flavor.rootGiB + flavor.ephemeralGiB + Math.ceil(flavor.swapMiB / 1024),
    image_id: image.id,
    image: JSON.stringify(image),
    kernel: null,
    ramdisk: null,
    metadata: '{}',
    key_name: null,
    public_keys: '{}',
    user_data: null,
    config_drive: false,
    locked_by: null,
    locked_reason: null,
    scheduler_hints: JSON.stringify(more.hints ?? {}),
    reservation_id: 'r-1',
    fault: null,
    launched_at: null,
    terminated_at: null,
    deleted_at: null,
  }
}
