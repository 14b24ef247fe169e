import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { startLab } from '@kilonova/lab'

const root = resolve(import.meta.dirname, '../..')

/** Besides ours, which is 24: the oldest that npm has of 20, and 22. */
const releases = ['20.8.0', '22.23.3']

function nodes(folder: string): string[] {
  const name = `node-linux-${process.arch}`
  const fetched = releases.map((release) => {
    const prefix = join(folder, release)
    mkdirSync(prefix, { recursive: true })
    const quiet = ['--no-audit', '--no-fund', '--silent']
    execFileSync('npm', ['install', ...quiet, '--prefix', prefix, `${name}@${release}`])
    return join(prefix, 'node_modules', name, 'bin/node')
  })
  return [...fetched, process.execPath]
}

test('what npm pack makes runs without the repository, on Node.js 20, 22 and 24', async () => {
  await using lab = await startLab({ hosts: 1 })
  const work = mkdtempSync(join(tmpdir(), 'libvirt-package-'))
  try {
    for (const folder of ['libvirt', 'dev']) {
      cpSync(join(root, folder), join(work, folder), {
        recursive: true,
        filter: (path) => !/\/(?:dist|test)$/.test(path),
      })
    }
    symlinkSync(join(root, 'node_modules'), join(work, 'node_modules'))
    execFileSync(process.execPath, [join(work, 'dev/protocol/build-package.ts')])
    execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', work], {
      cwd: join(work, 'libvirt'),
    })
    const user = join(work, 'user')
    const installed = join(user, 'node_modules/@kilonova/libvirt')
    mkdirSync(installed, { recursive: true })
    execFileSync('tar', ['-xzf', join(work, 'kilonova-libvirt-0.1.0.tgz'), '-C', installed, '--strip-components=1'])
    for (const name of ['saxes', 'xmlchars'])
      cpSync(join(root, 'node_modules', name), join(user, 'node_modules', name), { recursive: true })
    writeFileSync(
      join(user, 'try.mjs'),
      `import { connect } from '@kilonova/libvirt'
       const [test, ...others] = process.argv.slice(2)
       const conn = await connect(test)
       console.log(process.versions.node.split('.')[0], (await conn.listAllDomains())[0].name)
       await conn.close()
       for (const uri of others) {
         const other = await connect(uri)
         console.log(await other.getHostname())
         await other.close()
       }`,
    )
    const host = lab.host('h1')
    const uris = [`test:///default?socket=${host.libvirtSocketPath}`, host.libvirtUri('tls'), host.libvirtUri('ssh')]
    const said = nodes(join(work, 'nodes')).map((node) =>
      execFileSync(node, ['try.mjs', ...uris], { cwd: user, encoding: 'utf8' }),
    )
    assert.deepEqual(
      said,
      ['20', '22', '24'].map((major) => `${major} test\nh1\nh1\n`),
    )
    writeFileSync(
      join(user, 'try.mts'),
      `import { connect, type Domain, domainSnapshotXml, domainXml } from '@kilonova/libvirt'
       const domains: Domain[] = await (await connect('test:///default')).listAllDomains()
       export const state: number | undefined = (await domains[0]?.getState())?.state
       export const memory: number | undefined = domainXml.read('').memoryMiB
       // @ts-expect-error: the XML's types travel with the package, none of them is any
       export const wrong: number = domainXml.read('').devices.disks[0]?.source?.file
       // @ts-expect-error
       export const wrongToo: number = domainSnapshotXml.read('').domain?.devices.disks[0]?.source?.file`,
    )
    const types = [
      '--typeRoots',
      join(root, 'node_modules/@types'),
      '--types',
      'node',
      '--lib',
      'es2024,esnext.disposable',
    ]
    const flags = [
      '--noEmit',
      '--ignoreConfig',
      '--strict',
      '--skipLibCheck',
      '--module',
      'nodenext',
      '--target',
      'es2023',
    ]
    execFileSync(join(root, 'node_modules/.bin/tsc'), [...flags, ...types, 'try.mts'], { cwd: user, stdio: 'inherit' })
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
})
