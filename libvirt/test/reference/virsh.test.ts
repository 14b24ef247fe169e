import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { DomainMigrateFlags, DomainModificationImpact } from '../../src/index.ts'
import { referenceData } from '../../src/reference/data.ts'
import { virshCommands } from '../../src/reference/virsh-commands.ts'
import { quoted, virshCommandOf, virshForm } from '../../src/reference/virsh.ts'

const uri = 'qemu:///system'
const domain = { name: 'web 1' }

function commandOf(className: string, method: string, self: object, ...args: unknown[]): string | undefined {
  return virshCommandOf({ className, method, self, args }, uri)
}

test('virsh: names are quoted for a shell, flags become options', () => {
  assert.equal(commandOf('Domain', 'create', domain), "virsh --connect qemu:///system start 'web 1'")
  const flags = DomainModificationImpact.VIR_DOMAIN_AFFECT_LIVE | DomainModificationImpact.VIR_DOMAIN_AFFECT_CONFIG
  assert.equal(
    commandOf('Domain', 'setMemoryFlags', { name: 'a' }, 1048576n, flags),
    'virsh --connect qemu:///system setmem a 1048576KiB --live --config',
  )
  assert.equal(quoted("it's $HOME"), "'it'\\''s $HOME'")
})

test('virsh: XML goes in as a here-document that a shell leaves alone', () => {
  const xml = "<domain type='kvm'>\n  <name>$x</name>\n</domain>\n"
  const command = commandOf('Connect', 'domainDefineXml', {}, xml) ?? ''
  assert.equal(command, `virsh --connect qemu:///system define /dev/stdin <<'EOF'\n${xml}EOF`)
  const shown = execFileSync('sh', ['-c', command.replace('virsh --connect qemu:///system define /dev/stdin', 'cat')], {
    encoding: 'utf8',
  })
  assert.equal(shown, xml)
})

test('virsh: options for what is left out are left out; a migration has all of its own', () => {
  const flags =
    DomainMigrateFlags.VIR_MIGRATE_LIVE |
    DomainMigrateFlags.VIR_MIGRATE_PEER2PEER |
    DomainMigrateFlags.VIR_MIGRATE_NON_SHARED_INC
  assert.equal(
    commandOf(
      'Domain',
      'migrateToUri3',
      { name: 'a' },
      'qemu+tls://b/system',
      { bandwidth: 100, migrate_disks: ['vda', 'vdb'] },
      flags,
    ),
    'virsh --connect qemu:///system migrate a qemu+tls://b/system --bandwidth 100 --migrate-disks vda,vdb --live --p2p --copy-storage-inc',
  )
  assert.equal(
    commandOf('Domain', 'setAutostart', { name: 'a' }, false),
    'virsh --connect qemu:///system autostart a --disable',
  )
  assert.equal(commandOf('Domain', 'setAutostart', { name: 'a' }, true), 'virsh --connect qemu:///system autostart a')
})

test('virsh: a flag that virsh has no option for is told, not dropped', () => {
  const flags = DomainMigrateFlags.VIR_MIGRATE_ZEROCOPY | DomainMigrateFlags.VIR_MIGRATE_LIVE
  assert.equal(
    commandOf('Domain', 'migrateToUri', { name: 'a' }, 'u', flags),
    'virsh --connect qemu:///system migrate a u --live # no option for VIR_MIGRATE_ZEROCOPY',
  )
})

test('virsh: a method without a command has none', () => {
  assert.equal(commandOf('Domain', 'memoryPeek', domain, 0, 1), undefined)
  assert.equal(virshForm('virDomainMemoryPeek'), undefined)
  assert.equal(virshForm('virDomainSetAutostart'), 'virsh autostart SELF [--disable]')
})

test('virsh: every template names parameters that its method has', () => {
  const { methods } = referenceData()
  for (const [c, template] of Object.entries(virshCommands)) {
    const method = methods.find((fact) => fact.c.includes(c))
    assert.ok(method, `${c} is a method here`)
    const names = new Set([...method.parameters.map(({ name }) => name), 'self', 'pool', 'domain'])
    for (const [, path = ''] of template.matchAll(/\{([\w.]+)<?\}/g)) {
      assert.ok(names.has(path.split('.')[0] ?? ''), `${c}: {${path}} is none of ${[...names].join(', ')}`)
    }
  }
})

const virshHelp = (() => {
  try {
    return execFileSync('virsh', ['help'], { encoding: 'utf8' })
  } catch {
    return undefined
  }
})()

test('virsh: every command and option is one that the installed virsh knows', {
  skip: virshHelp === undefined ? 'needs virsh' : false,
}, () => {
  const commands = new Map<string, Set<string>>()
  for (const template of Object.values(virshCommands)) {
    const name = template.split(' ')[0] ?? ''
    const options = commands.get(name) ?? new Set()
    for (const [option] of template.matchAll(/--[a-z][a-z0-9-]*/g)) options.add(option)
    commands.set(name, options)
  }
  // One run of virsh for all of them: it shows the help of one command after the other.
  const names = [...commands.keys()]
  const shown = execFileSync('virsh', [names.map((name) => `help ${name}`).join('; ')], { encoding: 'utf8' })
  const texts = new Map(
    shown
      .split(/^ {2}NAME\n/m)
      .slice(1)
      .map((text) => [/^ {4}([\w-]+)/.exec(text)?.[1] ?? '', text]),
  )
  const unknown: string[] = []
  for (const [name, options] of commands) {
    const text = texts.get(name)
    if (text === undefined) unknown.push(name)
    else for (const option of options) if (!text.includes(option)) unknown.push(`${name} ${option}`)
  }
  assert.deepEqual(
    unknown.filter((name) => !newer.has(name)),
    [],
  )
})

/** Options that came after libvirt 9.0. */
const newer = new Set<string>(['blockresize --capacity'])
