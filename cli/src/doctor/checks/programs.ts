import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { findProgram, hostPrograms, hypervisorPrograms, installCommand, missingPrograms } from '../../programs.ts'
import { broken, type Check, ok, warning } from '../check.ts'

export const programs: Check = {
  name: 'programs',
  run: async ({ env, libvirtUri }) => {
    const needed = libvirtUri === undefined ? [...hostPrograms, ...hypervisorPrograms] : hostPrograms
    const missing = await missingPrograms(needed, env)
    if (missing.length === 0) return ok(needed.map((one) => one.name).join(', '))
    const says = missing.map((one) => `${one.name}, which ${one.why}`).join('; ')
    return broken(`missing: ${says}`, installCommand(missing))
  },
}

export const postgres: Check = {
  name: 'PostgreSQL',
  run: async () => {
    const versions = await readdir('/usr/lib/postgresql').catch(() => [])
    const usable = versions.filter((one) => existsSync(`/usr/lib/postgresql/${one}/bin/initdb`)).map(Number)
    const newest = Math.max(0, ...usable)
    const next =
      'apt-get install postgresql-15 (first set create_main_cluster = false in /etc/postgresql-common/createcluster.conf)'
    if (newest === 0) return broken('its programs are not installed', next)
    return newest < 13 ? broken(`${newest} is too old`, next) : ok(`${newest}, run privately by the service`)
  },
}

export const firewallTools: Check = {
  name: 'NAT tools',
  run: async ({ env }) => {
    const tools = await Promise.all(
      ['iptables', 'nft'].map(async (one) => ((await findProgram(one, env)) === undefined ? [] : [one])),
    )
    const found = tools.flat()
    // libvirt 9 and 10 make their NAT rules with iptables; nft alone is enough from 10.4 on.
    if (found.includes('iptables')) return ok(found.join(', '))
    if (found.includes('nft'))
      return warning('nft, but no iptables, which libvirt below 10.4 needs', 'apt-get install iptables')
    return broken('neither iptables nor nft: guests get no network', 'apt-get install iptables')
  },
}
