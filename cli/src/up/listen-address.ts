import { createServer } from 'node:net'
import { Problem } from '../problem.ts'

export interface ListenAddress {
  readonly address: string
  readonly port: number
}

/** `127.0.0.1:8774`, `[::1]:8774`, `:8774` (loopback) → address and port. @throws {Problem} `usage`. */
export function parseListen(text: string): ListenAddress {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^:[\]]*)):(\d{1,5})$/i.exec(text)
  const port = Number(match?.[3])
  if (match === null || port > 65_535) {
    throw new Problem(`${text} is no address and port`, { next: 'write it like 127.0.0.1:8774', exit: 'usage' })
  }
  const address = match[1] ?? match[2] ?? ''
  return { address: address === '' ? '127.0.0.1' : address, port }
}

/**
 * Takes the port for a moment, so that a start which can not succeed fails before anything else is started.
 * @throws {Problem} with what is wrong with the address.
 */
export async function checkListen({ address, port }: ListenAddress): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const server = createServer().once('error', reject)
  server.listen({ host: address, port, exclusive: true }, resolve)
  try {
    await promise
  } catch (cause) {
    throw listenProblem({ address, port }, cause)
  } finally {
    server.close()
  }
}

export function listenProblem({ address, port }: ListenAddress, cause: unknown): Problem {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  const where = `${address}:${port}`
  if (code === 'EADDRINUSE') {
    return new Problem(`the API can not listen on ${where}: another program has this port`, {
      next: `end that program (\`ss -ltnp 'sport = :${port}'\` names it), or choose another port with --listen`,
    })
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new Problem(`the API can not listen on ${where}: this machine has no such address`, {
      next: 'choose an address that `ip address` shows, with --listen',
      exit: 'usage',
    })
  }
  if (code === 'EACCES') {
    return new Problem(`the API may not listen on ${where}`, {
      next: 'choose a port above 1023 with --listen, or run as root',
    })
  }
  return new Problem(`the API can not listen on ${where}`, { cause, next: 'choose another address with --listen' })
}
