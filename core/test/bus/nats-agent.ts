// An agent for nats-faults.test.ts to kill: it notes each effect in a file, and answers with how many there were. It
// serves once it is told to by a line, and says when it does and when it has begun something.
import { appendFile, readFile } from 'node:fs/promises'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { FinishedOnDisk, NatsBus, type NatsBusOptions } from '@kilonova/core'

const { directory, waitMs, ...options } = JSON.parse(process.argv[2] ?? '') as NatsBusOptions & {
  directory: string
  waitMs: number
}
process.stdout.write('started\n')
await once(process.stdin, 'data')
process.stdin.unref()
const finished = await FinishedOnDisk.open(join(directory, 'finished'))
const bus = await NatsBus.connect({ ...options, finished })
await bus.serve('host.a.effect', async (_, context) => {
  process.stdout.write('begun\n')
  context.progress({ label: 'begun', done: 0, unit: 'steps' })
  await sleep(waitMs)
  await appendFile(join(directory, 'effects'), 'x')
  return (await readFile(join(directory, 'effects'), 'utf8')).length
})
process.stdout.write('ready\n')
