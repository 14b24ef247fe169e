import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWhole } from '../../images/files.ts'
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

/** On stable storage when it resolves: the guest's hardware is decided once, and only a first boot waits for the disk. */
export async function writeFixedDevices(serverDirectory: string, fixed: FixedDevices): Promise<void> {
  const path = join(serverDirectory, fixedDevicesName)
  const text = `${JSON.stringify(fixed, null, 2)}\n`
  if ((await readFile(path, 'utf8').catch(() => '')) !== text) await writeWhole(path, text, 0o600)
}

/** The guest's definition as it was last written, in the server's directory. */
export const domainXmlName = 'libvirt.xml'

/** Nova keeps the guest's XML beside its disks, for people to read. */
export async function writeDomainXml(serverDirectory: string, xml: string): Promise<void> {
  const path = join(serverDirectory, domainXmlName)
  await writeFile(`${path}.new`, xml, { mode: 0o600 })
  await rename(`${path}.new`, path)
}
