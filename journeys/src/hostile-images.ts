import { join } from 'node:path'
import type { LabHost } from '@kilonova/lab'

export interface HostileImage {
  readonly what: string
  readonly diskFormat: string
  /** What the refusal must say, so that its owner knows what is wrong. */
  readonly says: RegExp
  /** The file's bytes; `host` has qemu-img, `folder` is seen by both. */
  make(host: LabHost, folder: string): Promise<Buffer | string>
}

const megabyte = 1024 * 1024

/** A qcow2 of version 3, with what one of its header fields says changed. */
async function qcow2(host: LabHost, folder: string, name: string, args: readonly string[]): Promise<string> {
  const path = join(folder, name)
  await host.mustExec(['qemu-img', 'create', '-q', '-f', 'qcow2', ...args, path, '1M'])
  return path
}

/** Images that no tool may open as what they claim to be: each asks for a file of the host, or lies about itself. */
export const hostileImages: readonly HostileImage[] = [
  {
    what: 'a qcow2 with a backing file',
    diskFormat: 'qcow2',
    says: /backing file/i,
    make: (host, folder) => qcow2(host, folder, 'backing.qcow2', ['-u', '-F', 'raw', '-b', '/etc/shadow']),
  },
  {
    what: 'a qcow2 with a data file',
    diskFormat: 'qcow2',
    says: /data in another file/i,
    make: (host, folder) =>
      qcow2(host, folder, 'data.qcow2', ['-o', `data_file=${join(folder, 'data.raw')},data_file_raw=on`]),
  },
  {
    what: 'a qcow2 whose header is cut short',
    diskFormat: 'qcow2',
    says: /header|short|truncated|cut/i,
    make: () => Promise.resolve(Buffer.from('QFI\xFB\0\0\0\x03\0\0', 'latin1')),
  },
  {
    what: 'a VMDK with a foreign extent',
    diskFormat: 'vmdk',
    says: /extent|vmdk/i,
    make: () =>
      Promise.resolve(
        Buffer.from(
          '# Disk DescriptorFile\nversion=1\nCID=12345678\nparentCID=ffffffff\ncreateType="monolithicFlat"\n\n' +
            '# Extent description\nRW 2048 FLAT "/etc/shadow" 0\n\n# The Disk Data Base\nddb.adapterType = "ide"\n',
        ),
      ),
  },
  {
    what: 'a qcow2 declared as raw',
    diskFormat: 'raw',
    says: /qcow2/i,
    make: (host, folder) => qcow2(host, folder, 'lie.qcow2', []),
  },
  {
    what: 'a raw file declared as qcow2',
    diskFormat: 'qcow2',
    says: /qcow2/i,
    make: () => Promise.resolve(Buffer.alloc(megabyte)),
  },
]
