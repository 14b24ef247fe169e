import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '@kilonova/core'

/** The programs that the host runs, and the Debian package that has each. */
export const programPackages = {
  'qemu-img': 'qemu-utils',
  mkswap: 'util-linux',
  flock: 'util-linux',
  prlimit: 'util-linux',
  setpriv: 'util-linux',
  cp: 'coreutils',
  fallocate: 'util-linux',
  'mkfs.ext2': 'e2fsprogs',
  'mkfs.ext3': 'e2fsprogs',
  'mkfs.ext4': 'e2fsprogs',
  'mkfs.xfs': 'xfsprogs',
  'mkfs.btrfs': 'btrfs-progs',
  'mkfs.vfat': 'dosfstools',
  'mkfs.ntfs': 'ntfs-3g',
  mcopy: 'mtools',
  rbd: 'ceph-common',
  'ceph-conf': 'ceph-common',
  lvs: 'lvm2',
  lvcreate: 'lvm2',
  lvremove: 'lvm2',
  lvextend: 'lvm2',
  lvrename: 'lvm2',
  blkdiscard: 'util-linux',
  nft: 'nftables',
  modprobe: 'kmod',
  e2fsck: 'e2fsprogs',
  resize2fs: 'e2fsprogs',
  rsync: 'rsync',
  ssh: 'openssh-client',
  scp: 'openssh-client',
  'qemu-storage-daemon': 'qemu-system-common',
} as const
export type ProgramName = keyof typeof programPackages

// Fixed places first, so that nothing in a user's PATH stands in for them; PATH only for unusual installations.
const directories = ['/usr/bin', '/usr/sbin', '/bin', '/sbin', '/usr/local/bin', '/usr/local/sbin']

const found = new Map<ProgramName, string>()

/** The program's absolute path, looked for once; undefined when it is not installed. */
export async function findProgram(name: ProgramName): Promise<string | undefined> {
  const known = found.get(name)
  if (known !== undefined) return known
  const fromPath = (process.env.PATH ?? '').split(':').filter((directory) => directory.startsWith('/'))
  for (const directory of [...directories, ...fromPath]) {
    const path = join(directory, name)
    try {
      await access(path, constants.X_OK)
      found.set(name, path)
      return path
    } catch {
      // The next directory may have it.
    }
  }
  return undefined
}

/** @throws {Fault} `internal` naming the Debian package when the program is missing. */
export async function needProgram(name: ProgramName): Promise<string> {
  const path = await findProgram(name)
  if (path !== undefined) return path
  throw new Fault('internal', `the program ${name} is not installed on this host`, {
    next: `install it: apt-get install ${programPackages[name]}`,
    fields: { program: name, package: programPackages[name] },
  })
}
