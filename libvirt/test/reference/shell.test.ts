import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import { noLibvirtd, sessionLibvirtd } from './session-libvirtd.ts'

const run = promisify(execFile)
const here = import.meta.dirname
const skip = noLibvirtd || (existsSync('/usr/bin/python3') ? false : 'needs python3')
const libvirtd = skip === false ? await sessionLibvirtd() : undefined
after(() => libvirtd?.[Symbol.asyncDispose]())

const prompt = 'libvirt> '
const enter = '\r'
const tab = '\t'
const clearLine = '\u0015'
const up = '\u001b[A'

/** What came on the terminal for each step; a step sends keys and waits for a text. */
async function atTerminal(
  steps: readonly (readonly [string, string])[],
  { write = false, history = join(libvirtd?.home ?? '', 'history') } = {},
): Promise<string[]> {
  const uri = libvirtd?.uri ?? ''
  const program = [process.execPath, join(here, 'run-shell.ts'), uri, history, ...(write ? ['--write'] : [])]
  const options = { env: { ...process.env, TERM: 'xterm', COLUMNS: '100' } }
  try {
    const { stdout } = await run(
      '/usr/bin/python3',
      [join(here, 'pty-session.py'), JSON.stringify(steps), ...program],
      options,
    )
    return JSON.parse(stdout) as string[]
  } catch (cause) {
    const shown = (JSON.parse((cause as { stdout: string }).stdout) as string[]).join('\n--\n')
    throw new Error(`the terminal showed:\n${shown}`, { cause })
  }
}

test('shell: a connection, await, help of a method, the last call for virsh and TypeScript', { skip }, async () => {
  const shown = await atTerminal([
    ['', prompt],
    [`const domain = await conn.domainLookupByName('test')${enter}`, prompt],
    [`(await domain.getInfo()).nrVirtCpu${enter}`, '2\n'],
    [`.virsh${enter}`, 'dominfo test'],
    [`.ts${enter}`, 'console.log(await it.getInfo())'],
    [`help(domain.migrateToUri3)${enter}`, 'procedure  remote:305'],
    [`help(conn)${enter}`, 'listAllDomains'],
    [`domainXml.read(await domain.getXmlDesc()).memoryMiB${enter}`, '8192'],
    [`await conn.listAllDomains()${enter}`, "name: 'test'"],
    [`.exit${enter}`, 'the shell has ended'],
  ])
  assert.match(shown[0] ?? '', /Connected to test\+unix:.* \(libvirt [\d.]+, 1 domain\); read-only/)
  assert.match(shown[4] ?? '', /await using conn = await connect\('test\+unix:.*', \{ readOnly: true \}\)/)
  assert.match(shown[4] ?? '', /const it = await conn\.domainLookupByName\('test'\)/)
  assert.doesNotMatch(shown[8] ?? '', /Proxy/)
})

test('shell: a wrong line says what is wrong and where in it, not how Node ran it; help needs no brackets', {
  skip,
}, async () => {
  const shown = await atTerminal([
    ['', prompt],
    [`nonsense${enter}`, prompt],
    [`await Promise.reject(Object.assign(new Error('mine'), { code: 'E' }))${enter}`, prompt],
    [`help${enter}`, 'how many methods each has'],
    [`.exit${enter}`, 'the shell has ended'],
  ])
  assert.match(shown[1] ?? '', /Uncaught ReferenceError: nonsense is not defined/)
  assert.match(shown[2] ?? '', /Error: mine[^]*code: /)
  for (const one of shown) assert.doesNotMatch(one, /node:/)
})

test('shell: ctrl-C breaks off what waits, and a loop over events prints no more', { skip }, async () => {
  const breakOff = '\u0003'
  // Said once the line really waits: what comes while Node still runs it goes to the terminal's own ctrl-C.
  const sayWhenWaiting = `setTimeout(() => console.log('is ' + 'waiting'))`
  const shown = await atTerminal(
    [
      ['', prompt],
      [`const domain = await conn.domainLookupByName('test')${enter}`, prompt],
      [`${sayWhenWaiting}; await new Promise(() => {})${enter}`, 'is waiting'],
      [breakOff, 'interrupted'],
      [
        `${sayWhenWaiting}; for await (const event of await conn.events.lifecycle()) console.log('saw', event.type)${enter}`,
        'is waiting',
      ],
      [breakOff, 'interrupted'],
      [
        `await domain.suspend(); await domain.resume(); await domain.getInfo().then(() => 'went on')${enter}`,
        "'went on'",
      ],
      [`conn${enter}`, '<Connect test'],
      [`.exit${enter}`, 'the shell has ended'],
    ],
    { write: true },
  )
  assert.doesNotMatch(shown.join('\n'), /saw domain/)
})

test('shell: what is printed as TypeScript finds its object again, a snapshot too', { skip }, async () => {
  const shown = await atTerminal(
    [
      ['', prompt],
      [`const made = await conn.domainLookupByName('test')${enter}`, prompt],
      [
        `const snap = await made.snapshotCreateXml('<domainsnapshot><name>before</name></domainsnapshot>')${enter}`,
        prompt,
      ],
      [`(await snap.getXmlDesc()).length > 100${enter}`, 'true'],
      [`.ts${enter}`, 'getXmlDesc'],
      [`await snap.delete()${enter}`, prompt],
      [`.exit${enter}`, 'the shell has ended'],
    ],
    { write: true },
  )
  assert.match(shown[4] ?? '', /\(await conn\.domainLookupByName\('test'\)\)\.snapshotLookupByName\('before'\)/)
})

test('shell: read-only refuses a change, by the daemon and with the name of its error', { skip }, async () => {
  const shown = await atTerminal([
    ['', prompt],
    [`await (await conn.domainLookupByName('test')).suspend()${enter}`, 'VIR_ERR_OPERATION_DENIED'],
    [`.exit${enter}`, 'the shell has ended'],
  ])
  assert.match(shown[1] ?? '', /read only access/)
})

test('shell: with --write calls change things', { skip }, async () => {
  await atTerminal(
    [
      ['', 'calls may change things'],
      [`const d = await conn.domainLookupByName('test')${enter}`, prompt],
      [`await d.suspend(); (await d.getState()).state === DomainState.VIR_DOMAIN_PAUSED${enter}`, 'true'],
      [`await d.resume(); (await d.getState()).state === DomainState.VIR_DOMAIN_RUNNING${enter}`, 'true'],
      [`.virsh${enter}`, 'domstate test --reason'],
      [`const made = await d.snapshotCreateXml('<domainsnapshot><name>s1</name></domainsnapshot>')${enter}`, prompt],
      [`await d.revertToSnapshot(made)${enter}`, prompt],
      [`.virsh${enter}`, 'snapshot-revert test s1'],
      [`await d.setMemoryFlags(1048576, 1)${enter}`, prompt],
      [`.virsh${enter}`, 'setmem test 1048576KiB --live'],
      [`.exit${enter}`, 'the shell has ended'],
    ],
    { write: true },
  )
})

test('shell: methods, names of domains, flags and help topics are completed', { skip }, async () => {
  await atTerminal([
    ['', prompt],
    [`const d = await conn.domainLookupByName('te${tab}`, "domainLookupByName('test')"],
    [enter, prompt],
    [`d.migrateStartP${tab}`, 'd.migrateStartPostCopy'],
    [clearLine, prompt],
    [`conn.getCapab${tab}`, 'conn.getCapabilities'],
    [clearLine, prompt],
    [`VIR_MIGRATE_LI${tab}`, 'DomainMigrateFlags.VIR_MIGRATE_LIVE'],
    [clearLine, prompt],
    [`help('Domain.blockReb${tab}`, 'Domain.blockRebase'],
    [clearLine, prompt],
    [`.exit${enter}`, 'the shell has ended'],
  ])
})

test('shell: lines are kept for the next time', { skip }, async () => {
  await atTerminal([
    ['', prompt],
    [`'remember' + ' me'${enter}`, "'remember me'"],
    [`.exit${enter}`, 'the shell has ended'],
  ])
  assert.match(await readFile(join(libvirtd?.home ?? '', 'history'), 'utf8'), /'remember' \+ ' me'/)
  const shown = await atTerminal([
    ['', prompt],
    [up, '.exit'],
    [up, "'remember' + ' me'"],
    [enter, "'remember me'"],
    [`.exit${enter}`, 'the shell has ended'],
  ])
  assert.equal(shown.length, 5)
})

test('shell: where lines can not be kept it says so, and goes on', { skip }, async () => {
  const history = '/proc/none/history'
  await atTerminal(
    [
      ['', 'history will not be persisted'],
      [`'go' + ' on'${enter}`, "'go on'"],
      [`.exit${enter}`, 'the shell has ended'],
    ],
    { history },
  )
})

test('shell: the help of a name that is none says what is near', { skip }, async () => {
  await atTerminal([
    ['', prompt],
    [`help('Domain.migratToUri3')${enter}`, 'did you mean Domain.migrateToUri3'],
    [`help('VIR_MIGRATE_LIVE')${enter}`, 'DomainMigrateFlags.VIR_MIGRATE_LIVE'],
    [`.exit${enter}`, 'the shell has ended'],
  ])
})

test('shell: a daemon that is not there is an error, not a prompt', async () => {
  const program = [join(here, 'run-shell.ts'), 'test+unix:///default?socket=/nonexistent/socket', '']
  await assert.rejects(run(process.execPath, program), /nonexistent/)
})
