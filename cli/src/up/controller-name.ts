import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'

/**
 * This controller's name among those on one store: of its state directory, so that a restart takes its own flows over at
 * once, and two on one machine are two.
 */
export async function controllerName(stateDirectory: string, shared: boolean): Promise<string> {
  if (!shared) return hostname()
  const path = join(stateDirectory, 'controller-name')
  const there = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  if (there.trim() !== '') return there.trim()
  const name = `${hostname()}-${randomBytes(3).toString('hex')}`
  await writeFile(path, `${name}\n`, { flag: 'wx' })
  return name
}
