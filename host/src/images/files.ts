import { randomBytes } from 'node:crypto'
import { chmod, type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Whether an error of Node says that there is no such file. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')

/** Makes a directory with just this mode, whatever the umask is. One that is there keeps its own. */
export async function makeDirectory(path: string, mode: number): Promise<void> {
  const made = await mkdir(path, { recursive: true, mode })
  if (made !== undefined) await chmod(path, mode)
}

export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

/** A name beside `path` for what is being made: it never ends up taken for the whole thing. */
export const partialPath = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.part`)

/** The same for those who hold a lock on `path`: always one name, so that the next owner clears what a killed one left. */
export const lockedPartialPath = (path: string): string => join(dirname(path), `.${basename(path)}.part`)

/** Removes what a killed process left half-made in a directory that nobody else works in. */
export async function removePartials(directory: string): Promise<void> {
  const names = await readdir(directory).catch(() => [])
  await Promise.all(
    names
      .filter((name) => name.startsWith('.') && name.endsWith('.part'))
      .map((name) => rm(join(directory, name), { recursive: true, force: true })),
  )
}

/**
 * Makes a file under another name and renames it when it is whole; a crash leaves the old file or the new one.
 * @param make writes the file at the path that it is given.
 */
export async function makeWhole<T>(
  path: string,
  make: (partial: string) => Promise<T>,
  partial = partialPath(path),
): Promise<T> {
  try {
    await rm(partial, { recursive: true, force: true })
    const made = await make(partial)
    await rename(partial, path)
    return made
  } catch (error) {
    await rm(partial, { recursive: true, force: true })
    throw error
  }
}

/** Writes a small file by temp and rename, on stable storage before it has its name. */
export function writeWhole(
  path: string,
  content: string | Uint8Array,
  mode = 0o644,
  partial = partialPath(path),
): Promise<void> {
  const write = async (to: string): Promise<void> => {
    await using file: FileHandle = await open(to, 'wx', mode)
    await file.writeFile(content)
    await file.datasync()
  }
  return makeWhole(path, write, partial)
}

/** Puts a file's bytes, or a directory's names, on stable storage. */
export async function syncPath(path: string): Promise<void> {
  await using file: FileHandle = await open(path, 'r')
  await file.sync()
}
