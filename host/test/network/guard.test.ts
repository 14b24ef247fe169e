import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { after, test } from 'node:test'
import { NicSpec, type SecurityPolicy, type SecurityRule, silentLog } from '@kilonova/core'
import * as fc from 'fast-check'
import { PortGuard } from '../../src/network/guard/port-guard.ts'
import { guardObjects, type GuardModel } from '../../src/network/guard/rules.ts'
import { guardScript, noObjects } from '../../src/network/guard/script.ts'

const directory = mkdtempSync(join(tmpdir(), 'kilonova-guard-'))
after(() => rmSync(directory, { recursive: true, force: true }))

const uuid = (n: number): string => `${n.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`
const port = (n: number, groups: string[], pairs: { mac: string; address: string }[] = []) => ({
  portId: NicSpec.shape.portId.parse(uuid(n)),
  mac: `fa:16:3e:00:00:${n.toString(16).padStart(2, '0')}`,
  address: `10.42.0.${n}`,
  gateway: '10.42.0.1',
  security: { groups, pairs },
})
const model = (
  ports: ReturnType<typeof port>[],
  groups: Record<string, SecurityRule[]> = {},
  members: Record<string, string[]> = {},
): GuardModel => ({
  ports: new Map(ports.map((one) => [one.portId, one])),
  groups: new Map(Object.entries(groups).map(([id, rules]) => [id, { id, stateful: true, rules }])),
  members: new Map(Object.entries(members)),
})

/** Carries scripts out one after the other in a network namespace of their own, and shows what is there then. */
function inKernel(scripts: readonly string[]): string {
  const body = scripts.map((_, index) => `printf '%s' "$S${index}" | nft -f - || exit 1`).join('\n')
  const env = Object.fromEntries(scripts.map((script, index) => [`S${index}`, script]))
  const done = spawnSync('unshare', ['-n', 'sh', '-c', `${body}\nnft list ruleset`], {
    env: { PATH: process.env['PATH'], ...env },
    encoding: 'utf8',
  })
  assert.equal(done.status, 0, done.stderr)
  return done.stdout
}

const group = uuid(100)
const other = uuid(101)
const web: SecurityRule[] = [
  { direction: 'egress' },
  { direction: 'ingress', protocol: 6, from: 80, to: 81, remote: { cidr: '192.0.2.0/24' } },
  { direction: 'ingress', protocol: 1, from: 8, to: 0 },
  { direction: 'ingress', remote: { group: other } },
  { direction: 'ingress', protocol: 112 },
  { direction: 'ingress', protocol: 17, from: 0 },
]

test('guard: rules become chains that the kernel takes', () => {
  const pairs = [
    { mac: 'fa:16:3e:00:00:05', address: '10.42.0.0/24' },
    { mac: '02:00:00:00:00:01', address: '10.42.0.5' },
  ]
  const objects = guardObjects(
    model([port(5, [group], pairs)], { [group]: web }, { [other]: ['10.42.0.7', '10.42.0.0/28'] }),
  )
  assert.deepEqual(objects.chains.get(`in-${group}`), [
    'ip protocol 1 icmp type 8 icmp code 0 accept',
    'ip protocol 112 accept',
    'ip protocol 17 th dport 0-65535 accept',
    'ip saddr 192.0.2.0/24 ip protocol 6 th dport 80-81 accept',
    `ip saddr @members-${other} accept`,
  ])
  assert.deepEqual(objects.chains.get(`out-${group}`), ['accept'])
  const text = inKernel([guardScript(undefined, objects) ?? ''])
  assert.match(text, /iifname vmap @spoof/)
  assert.match(text, /"tap00000005-00" : goto to-tap00000005-00/)
})

test('guard: what changes is all that is written, and the last port takes the tables with it', () => {
  const one = guardObjects(model([port(5, [group])], { [group]: web }))
  const two = guardObjects(model([port(5, [group]), port(6, [group])], { [group]: web }))
  const fewer = guardObjects(model([port(6, [])], { [group]: web }))
  const steps = [guardScript(undefined, one), guardScript(one, two), guardScript(two, fewer)].map((one) => one ?? '')
  assert.equal(guardScript(one, one), undefined)
  assert.doesNotMatch(steps[1] ?? '', /tap00000005/)
  const text = inKernel(steps)
  assert.doesNotMatch(text, /tap00000005|in-0000/)
  assert.match(text, /tap00000006/)
  assert.equal(inKernel([...steps, guardScript(fewer, noObjects) ?? '']), '')
  // A crash between the file and the kernel: all of it is written once more.
  assert.equal(inKernel([...steps, guardScript(undefined, fewer) ?? '']), text)
})

test('guard: the kernel takes whatever the agreed shapes allow', () => {
  const remote = fc.oneof(
    fc.record({ cidr: fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([ip, bits]) => `${ip}/${bits}`) }),
    fc.record({ group: fc.constantFrom(group, other, uuid(102)) }),
  )
  const number = (max: number) => fc.option(fc.integer({ min: 0, max }), { nil: undefined })
  const rule: fc.Arbitrary<SecurityRule> = fc
    .record({
      direction: fc.constantFrom('ingress', 'egress'),
      protocol: number(255),
      from: number(255),
      to: number(255),
      remote: fc.option(remote, { nil: undefined }),
    })
    .map(({ from, to, ...rest }) => ({
      ...rest,
      ...(from === undefined ? {} : { from: Math.min(from, to ?? 255) }),
      ...(to === undefined ? {} : { to: Math.max(from ?? 0, to) }),
    }))
  const pair = fc.record({
    mac: fc.constantFrom('02:00:00:00:00:01', 'fa:16:3e:00:00:05'),
    address: fc.oneof(
      fc.ipV4(),
      fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([ip, bits]) => `${ip}/${bits}`),
    ),
  })
  fc.assert(
    fc.property(
      fc.array(rule, { maxLength: 20 }),
      fc.array(pair, { maxLength: 10 }),
      fc.array(
        fc.oneof(
          fc.ipV4(),
          fc.ipV4().map((ip) => `${ip}/24`),
        ),
        { maxLength: 20 },
      ),
      (rules, pairs, members) => {
        const objects = guardObjects(model([port(5, [group], pairs)], { [group]: rules }, { [other]: members }))
        inKernel([guardScript(undefined, objects) ?? '', guardScript(undefined, objects) ?? ''])
      },
    ),
    { numRuns: 25 },
  )
})

const nicOf = (n: number, groups: string[], revision: number): NicSpec =>
  NicSpec.parse({
    portId: uuid(n),
    network: { id: uuid(200), name: 'n', kind: 'nat', cidr: '10.42.0.0/24', gateway: '10.42.0.1', dnsServers: [] },
    mac: `fa:16:3e:00:00:${n.toString(16).padStart(2, '0')}`,
    address: `10.42.0.${n}`,
    security: { groups, pairs: [] },
    revision,
  })
const policy = (revision: number, rules: SecurityRule[], source = 'store'): SecurityPolicy => ({
  source,
  revision,
  groups: [{ id: group, stateful: true, rules }],
  members: [],
})

test('guard: the later word counts, in whatever order it comes', async () => {
  const path = join(directory, 'guard.json')
  const guard = new PortGuard({ path, log: silentLog, apply: async () => undefined })
  const kept = (): string => readFileSync(path, 'utf8')
  await guard.plug([nicOf(5, [group], 10)], policy(10, [{ direction: 'egress' }]))
  await guard.secure(policy(12, [{ direction: 'ingress' }]), [], false)
  await guard.secure(policy(11, []), [], false)
  assert.match(kept(), /"ingress"/)
  // A port's groups may be told before the port is there.
  await guard.secure(policy(20, []), [nicOf(6, [], 20)], false)
  await guard.plug([nicOf(6, [group], 15)], undefined)
  assert.match(kept(), /"groups":\[\],"pairs":\[\]\},"revision":20/)
  // A store that was put back counts from the beginning.
  await guard.secure(policy(1, [{ direction: 'egress' }], 'restored'), [nicOf(6, [group], 1)], true)
  assert.match(kept(), /"restored"/)
  const again = new PortGuard({ path, log: silentLog, apply: async () => undefined })
  await again.unplug([uuid(5), uuid(6)])
  assert.throws(kept)
})
