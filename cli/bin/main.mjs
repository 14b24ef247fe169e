// Not TypeScript, and with no static import of ours: the cache must be on before the first module that it can keep.
// It holds the stripped and compiled modules of the last run, without which a client command takes twice as long.
import { enableCompileCache } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

// Not in /tmp, where Node would put it: what is read back is code, and another user could have put it there.
enableCompileCache(join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'kilonova', 'compiled'))
delete process.env.MALLOC_ARENA_MAX // of the launcher, for this process alone
const { run } = await import('../src/run.ts')
process.exitCode = await run(process.argv.slice(2))
