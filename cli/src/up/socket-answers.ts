import { createConnection } from 'node:net'

/** Whether somebody takes connections on a unix socket. */
export const socketAnswers = (path: string, timeoutMs = 2000): Promise<boolean> => answers({ path }, timeoutMs)

/** Whether somebody takes connections on a TCP port of this machine. */
export const portAnswers = (port: number, timeoutMs = 2000): Promise<boolean> =>
  answers({ host: '127.0.0.1', port }, timeoutMs)

function answers(where: { path: string } | { host: string; port: number }, timeoutMs: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = createConnection({ ...where, timeout: timeoutMs })
  const end = (answer: boolean) => {
    socket.destroy()
    resolve(answer)
  }
  socket
    .once('connect', () => end(true))
    .once('error', () => end(false))
    .once('timeout', () => end(false))
  return promise
}
