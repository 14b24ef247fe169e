import { type ChildProcess, spawn } from 'node:child_process'
import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Lab } from '@kilonova/lab'

const port = 55_432
const asPostgres = [
  'setpriv',
  '--reuid',
  'postgres',
  '--regid',
  'postgres',
  '--init-groups',
  '--pdeathsig',
  'KILL',
  '--',
]

/** A PostgreSQL of the operator's, beside the lab's hosts and reached by all of them: what several controllers share. */
export class OwnPostgres implements AsyncDisposable {
  readonly connectionString: string
  readonly #address: string
  readonly #directory: string
  readonly #binaries: string
  #child: ChildProcess | undefined

  private constructor(address: string, directory: string, binaries: string) {
    this.connectionString = `postgres://kilonova@${address}:${port}/kilonova`
    this.#address = address
    this.#directory = directory
    this.#binaries = binaries
  }

  static async start(lab: Lab): Promise<OwnPostgres> {
    const [newest] = (await readdir('/usr/lib/postgresql')).sort((a, b) => Number(b) - Number(a))
    const directory = await mkdtemp(join(tmpdir(), 'kilonova-own-postgres-'))
    const own = new OwnPostgres(`${lab.net}.254`, directory, `/usr/lib/postgresql/${newest}/bin`)
    await own.#run(['chown', 'postgres:postgres', directory])
    await own.#run([
      ...asPostgres,
      `${own.#binaries}/initdb`,
      '-D',
      join(directory, 'data'),
      '-U',
      'kilonova',
      '-A',
      'trust',
    ])
    await appendFile(join(directory, 'data/pg_hba.conf'), `host all all ${lab.net}.0/24 trust\n`)
    await own.begin()
    await own.#query('create database kilonova', 'postgres')
    return own
  }

  /** Starts the server, after `kill` too; resolves when it answers. */
  async begin(): Promise<void> {
    const data = join(this.#directory, 'data')
    const settings = ['-c', `listen_addresses=${this.#address}`, '-c', `port=${port}`, '-c', 'max_connections=200']
    const [program = '', ...args] = [...asPostgres, `${this.#binaries}/postgres`, '-D', data, '-k', data, ...settings]
    this.#child = spawn(program, args, { stdio: 'ignore', cwd: '/', env: { LC_ALL: 'C' } })
    for (let tries = 0; ; tries += 1) {
      try {
        await this.#query('select 1', 'postgres')
        return
      } catch (error) {
        if (tries > 600) throw error
        await sleep(50)
      }
    }
  }

  /** At once, as a crash: what was not committed is lost. */
  async kill(): Promise<void> {
    const child = this.#child
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGQUIT') // an immediate shutdown: its children end with it
    await ended
  }

  /** @returns a line for each row. */
  rows(query: string): Promise<string[]> {
    return this.#query(query, 'kilonova')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill()
    await rm(this.#directory, { recursive: true, force: true })
  }

  async #query(text: string, database: string): Promise<string[]> {
    const place = ['-h', this.#address, '-p', String(port), '-U', 'kilonova', '-d', database]
    const answer = await this.#run([`${this.#binaries}/psql`, '--no-psqlrc', '-At', ...place, '-c', text])
    return answer.split('\n').filter((line) => line !== '')
  }

  #run([program = '', ...args]: readonly string[]): Promise<string> {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: '/', env: quietEnvironment })
    let [said, wrong] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (wrong += text))
    return new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code) => {
        if (code === 0) resolve(said)
        else reject(new Error(`${program} ended with ${code}: ${wrong}`))
      })
    })
  }
}

const quietEnvironment = { LC_ALL: 'C', PATH: '/usr/sbin:/usr/bin:/sbin:/bin', PGCONNECT_TIMEOUT: '2' }
