import type { FoundFormat } from './image-facts.ts'
import { ploopMagics } from './ploop.ts'
import type { ByteReader } from './reader.ts'
import { vhdCookie } from './vhd.ts'
import { looksLikeVmdk } from './vmdk.ts'

const isoDescriptors = [32_768, 34_816, 36_864] as const

/**
 * Every format whose mark is in the file. More than one is an attack: a file that is one thing to us and another to
 * the tool that opens it. Nothing found means raw.
 */
export async function detectFormats(reader: ByteReader): Promise<FoundFormat[]> {
  const head = await reader.read(0, 4096)
  const text = (from: number, length: number): string => head.toString('latin1', from, from + length)
  const found: FoundFormat[] = []
  if (text(0, 4) === 'QFI\xfb') found.push(head.length >= 8 && head.readUInt32BE(4) === 1 ? 'qcow1' : 'qcow2')
  if (text(0, 4) === 'QED\0') found.push('qed')
  if (text(0, 6) === 'LUKS\xba\xbe') found.push('luks')
  if (text(0, 8) === 'vhdxfile') found.push('vhdx')
  if (ploopMagics.some((magic) => text(0, 16) === magic)) found.push('ploop')
  if (head.length >= 68 && head.readUInt32LE(64) === 0xbeda107f) found.push('vdi')
  if (looksLikeVmdk(head)) found.push('vmdk')
  if (await isVhd(reader, head)) found.push('vhd')
  if (await isIso(reader)) found.push('iso')
  return found
}

async function isVhd(reader: ByteReader, head: Buffer): Promise<boolean> {
  if (head.toString('latin1', 0, 8) === vhdCookie) return true
  if (reader.sizeBytes < 512) return false
  return (await reader.read(reader.sizeBytes - 512, 8)).toString('latin1') === vhdCookie
}

/** Source: ECMA-119: volume descriptors from sector 16 on, marked CD001. */
async function isIso(reader: ByteReader): Promise<boolean> {
  for (const at of isoDescriptors) {
    const mark = (await reader.read(Math.min(at, reader.sizeBytes), 6)).toString('latin1', 1, 6)
    if (mark === 'CD001' || mark === 'BEA01' || mark === 'NSR02') return true
  }
  return false
}
