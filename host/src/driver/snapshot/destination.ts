import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** Where an image goes: a file of the image store that this host can write itself, else a place that takes it over HTTP. */
export type Destination = { readonly path: string } | { readonly urls: readonly string[] }

/** The store's file is made by the store: that it is there, under a name that nobody guesses, says that we share it. */
export async function findDestination(destinations: readonly string[]): Promise<Destination> {
  for (const one of destinations.filter((url) => url.startsWith('file:'))) {
    const path = fileURLToPath(one)
    try {
      await using file = await open(path, constants.O_RDWR | constants.O_NOFOLLOW)
      if ((await file.stat()).isFile()) return { path }
    } catch {
      // Another machine's path.
    }
  }
  return { urls: destinations.filter((url) => !url.startsWith('file:')) }
}
