import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startLab } from '@kilonova/lab'
import { connect } from '@kilonova/libvirt'
import { fuzzProperties } from '../../support/property-fuzz.ts'

test('properties: ten thousand mixtures are each a defined domain or a refusal that names the property', async (t) => {
  await using lab = await startLab()
  await using connection = await connect(lab.host('h1').libvirtUri('unix'))
  const { defined, refused } = await fuzzProperties(connection, 10_000)
  t.diagnostic(`${defined} defined, ${refused} refused`)
  assert.ok(defined > 1000 && refused > 1000, `${defined} defined, ${refused} refused`)
})
