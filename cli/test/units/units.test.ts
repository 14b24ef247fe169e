import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

const program = join(import.meta.dirname, '../../bin/kilonova')
const print = (...args: string[]): string =>
  execFileSync(program, ['units', ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })

for (const [which, name] of [
  ['controller', 'kilonova.service'],
  ['agent', 'kilonova-agent.service'],
] as const) {
  test(`the unit of a ${which} is one that systemd reads without a word`, async () => {
    const text = print('--for', which, '--state', '/srv/a state/100%')
    assert.match(text, /--state "\/srv\/a state\/100%%"/)
    assert.doesNotMatch(text, /@[A-Z]+@/)
    if (!existsSync('/usr/bin/systemd-analyze')) return
    const directory = await mkdtemp(join(tmpdir(), 'kilonova-units-'))
    try {
      await writeFile(join(directory, name), text)
      const said = await new Promise<string>((resolve) =>
        execFile('systemd-analyze', ['verify', '--man=no', join(directory, name)], (_error, _stdout, stderr) =>
          resolve(stderr),
        ),
      )
      assert.deepEqual(
        said.split('\n').filter((line) => line.includes(name)),
        [],
      )
    } finally {
      await rm(directory, { recursive: true, force: true })
    }
  })
}

test('without being told, a machine that only joined gets the agent’s unit', async () => {
  assert.match(print('--state', '/nonexistent'), /ExecStart=\S+ up /)
})
