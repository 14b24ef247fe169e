import { join } from 'node:path'
import { test } from 'node:test'
import { startLab, testGuest } from '@kilonova/lab'
import { connect } from '../../src/index.ts'
import { withControllers } from '../support/exercise/cgroups.ts'
import { exercise } from '../support/exercise/run.ts'
import { Stage } from '../support/exercise/stage.ts'
import { keepsMatrix } from '../support/matrix.ts'

test('each procedure does on qemu:///system what MATRIX.md says', async () => {
  const guest = await testGuest()
  await using lab = await startLab({ hosts: 2 })
  const [here, there] = [lab.host('h1'), lab.host('h2')]
  const { partition, remove } = await withControllers(here)
  const uri = here.libvirtUri('unix')
  const conn = await connect(uri)
  const target = await connect(there.libvirtUri('unix'), { reconnect: true })
  const startTarget = (): Promise<void> => there.startLibvirtd()
  const dir = join(lab.dir, 'exercise')
  try {
    const stage = new Stage({ conn, driver: 'qemu', dir, target, startTarget, guest, partition })
    keepsMatrix('qemu', await exercise(stage, uri))
  } finally {
    await conn.close()
    await target.close()
    await here.killLibvirtd()
    await remove()
  }
})
