import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { settingLines, settingsReference } from '../../src/up/settings-reference.ts'

const page = join(import.meta.dirname, '../../../docs/settings.md')

test('docs/settings.md has every key with its unit, default and consequence', () => {
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(page, settingsReference())
  assert.equal(readFileSync(page, 'utf8'), settingsReference())
})

for (const { key, consequence } of settingLines()) {
  test(`setting ${key} says what it does`, () => assert.match(consequence, /\w.{10}/, `${key} needs a describe()`))
}
