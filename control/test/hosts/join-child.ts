import { joinAs } from './joined-host.ts'

// A host in a process of its own, whose clock may be another one: joins, serves, and tells its own time.
const [name = '', token = ''] = process.argv.slice(2)
const host = await (await joinAs(name, token)).start()
await host.ask('GET', '/neighbourhood')
process.stdout.write(`${new Date().toISOString()}\n`)
process.once('SIGTERM', () => process.exit(0))
setInterval(() => {}, 1000)
