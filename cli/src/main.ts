import { enableCompileCache } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { run } from './run.ts'

// Keeps the stripped and compiled modules of the last run: a client command starts in half the time. Not in /tmp,
// where Node would put it: what is read back is code, and another user could have put it there.
enableCompileCache(join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'kilonova', 'compiled'))
process.exitCode = await run(process.argv.slice(2))
