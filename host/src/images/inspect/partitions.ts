import type { ByteReader } from './reader.ts'

/** What a raw image holds; none of it is trusted, it is only told. */
export type RawContent = 'gpt' | 'mbr' | 'none'

/** Source: UEFI specification 2.10, chapter 5. */
export async function findPartitions(reader: ByteReader): Promise<RawContent> {
  const head = await reader.read(0, 4096 + 8)
  if (head.length < 512 || head.readUInt16LE(510) !== 0xaa55) return 'none'
  const types = [0, 1, 2, 3].map((index) => head[446 + index * 16 + 4] ?? 0)
  const gptAt = [512, 4096].some((at) => head.toString('latin1', at, at + 8) === 'EFI PART')
  if (types.includes(0xee) && gptAt) return 'gpt'
  return types.some((type) => type !== 0) ? 'mbr' : 'none'
}
