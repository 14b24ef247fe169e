import { join } from 'node:path'
import { mkdir } from 'node:fs/promises'
import { test } from 'node:test'
import { startLab } from '@kilonova/lab'
import { keepsMatrix } from '../support/matrix.ts'

test('each procedure does on qemu:///system what MATRIX.md says', async () => {
  await using lab = await startLab({ hosts: 1 })
  const host = lab.host('h1')
  const dir = join(lab.dir, 'exercise')
  await mkdir(dir, { recursive: true })
  await keepsMatrix('qemu', host.libvirtUri('unix'), dir)
})
