import { pathToFileURL } from 'node:url'
import type { CloudParts } from '../../cloud.ts'

/** Where a host may put an image, best first: the store's own file, for hosts that share its file system. */
export function snapshotDestinations({ imageFiles }: CloudParts, imageId: string): string[] {
  return [pathToFileURL(imageFiles.partOf(imageId)).href]
}
