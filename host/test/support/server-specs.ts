import { createHash, randomUUID } from 'node:crypto'
import { copyFileSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type DiskFormat, type ImageSpec, newId, ServerSpec } from '@kilonova/core'
import type { Lab, TestGuest } from '@kilonova/lab'

export const networkId = '6f1d2c3b-0000-4000-8000-000000000001'

/** The test guest's files as images that the lab's hosts can fetch. */
export interface GuestImages {
  readonly kernel: ImageSpec
  readonly ramdisk: ImageSpec
  readonly root: ImageSpec
}

export function guestImages(lab: Lab, guest: TestGuest): GuestImages {
  const properties = { os_command_line: `console=ttyS0 root=/dev/vda ${guest.kernelArguments}` }
  return {
    kernel: imageOf(lab, guest.kernel, 'aki', {}),
    ramdisk: imageOf(lab, guest.initrd, 'ari', {}),
    root: imageOf(lab, guest.rootDisk, 'qcow2', properties),
  }
}

/** The file is copied to where every host of the lab sees it. */
export function imageOf(lab: Lab, path: string, diskFormat: DiskFormat, properties: Record<string, string>): ImageSpec {
  const id = newId<'image'>()
  const copy = join(lab.dir, `image-${id}`)
  copyFileSync(path, copy)
  return {
    id,
    name: `test ${diskFormat}`,
    diskFormat,
    containerFormat: diskFormat === 'aki' || diskFormat === 'ari' ? diskFormat : 'bare',
    sizeBytes: statSync(copy).size,
    sha256: createHash('sha256').update(readFileSync(copy)).digest('hex'),
    minDiskGiB: 0,
    minRamMiB: 0,
    properties,
    locations: [pathToFileURL(copy).href],
  }
}

let made = 0

/** A server of the test guest: 1 vCPU, 192 MiB, one NIC on a NAT network, a config drive. */
export function serverSpec(images: GuestImages, changes: Partial<ServerSpec> = {}): ServerSpec {
  made += 1
  const number = made
  return ServerSpec.parse({
    id: randomUUID(),
    domainName: `instance-${number.toString(16).padStart(8, '0')}`,
    name: `server <${number}> & "more"`,
    hostname: `server-${number}`,
    userId: 'a'.repeat(32),
    projectId: 'b'.repeat(32),
    userName: 'tester',
    projectName: 'tests',
    createdAt: new Date().toISOString(),
    flavor: {
      id: '1',
      name: 'm1.test',
      vcpus: 1,
      memoryMiB: 192,
      rootGiB: 1,
      ephemeralGiB: 0,
      swapMiB: 0,
      extraSpecs: {},
    },
    image: images.root,
    kernel: images.kernel,
    ramdisk: images.ramdisk,
    nics: [
      {
        portId: randomUUID(),
        network: {
          id: networkId,
          name: 'private',
          kind: 'nat',
          cidr: '10.42.0.0/24',
          gateway: '10.42.0.1',
          dnsServers: [],
        },
        mac: `fa:16:3e:00:00:${number.toString(16).padStart(2, '0')}`,
        address: `10.42.0.${10 + number}`,
      },
    ],
    configDrive: true,
    metadata: {},
    publicKeys: {},
    availabilityZone: 'nova',
    ...changes,
  })
}
