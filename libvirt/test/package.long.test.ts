import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { test } from 'node:test'
import { startLab } from '@kilonova/lab'

const root = resolve(import.meta.dirname, '../..')

/** Every Node.js of this machine that is on the path, ours first. */
function nodes(): string[] {
  const others = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'node'))
  return [process.execPath, ...others.filter((path) => existsSync(path))]
}

test('what npm pack makes runs without the repository, on every Node.js there is here', async () => {
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
       const conn = await connect(process.argv[2])
       console.log((await conn.listAllDomains())[0].name, await conn.getHostname())
       await conn.close()`,
    )
    const uri = `test:///default?socket=${lab.host('h1').libvirtSocketPath}`
    for (const node of nodes()) {
      assert.equal(execFileSync(node, ['try.mjs', uri], { cwd: user, encoding: 'utf8' }), 'test h1\n', node)
    }
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
