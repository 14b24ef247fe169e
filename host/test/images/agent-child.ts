/**
 * A process of the host that makes servers' files: started by tests that need several of them, or one to kill.
 * argv: instances directory, settings as JSON, then server specs as JSON. Prints one JSON line for each server made.
 */
import { silentLog, type ServerSpec } from '@kilonova/core'
import { openServerFiles } from '../../src/images/open-server-files.ts'
import { ImageSettings } from '../../src/images/settings.ts'

const [instancesDirectory = '', settings = '{}', ...specs] = process.argv.slice(2)
const files = await openServerFiles({
  instancesDirectory,
  settings: ImageSettings.parse(JSON.parse(settings)),
  log: silentLog,
})
const { signal } = new AbortController()
process.stdout.write('ready\n')
const ended = await Promise.allSettled(
  specs.map(async (text) => {
    const spec = JSON.parse(text) as ServerSpec
    const { imageFetched } = await files.create(spec, { signal })
    process.stdout.write(`${JSON.stringify({ id: spec.id, imageFetched })}\n`)
  }),
)
for (const one of ended) if (one.status === 'rejected') process.stderr.write(`${String(one.reason)}\n`)
process.exitCode = ended.some((one) => one.status === 'rejected') ? 1 : 0
