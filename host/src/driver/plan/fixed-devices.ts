import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FixedDevices } from './guest-plan.ts'

export const fixedDevicesName = 'guest-devices.json'

/** What the guest got at its first boot; undefined before it. */
export async function readFixedDevices(serverDirectory: string): Promise<FixedDevices | undefined> {
  try {
    return FixedDevices.parse(JSON.parse(await readFile(join(serverDirectory, fixedDevicesName), 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`${fixedDevicesName} of ${serverDirectory} cannot be read`, { cause: error })
  }
}

export async function writeFixedDevices(serverDirectory: string, fixed: FixedDevices): Promise<void> {
  await writeWhole(join(serverDirectory, fixedDevicesName), `${JSON.stringify(fixed, null, 2)}\n`)
}

/** The guest's definition as it was last written, in the server's directory. */
export const domainXmlName = 'libvirt.xml'

/** Nova keeps the guest's XML beside its disks, for people to read. */
export async function writeDomainXml(serverDirectory: string, xml: string): Promise<void> {
  await writeWhole(join(serverDirectory, domainXmlName), xml)
}

async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600 })
  await rename(`${path}.new`, path)
}
