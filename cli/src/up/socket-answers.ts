import { createConnection } from 'node:net'

/** Whether somebody takes connections on a unix socket. */
export function socketAnswers(path: string, timeoutMs = 2000): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = createConnection({ path, timeout: timeoutMs })
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
