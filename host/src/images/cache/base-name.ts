import { createHash } from 'node:crypto'

/** The name of an image in the cache. Source: nova-facts: sha1 of the image id's text, in hex. */
export const baseName = (imageId: string): string => createHash('sha1').update(imageId).digest('hex')

/** Marks of file systems in the names of formatted bases: the first 7 hex digits of an md5. Source: Nova. */
const formatMarks = {
  ext2: '979f413',
  ext3: '66f137c',
  ext4: '40d1d2c',
  vfat: '0706d66',
  ntfs: '68e98b8',
  xfs: '310201b',
} as const

/** Nova makes one file for all labels, with the first one's; ours of the second disk on have a name of their own. */
export function ephemeralBaseName(sizeGiB: number, format: string, index: number): string {
  const known = (formatMarks as Record<string, string>)[format]
  const mark = known ?? createHash('md5').update(format).digest('hex').slice(0, 7)
  return `ephemeral_${sizeGiB}_${mark}${index === 0 ? '' : `_${index}`}`
}

export const swapBaseName = (sizeMiB: number): string => `swap_${sizeMiB}`
