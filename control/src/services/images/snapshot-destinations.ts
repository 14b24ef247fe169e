import { pathToFileURL } from 'node:url'
import type { CloudParts } from '../../cloud.ts'

/** Where a host may put an image, best first: the store's own file, for hosts that share it, then our doors. */
export function snapshotDestinations(
  { imageFiles, manyHosts }: Pick<CloudParts, 'imageFiles' | 'manyHosts'>,
  imageId: string,
  lifetimeMs: number,
): string[] {
  const file = pathToFileURL(imageFiles.partOf(imageId)).href
  return [file, ...(manyHosts?.uploadLocations(imageId, lifetimeMs) ?? [])]
}
