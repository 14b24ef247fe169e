import { access, constants } from 'node:fs/promises'
import { join } from 'node:path'

/** A program that the service runs, and the Debian package that brings it. */
export interface NeededProgram {
  readonly name: string
  readonly package: string
  readonly why: string
}

/** What a host runs for its guests. libvirtd and QEMU are needed only where libvirt is this machine's. */
export const hostPrograms: readonly NeededProgram[] = [
  { name: 'qemu-img', package: 'qemu-utils', why: "makes guests' disks" },
  { name: 'mkfs.ext4', package: 'e2fsprogs', why: 'formats ephemeral disks' },
  { name: 'mkswap', package: 'util-linux', why: 'formats swap disks' },
  { name: 'flock', package: 'util-linux', why: 'keeps two services off one state directory' },
  { name: 'setpriv', package: 'util-linux', why: 'ends child programs with the service' },
]

export const hypervisorPrograms: readonly NeededProgram[] = [
  { name: 'libvirtd', package: 'libvirt-daemon-system', why: 'runs guests' },
  {
    name: process.arch === 'arm64' ? 'qemu-system-aarch64' : 'qemu-system-x86_64',
    package: process.arch === 'arm64' ? 'qemu-system-arm' : 'qemu-system-x86',
    why: 'is the virtual machine',
  },
  { name: 'dnsmasq', package: 'dnsmasq-base', why: "answers guests' DHCP" },
  { name: 'ip', package: 'iproute2', why: 'makes network links' },
  { name: 'nft', package: 'nftables', why: 'guards guests by their security groups' },
]

// Where root's programs are, also when a user without them in PATH runs us.
const systemFolders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin']

/** The program's absolute path, from PATH and then the system's folders; undefined when it is nowhere. */
export async function findProgram(name: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const folders = new Set([...(env['PATH'] ?? '').split(':').filter((one) => one.startsWith('/')), ...systemFolders])
  for (const folder of folders) {
    const path = join(folder, name)
    try {
      await access(path, constants.X_OK)
      return path
    } catch {}
  }
  return undefined
}

/** Those of `needed` that this machine lacks. */
export async function missingPrograms(
  needed: readonly NeededProgram[],
  env: NodeJS.ProcessEnv,
): Promise<NeededProgram[]> {
  const found = await Promise.all(needed.map((one) => findProgram(one.name, env)))
  return needed.filter((_, index) => found[index] === undefined)
}

/** One command that installs them. */
export function installCommand(missing: readonly NeededProgram[]): string {
  const packages = [...new Set(missing.map((one) => one.package))]
  const sudo = process.getuid?.() === 0 ? '' : 'sudo '
  return `${sudo}apt-get install ${packages.join(' ')}`
}
