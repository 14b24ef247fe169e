import { execFile } from 'node:child_process'

/** A short program's output, or undefined when it fails, is missing, or takes over five seconds. */
export function runText(program: string, args: readonly string[]): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>()
  const options = { timeout: 5000, env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' } }
  execFile(program, args, options, (error, stdout) => resolve(error === null ? stdout : undefined))
  return promise
}
