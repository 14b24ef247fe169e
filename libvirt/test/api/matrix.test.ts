import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { startLab } from '@kilonova/lab'
import { connect, lxc, qemu, remote } from '../../src/index.ts'
import { exerciseAdmin } from '../support/exercise/admin.ts'
import { strayCases } from '../support/exercise/cases.ts'
import { exercise } from '../support/exercise/run.ts'
import { Stage } from '../support/exercise/stage.ts'
import { keepsMatrix } from '../support/matrix.ts'

test('each procedure does on test:///default, and in the administration, what MATRIX.md says', async () => {
  await using lab = await startLab({ hosts: 1 })
  const host = lab.host('h1')
  const socket = `?socket=${host.libvirtSocketPath}`
  const conn = await connect(`test:///default${socket}`)
  const stage = new Stage({ conn, driver: 'test', dir: join(lab.dir, 'exercise') })
  keepsMatrix('test', await exercise(stage, `test+unix:///default${socket}`))
  await conn.close()
  keepsMatrix('admin', await exerciseAdmin(host))
})

test('the exercise has no case for a procedure that is not there', () => {
  const names = [remote, qemu, lxc].flatMap((table) =>
    Object.values(table as Record<string, { name: string }>).map(({ name }) => name),
  )
  assert.deepEqual(strayCases(new Set(names)), [])
})
