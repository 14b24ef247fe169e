import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { type Lab, startLab } from '@kilonova/lab'
import { connect } from '../src/index.ts'

const run = promisify(execFile)
const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')
const work = mkdtempSync(join(tmpdir(), 'libvirt-readme-'))
let lab: Lab

before(async () => {
  symlinkSync(resolve(import.meta.dirname, '../../node_modules'), join(work, 'node_modules'))
  lab = await startLab({ hosts: 2 })
  const conn = await connect(lab.host('h1').libvirtUri('unix'))
  mkdirSync(join(lab.dir, 'images'))
  await conn.storagePoolCreateXml(
    `<pool type='dir'><name>images</name><target><path>${lab.dir}/images</path></target></pool>`,
  )
  await conn.domainCreateXml(
    `<domain type='qemu'><name>wanderer</name><memory unit='MiB'>32</memory><os><type arch='x86_64' machine='pc'>hvm</type></os><devices><serial type='pty'/></devices></domain>`,
  )
  await conn.close()
})
after(async () => {
  rmSync(work, { recursive: true })
  await lab?.stop()
})

/** What each example prints. */
const prints: Record<string, RegExp> = {
  'A running guest': /^true\n$/,
  Events: /^test true\n$/,
  Streams: /^16777216\n$/,
  Migration: /^$/,
}
for (const [title, expected] of Object.entries(prints)) {
  test(`README: "${title}" does what it says`, async () => {
    const code = new RegExp(`## ${title}\\n[^]*?\`\`\`ts\\n([^]*?)\`\`\``).exec(readme)?.[1]
    assert.ok(code, 'there is an example')
    const socket = `?socket=${lab.host('h1').libvirtSocketPath}`
    const file = join(work, `${title.replaceAll(' ', '-')}.ts`)
    const real = code
      .replaceAll('qemu:///system', `qemu:///system${socket}`)
      .replaceAll('test:///default', `test:///default${socket}`)
      .replaceAll('host-b', 'h2')
      .replaceAll('/tmp/disk.copy', join(work, 'disk.copy'))
    writeFileSync(file, real)
    const { stdout } = await run(process.execPath, [file])
    assert.match(stdout, expected)
  })
}

test('README: the numbers of functions are those of FUNCTIONS.md', () => {
  const page = readFileSync(join(import.meta.dirname, '../FUNCTIONS.md'), 'utf8')
  const [, all, has] = /(\d+) public functions of libvirt [\d.]+: (\d+) have/.exec(page) ?? []
  assert.ok(readme.includes(`${has} of libvirt's ${all} public functions`))
})
