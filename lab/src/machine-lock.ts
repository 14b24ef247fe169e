import { createServer, type Server } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { LabError } from './lab-error.ts'

/**
 * Takes a lock that one process on this machine holds at a time: an abstract socket, which the kernel takes back
 * however its holder ends. `using lock = await machineLock(…)`.
 * @throws {LabError} when another holds it for longer than `timeoutMs`.
 */
export async function machineLock(name: string, timeoutMs: number): Promise<Disposable> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; ) {
    const server = await listen(`\0kilonova-lab-${name}`)
    if (server !== undefined) return { [Symbol.dispose]: () => void server.close() }
    await sleep(20)
  }
  throw new LabError(`another process has held the lock '${name}' for ${timeoutMs} ms`)
}

async function listen(path: string): Promise<Server | undefined> {
  const server = createServer().unref()
  const { promise, resolve, reject } = Promise.withResolvers<Server | undefined>()
  server.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') resolve(undefined)
    else reject(error)
  })
  server.listen(path, () => resolve(server))
  return promise
}
