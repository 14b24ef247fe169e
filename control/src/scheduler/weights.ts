import { capacityOf, type HostUsage, type SchedulerRules } from './candidates.ts'

/** What makes one host better than another; each is brought to 0…1 over all hosts that fit, then multiplied. */
function valuesOf(host: HostUsage, rules: SchedulerRules, bonus: number): number[] {
  const capacity = capacityOf(host, rules)
  return [
    capacity.memoryMiB - host.usedMemoryMiB,
    capacity.vcpus - host.usedVcpus,
    capacity.diskGiB - host.usedDiskGiB,
    host.ioOps,
    host.failedBuilds,
    bonus,
  ]
}

/**
 * Ranks hosts as Nova does, and mixes those of one weight, so that controllers which see the same do not all want the
 * same host.
 * @param bonus what the server's group says for a host, or against it.
 * @returns the best `count`, best first.
 */
export function bestHosts(
  hosts: readonly HostUsage[],
  rules: SchedulerRules,
  bonus: (host: string) => number,
  count: number,
): HostUsage[] {
  const { memory, cpu, disk, ioOps, failedBuilds, group } = rules.weights
  const multipliers = [memory, cpu, disk, -ioOps, -failedBuilds, group]
  const rows = hosts.map((host) => valuesOf(host, rules, bonus(host.name)))
  const low = multipliers.map((_, column) => rows.reduce((least, row) => Math.min(least, row[column] ?? 0), Infinity))
  const high = multipliers.map((_, column) => rows.reduce((most, row) => Math.max(most, row[column] ?? 0), -Infinity))
  const ranked = rows.map((row, index) => {
    let weight = 0
    for (const [column, multiplier] of multipliers.entries()) {
      const [from = 0, to = 0] = [low[column], high[column]]
      if (to > from) weight += (multiplier * ((row[column] ?? 0) - from)) / (to - from)
    }
    return { index, weight, chance: Math.random() }
  })
  ranked.sort((a, b) => b.weight - a.weight || a.chance - b.chance)
  return ranked.slice(0, count).flatMap(({ index }) => hosts[index] ?? [])
}
