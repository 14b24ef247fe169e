import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { functionRows } from '../../../dev/protocol/function-list.ts'
import { generatedFiles } from '../../../dev/protocol/generate.ts'
import * as api from '../../src/index.ts'

test('the generated files are what the generator writes from the tables', () => {
  for (const [name, text] of generatedFiles()) {
    const committed = readFileSync(new URL(`../../src/protocol/generated/${name}`, import.meta.url), 'utf8')
    assert.ok(committed === text, `${name} is not up to date: run node dev/protocol/generate.ts`)
  }
})

test('every one of the public functions has something to call, or a reason', () => {
  const rows = functionRows()
  assert.equal(rows.filter(({ library }) => library === 'libvirt').length, 525)
  for (const { c, ours } of rows) {
    if (ours.startsWith('no: ')) continue
    const [owner = '', member] = (/^\w+(?:\.\w+)?/.exec(ours)?.[0] ?? '').split('.')
    const value = owner === 'Subscription' ? api.EventStream : (api as unknown as Record<string, unknown>)[owner]
    assert.equal(typeof value, 'function', `${c}: there is no ${owner}`)
    if (member === undefined) continue
    const source = Function.prototype.toString.call(value)
    const inherited = (value as { prototype: object }).prototype
    const there = member in inherited || new RegExp(`this\\.${member} =|^\\s+${member}\\b`, 'm').test(source)
    assert.ok(there, `${c}: ${owner} has no ${member}`)
  }
})
