import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arrowLines, brokenArrows, importsOf, rule } from '../arrows.ts'

test('imports are read from every form of statement', () => {
  const text = [
    `import { a } from 'kysely'`,
    `import type {`,
    `  B,`,
    `} from './b.ts'`,
    `import '@kilonova/core'`,
    `export * from "../c/d.ts"`,
    `const late = await import('node:fs')`,
    `const text = 'from nowhere'`,
  ].join('\n')
  const targets = importsOf('host/src/a.ts', text).map((found) => found.target)
  assert.deepEqual(targets, ['kysely', './b.ts', '@kilonova/core', '../c/d.ts', 'node:fs'])
})

const cases: [string, string, boolean][] = [
  ['host/src/driver/spawn.ts', '@kilonova/libvirt', true],
  ['host/src/driver/spawn.ts', '@kilonova/control', false],
  ['core/src/flows/engine.ts', '@kilonova/libvirt', false],
  ['libvirt/src/xdr/reader.ts', '@kilonova/core', false],
  ['control/src/api/server.ts', '@kilonova/host', false],
  ['cli/src/up/up.ts', '@kilonova/host', true],
  ['lab/src/lab.ts', '@kilonova/libvirt', false],
  ['libvirt/test/session.test.ts', '@kilonova/lab', true],
  ['libvirt/src/session.ts', '@kilonova/lab', false],
  ['journeys/main.journey.test.ts', '@kilonova/control', true],
  ['host/src/a.ts', '@kilonova/core/src/store/store.ts', false],
  ['host/test/a.test.ts', '@kilonova/core/testing', true],
  ['host/src/a.ts', '@kilonova/core/testing', false],
  ['host/src/a.ts', '../../core/src/index.ts', false],
  ['host/src/driver/a.ts', '../images/b.ts', true],
  ['host/src/a.ts', '../../../elsewhere/b.ts', false],
  ['libvirt/test/protocol/generated.test.ts', '../../../dev/protocol/generate.ts', true],
  ['libvirt/src/protocol/names.ts', '../../../dev/protocol/names.ts', false],
  ['host/src/driver/a.ts', 'execa', true],
]
for (const [file, target, allowed] of cases) {
  test(`${file} ${allowed ? 'may' : 'may not'} import ${target}`, () => {
    assert.equal(brokenArrows([{ file, target }], rule).length === 0, allowed)
  })
}

test('arrows go between folders and to libraries, once each, without those inside a folder', () => {
  const imports = [
    { file: 'host/src/driver/a.ts', target: './b.ts' },
    { file: 'host/src/driver/a.ts', target: '../images/c.ts' },
    { file: 'host/src/driver/d.ts', target: '../images/c.ts' },
    { file: 'host/src/driver/a.ts', target: '@kilonova/core' },
    { file: 'host/src/driver/a.ts', target: '@nats-io/transport-node/x' },
    { file: 'host/src/driver/a.ts', target: 'node:fs' },
    { file: 'host/test/a.test.ts', target: '@kilonova/lab' },
  ]
  assert.deepEqual(arrowLines(imports), [
    'host (tests) → lab',
    'host → @nats-io/transport-node',
    'host/driver → core',
    'host/driver → host/images',
  ])
})
