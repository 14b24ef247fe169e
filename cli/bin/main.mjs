// Not TypeScript, and with no static import of ours: the cache must be on before the first module that it can keep.
// It holds the stripped and compiled modules of the last run, without which a client command takes twice as long.
import { existsSync, mkdirSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

// Not in /tmp, where Node would put it: what is read back is code, and another user could have put it there.
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'kilonova', 'compiled')
try {
  makeFolder(cache)
  enableCompileCache(cache)
} catch {} // Then without one: slower, and nothing that the user asked for is missing.
delete process.env.MALLOC_ARENA_MAX // of the launcher, for this process alone
const { run } = await import('../src/run.ts')
process.exitCode = await run(process.argv.slice(2))

/**
 * Before Node does, which tries for ever below a parent that takes no child, as /proc or an automounter's /home.
 * @param {string} path
 */
function makeFolder(path) {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  try {
    mkdirSync(path)
  } catch (error) {
    if (!existsSync(path)) throw error // else another process was quicker
  }
}
