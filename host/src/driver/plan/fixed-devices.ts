import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FixedDevices } from './guest-plan.ts'

const fileName = 'guest-devices.json'

/** What the guest got at its first boot; undefined before it. */
export async function readFixedDevices(serverDirectory: string): Promise<FixedDevices | undefined> {
  try {
    return FixedDevices.parse(JSON.parse(await readFile(join(serverDirectory, fileName), 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`${fileName} of ${serverDirectory} cannot be read`, { cause: error })
  }
}

export async function writeFixedDevices(serverDirectory: string, fixed: FixedDevices): Promise<void> {
  await writeWhole(join(serverDirectory, fileName), `${JSON.stringify(fixed, null, 2)}\n`)
}

/** Nova keeps the guest's XML beside its disks, for people to read. */
export async function writeDomainXml(serverDirectory: string, xml: string): Promise<void> {
  await writeWhole(join(serverDirectory, 'libvirt.xml'), xml)
}

async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600 })
  await rename(`${path}.new`, path)
}
