import { open } from 'node:fs/promises'

interface Mark {
  readonly format: string
  readonly offset: number
  readonly bytes: Buffer
}

const marks: readonly Mark[] = [
  { format: 'qcow2', offset: 0, bytes: Buffer.from('QFI\xFB', 'latin1') },
  { format: 'vmdk', offset: 0, bytes: Buffer.from('KDMV') },
  { format: 'vmdk', offset: 0, bytes: Buffer.from('# Disk DescriptorFile') },
  { format: 'vhdx', offset: 0, bytes: Buffer.from('vhdxfile') },
  { format: 'vhd', offset: 0, bytes: Buffer.from('conectix') },
  { format: 'vdi', offset: 0x40, bytes: Buffer.from([0x7f, 0x10, 0xda, 0xbe]) },
  { format: 'iso', offset: 0x8001, bytes: Buffer.from('CD001') },
]

/** What to declare a file as when the user did not say: by its first bytes, else `raw`. The service decides for itself. */
export async function guessDiskFormat(path: string): Promise<string> {
  await using file = await open(path)
  const start = Buffer.alloc(0x8010)
  const { bytesRead } = await file.read(start, 0, start.length, 0)
  const head = start.subarray(0, bytesRead)
  const found = marks.find((mark) => head.subarray(mark.offset, mark.offset + mark.bytes.length).equals(mark.bytes))
  return found?.format ?? 'raw'
}
