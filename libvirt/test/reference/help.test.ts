import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { referenceText } from '../../../dev/reference/generate.ts'
import * as library from '../../src/index.ts'
import { referenceData } from '../../src/reference/data.ts'
import { help, libvirtHelp, NoHelpError, search } from '../../src/reference/index.ts'
import { byTopic } from '../../src/reference/topics.ts'

const golden = join(import.meta.dirname, 'golden')
/** Without libvirt's own words, which differ from machine to machine. */
const apiFolder = '/nonexistent'

const pages: [string, string[]][] = [
  ['overview', []],
  ['class-connect', ['Connect']],
  ['class-domain', ['Domain']],
  ['class-stream', ['Stream']],
  ['class-storage-vol', ['StorageVol']],
  ['method-migrate', ['Domain.migrateToUri3']],
  ['method-get-info', ['Domain.getInfo']],
  ['method-set-memory-flags', ['Domain.setMemoryFlags']],
  ['method-screenshot', ['Domain.screenshot']],
  ['method-connect', ['connect']],
  ['c-function', ['virStorageVolUpload']],
  ['c-function-without-method', ['virDomainFree']],
  ['python-name', ['virDomain.XMLDesc']],
  ['flag', ['VIR_MIGRATE_LIVE']],
  ['error-code', ['VIR_ERR_NO_DOMAIN']],
  ['enum', ['DomainState']],
  ['param-name', ['VIR_MIGRATE_PARAM_BANDWIDTH']],
  ['procedure', ['1:79']],
  ['event', ['remote:107']],
  ['number', ['9']],
  ['search', ['--search', 'post-copy']],
  ['several', ['getXmlDesc']],
]
for (const [name, argv] of pages) {
  test(`help ${argv.join(' ')}: the page is as it was looked over`, () => {
    const text = libvirtHelp(argv, { apiFolder })
    const path = join(golden, `${name}.txt`)
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, text)
    assert.equal(text, readFileSync(path, 'utf8'))
  })
}

test('help: the facts are those of the sources', () => {
  const committed = readFileSync(new URL('../../src/protocol/generated/reference.json', import.meta.url), 'utf8')
  assert.ok(committed === referenceText(), 'reference.json is not up to date: run node dev/reference/generate.ts')
})

test('help: every method, function, constant, text and procedure has a page', () => {
  const { classes, methods, functions, enums, texts, procedures } = referenceData()
  for (const { name } of classes) assert.ok(help(name).startsWith(`${name}: `), name)
  for (const { className, name } of methods) {
    const topic = className === '' ? name : `${className}.${name}`
    assert.ok(help(topic, { apiFolder }).startsWith(topic), topic)
  }
  for (const { c } of functions) assert.notEqual(help(c, { apiFolder }), '', c)
  for (const { name, values } of enums) {
    assert.match(help(name), /\(\w+ in C\)/)
    for (const value of values) assert.ok(help(value.name, { apiFolder }).startsWith(value.name), value.name)
  }
  for (const { name } of texts) assert.ok(help(name, { apiFolder }).startsWith(name), name)
  for (const { program, number } of procedures)
    assert.ok(help(`${program}:${number}`).startsWith(`${program}:${number} `))
})

test('help: every method that the facts name is really there', () => {
  for (const { className, name } of referenceData().methods) {
    const owner: unknown = className === '' ? library : Reflect.get(library, className)
    if (owner === undefined) assert.fail(`${className} is not exported`)
    const place: unknown = className === '' ? library : (owner as { prototype: unknown }).prototype
    const isThere = name in (place as object)
    // A property that the constructor sets is on no prototype.
    const isProperty = !referenceData().methods.some(
      (fact) => fact.className === className && fact.name === name && fact.signature.includes('('),
    )
    assert.ok(isThere || isProperty, `${className}.${name}`)
  }
})

test('help: every public method has help', () => {
  for (const [className, owner] of Object.entries(library)) {
    if (typeof owner !== 'function' || !referenceData().classes.some(({ name }) => name === className)) continue
    for (
      let proto: object = owner.prototype as object;
      proto !== Object.prototype;
      proto = Object.getPrototypeOf(proto) as object
    ) {
      for (const name of Object.getOwnPropertyNames(proto)) {
        if (inside.has(`${className}.${name}`) || ['constructor', 'self'].includes(name)) continue
        assert.ok(
          referenceData().methods.some((fact) => fact.className === className && fact.name === name),
          `${className}.${name}`,
        )
      }
    }
  }
})
/** Public in TypeScript only because other files of the package call them. */
const inside = new Set([
  'Connect.open',
  'Connect.openLane',
  'Admin.open',
  'EventHub.end',
  'EventHub.message',
  'EventHub.restore',
  'EventStream.finish',
  'EventStream.push',
  'Stream.open',
])

test('help: every method is in a topic, and few in the last one', () => {
  const { classes, methods } = referenceData()
  for (const { name } of classes) {
    const own = methods.filter(({ className }) => className === name)
    const topics = byTopic(own)
    assert.equal([...topics.values()].flat().length, own.length)
    if (own.length > 20) assert.ok((topics.get('Properties and settings')?.length ?? 0) < own.length / 4, name)
  }
})

test('help: a constant and a class are found whatever their case; a call is a topic', () => {
  assert.equal(help('vir_migrate_live', { apiFolder }), help('VIR_MIGRATE_LIVE', { apiFolder }))
  assert.equal(help('domain'), help('Domain'))
  assert.equal(help('Domain.create()', { apiFolder }), help('Domain.create', { apiFolder }))
  assert.equal(libvirtHelp(['Domain', 'create'], { apiFolder }), libvirtHelp(['Domain.create'], { apiFolder }))
  assert.equal(help('0x20008086:305'), help('remote:305'))
})

test('help: a name that is none gives those that look like it', () => {
  assert.throws(
    () => help('Domain.migratToUri3'),
    (error) => error instanceof NoHelpError && error.near.includes('Domain.migrateToUri3'),
  )
  assert.throws(
    () => help('VIR_MIGRATE_LIV'),
    (error) => error instanceof NoHelpError && error.near.includes('VIR_MIGRATE_LIVE'),
  )
  assert.throws(() => help('xyzzyxyzzyxyzzy'), /try --search/)
  assert.throws(() => help('remote:9999'), NoHelpError)
  assert.throws(() => search('xyzzyxyzzy'), /nothing in the API has "xyzzyxyzzy"/)
  assert.throws(() => search(' '), /nothing to look for/)
})

test('help: a search finds methods by their words, hyphens and case aside', () => {
  assert.match(search('POST copy'), /Domain\.migrateStartPostCopy/)
  assert.match(search('balloon'), /Domain\.setMemory/)
  assert.match(search('postcopy bandwidth'), /bandwidth\.postcopy/)
})

test('help: no line is longer than a terminal, but for names and signatures that cannot be broken', () => {
  const { classes, methods } = referenceData()
  for (const topic of [
    ...classes.map(({ name }) => name),
    ...methods.map(({ className, name }) => (className === '' ? name : `${className}.${name}`)),
  ]) {
    for (const line of help(topic, { apiFolder }).split('\n')) {
      assert.ok(
        line.length <= 100 || !line.trim().includes(' ') || /readonly |: .*[<{]/.test(line),
        `${topic}: ${line}`,
      )
    }
  }
})

test('help: where libvirt-dev is installed its own words are shown, read when they are asked for', () => {
  const folder = mkdtempSync(join(tmpdir(), 'libvirt-api-'))
  after(() => rmSync(folder, { recursive: true }))
  const description = `<api><symbols><function name='virDomainCreate'><info><![CDATA[Words of <its> own.]]></info>
    <return type='int' info='0 or -1'/><arg name='domain' type='virDomainPtr' info='a domain'/></function></symbols></api>`
  writeFileSync(join(folder, 'libvirt-api.xml'), description)
  const page = help('Domain.create', { apiFolder: folder })
  assert.match(page, /libvirt's own description of virDomainCreate/)
  assert.match(page, /^ {2}Words of <its> own\.$/m)
  assert.match(page, /domain {2}a domain/)
  assert.match(page, /Returns 0 or -1/)
  assert.doesNotMatch(help('Domain.create', { apiFolder }), /own description/)
})

const debian = '/usr/share/libvirt/api/libvirt-api.xml'
test('help: Debian’s description is understood', { skip: existsSync(debian) ? false : 'needs libvirt-dev' }, () => {
  assert.match(
    help('Domain.create'),
    /own description of virDomainCreate \(from libvirt-dev on this machine\)\n\n {2}\w/,
  )
  assert.match(help('VIR_MIGRATE_LIVE'), /own description of VIR_MIGRATE_LIVE/)
})

const hasPython = (() => {
  try {
    execFileSync('/usr/bin/python3', ['-c', 'import libvirt'], { cwd: tmpdir(), stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()
test('help: the Python names are those of the binding', { skip: hasPython ? false : 'needs python3-libvirt' }, () => {
  const names = referenceData().functions.flatMap(({ python }) => (python === '' ? [] : [python]))
  const script = `import sys, libvirt, libvirt_qemu, libvirt_lxc
for name in sys.argv[1:]:
    owner, method = name.split('.')
    home = globals().get(owner) or getattr(libvirt, owner)
    if not hasattr(home, method): print(name)`
  assert.equal(execFileSync('/usr/bin/python3', ['-c', script, ...names], { cwd: tmpdir(), encoding: 'utf8' }), '')
  assert.ok(names.length > 400)
})
