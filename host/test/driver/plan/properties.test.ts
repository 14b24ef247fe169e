import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startLab } from '@kilonova/lab'
import { connect } from '@kilonova/libvirt'
import { fuzzProperties } from '../../support/property-fuzz.ts'

test('properties: whatever image and flavor say, it is a defined domain or a refusal that names the property', async () => {
  await using lab = await startLab()
  await using connection = await connect(lab.host('h1').libvirtUri('unix'))
  const { defined, refused } = await fuzzProperties(connection, 400)
  assert.ok(defined > 40 && refused > 40, `${defined} defined, ${refused} refused`)
})
