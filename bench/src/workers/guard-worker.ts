// Guards ports in a network namespace of its own, for the benchmark `guard`: prints its figures as JSON, milliseconds.
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NicSpec, type SecurityPolicy, silentLog } from '@kilonova/core'
import { PortGuard } from '@kilonova/host'

const rounds = Number(process.argv[2])
const uuid = (n: number): string => `${n.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`
const group = uuid(0xffff)
const addressOf = (n: number): string => `10.0.${n >> 8}.${n & 255}`
const nicOf = (n: number): NicSpec =>
  NicSpec.parse({
    portId: uuid(n),
    network: { id: uuid(1), name: 'n', kind: 'nat', cidr: '10.0.0.0/8', gateway: '10.0.0.1', dnsServers: [] },
    mac: `fa:16:3e:00:${[n >> 8, n & 255].map((part) => part.toString(16).padStart(2, '0')).join(':')}`,
    address: addressOf(n),
    security: { groups: [group], pairs: [] },
    revision: n,
  })
const members: string[] = []
const policy = (n: number): SecurityPolicy => {
  members.push(addressOf(n))
  return {
    source: 'bench',
    revision: n,
    groups: [
      { id: group, stateful: true, rules: [{ direction: 'egress' }, { direction: 'ingress', remote: { group } }] },
    ],
    members: [{ group, addresses: [...members] }],
  }
}

/** The least that any program would do for one port: one `nft -f` that adds three chains of its rules and three elements. */
async function byHand(n: number): Promise<void> {
  const tap = `hand${n}`
  const lines = ['add table bridge hand', 'add map bridge hand to { type ifname : verdict; }']
  for (const chain of ['a', 'b', 'c']) {
    lines.push(`add chain bridge hand ${chain}${n}`)
    for (let rule = 0; rule < 6; rule += 1)
      lines.push(`add rule bridge hand ${chain}${n} ip saddr ${addressOf(n)} accept`)
  }
  lines.push(`add element bridge hand to { "${tap}" : goto a${n} }`)
  const child = spawn('nft', ['-f', '-'], { stdio: ['pipe', 'ignore', 'inherit'] })
  child.stdin.end(`${lines.join('\n')}\n`)
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject).once('close', (code) => (code === 0 ? resolve() : reject(new Error(`nft: ${code}`))))
  })
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return performance.now() - began
}

const directory = await mkdtemp(join(tmpdir(), 'kilonova-guard-'))
try {
  const guard = new PortGuard({ path: join(directory, 'guard.json'), log: silentLog })
  let n = 10
  const next = (): number => (n += 1)
  await guard.plug([nicOf(n)], policy(n))
  await byHand(0)
  const [one, hand, eight, many, rule]: number[][] = [[], [], [], [], []]
  for (let round = 1; round <= rounds; round += 1) {
    const at = next()
    one?.push(await timed(() => guard.plug([nicOf(at)], policy(at))))
    hand?.push(await timed(() => byHand(round)))
    const batch = Array.from({ length: 8 }, next)
    eight?.push(await timed(() => Promise.all(batch.map((port) => guard.plug([nicOf(port)], policy(port))))))
  }
  const until = n + 300
  await Promise.all(Array.from({ length: until - n }, next).map((port) => guard.plug([nicOf(port)], policy(port))))
  for (let round = 1; round <= rounds; round += 1) {
    const at = next()
    many?.push(await timed(() => guard.plug([nicOf(at)], policy(at))))
    const rules = [
      { direction: 'egress' as const },
      { direction: 'ingress' as const, protocol: 6, from: round, to: round },
    ]
    const change = { source: 'bench', revision: next(), groups: [{ id: group, stateful: true, rules }], members: [] }
    rule?.push(await timed(() => guard.secure(change, [], false)))
  }
  process.stdout.write(JSON.stringify({ one, hand, eight, many, rule }))
} finally {
  await rm(directory, { recursive: true, force: true })
}
