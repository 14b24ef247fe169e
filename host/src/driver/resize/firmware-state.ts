import { chmod, copyFile, cp, mkdir, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { atPath, type Domain, DomainXmlFlags, parseElement } from '@kilonova/libvirt'
import { exists, syncPath } from '../../images/files.ts'
import type { ServerId } from '@kilonova/core'

/** What libvirt keeps of a guest outside its directory; beside its disks while it is on its way. */
export const nvramName = 'nvram.fd'
export const tpmName = 'tpm'

/** libvirt's own place. Source: libvirt, qemu_tpm.c: swtpmStorageDir of the system's daemon. */
const tpmDirectory = (serverId: string): string => join('/var/lib/libvirt/swtpm', serverId)

/** The same for the firmware's variables, by the guest's name. Source: libvirt, qemu_domain.c: qemuDomainNVRAMPathFormat. */
const nvramDirectory = '/var/lib/libvirt/qemu/nvram'

async function nvramPathOf(domain: Domain): Promise<string | undefined> {
  const xml = parseElement(await domain.getXmlDesc(DomainXmlFlags.VIR_DOMAIN_XML_INACTIVE))
  const text = atPath(xml, 'os/nvram')?.trim()
  if (text !== undefined && text !== '') return text
  // libvirt before 9.2 chooses the firmware at each start, and names it only while the guest runs.
  return atPath(xml, 'os@firmware') === 'efi' ? join(nvramDirectory, `${domain.name}_VARS.fd`) : undefined
}

/** Whether libvirt keeps such state of a guest: it is written until libvirt has done with the guest. */
export async function hasFirmwareState(domain: Domain, serverId: ServerId): Promise<boolean> {
  return (await nvramPathOf(domain)) !== undefined || (await exists(tpmDirectory(serverId)))
}

/**
 * Copies the firmware's variables and the TPM's state of a guest that is off into a directory. They are on stable storage
 * when it resolves: libvirt's own are given up after that.
 */
export async function saveFirmwareState(domain: Domain, serverId: ServerId, directory: string): Promise<void> {
  const nvram = await nvramPathOf(domain)
  const saved = join(directory, nvramName)
  await rm(saved, { force: true })
  if (nvram !== undefined && (await exists(nvram))) {
    await copyFile(nvram, saved)
    await syncPath(saved)
  }
  const tpm = join(directory, tpmName)
  await rm(tpm, { recursive: true, force: true })
  if (await exists(tpmDirectory(serverId))) await copyTree(tpmDirectory(serverId), tpm)
  await syncPath(directory)
}

/** The files of that state, relative to the directory; empty for most guests. */
export async function firmwareFiles(directory: string): Promise<string[]> {
  const files: string[] = (await exists(join(directory, nvramName))) ? [nvramName] : []
  if (!(await exists(join(directory, tpmName)))) return files
  for (const entry of await readdir(join(directory, tpmName), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name === '.lock') continue
    files.push(join(entry.parentPath, entry.name).slice(directory.length + 1))
  }
  return files
}

/**
 * Puts it back to where libvirt looks, before the guest starts. The guest is defined, and off. It is on stable storage
 * there when it resolves: what was saved is dropped after that.
 */
export async function placeFirmwareState(domain: Domain, serverId: ServerId, directory: string): Promise<void> {
  const saved = join(directory, nvramName)
  const nvram = (await exists(saved)) ? await nvramPathOf(domain) : undefined
  if (nvram !== undefined) {
    await mkdir(dirname(nvram), { recursive: true })
    await copyFile(saved, nvram)
    await chmod(nvram, 0o600)
    await syncPath(nvram)
    await syncPath(dirname(nvram))
  }
  const tpm = join(directory, tpmName)
  if (!(await exists(tpm))) return
  await rm(tpmDirectory(serverId), { recursive: true, force: true })
  await mkdir(dirname(tpmDirectory(serverId)), { recursive: true, mode: 0o711 })
  await copyTree(tpm, tpmDirectory(serverId))
  await syncPath(dirname(tpmDirectory(serverId)))
}

async function copyTree(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true })
  const entries = await readdir(to, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile() || entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
  await Promise.all([to, ...paths].map(syncPath))
}

export async function dropFirmwareState(directory: string): Promise<void> {
  await rm(join(directory, nvramName), { force: true })
  await rm(join(directory, tpmName), { recursive: true, force: true })
}
