/** What only a guest that is really up can answer: its agent, its sleep, its addresses. */
import type { Args } from './arguments.ts'
import type { Case } from './cases.ts'
import type { Stage } from './stage.ts'

const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPxpxpxpxpxpxpxpxpxpxpxpxpxpxpxpxpxpxpxpxpxp px'

/** The guest that is up; the test driver has but one kind. */
async function up(stage: Stage, more: Args = {}): Promise<Args> {
  if (!stage.qemu) return { dom: stage.on, ...more }
  await stage.guestIsUp()
  return { dom: stage.guest, ...more }
}
const inGuest = (more: Args = {}): Pick<Case, 'args'> => ({ args: (stage) => up(stage, more) })

export const guestCases: Record<string, Case> = {
  domainAgentCommand: {
    ...inGuest({ cmd: '{"execute":"guest-get-osinfo"}', timeout: 5 }),
    python: { call: 'qemuAgentCommand' },
  },
  domainAgentSetResponseTimeout: { ...inGuest({ timeout: 20 }), python: false },
  domainGetFsinfo: { ...inGuest(), python: { anyKeys: true, ours: ({ info }: { info: unknown }) => info } },
  domainGetGuestInfo: { ...inGuest({ types: 1 | 2 | 4 | 8 }), python: { near: 0.5 } },
  domainGetGuestVcpus: inGuest(),
  domainSetGuestVcpus: {
    ...inGuest({ cpumap: '1', state: 0 }),
    effect: { call: 'guestVcpus', given: [0], is: (seen: Record<string, string>) => seen['online'] === '0' },
    after: async (stage) => {
      if (stage.qemu) await (await stage.conn.domainLookupByName('px-guest')).setGuestVcpus('1', 1)
    },
  },
  domainGetHostname: { args: async (stage) => (stage.qemu ? up(stage, { flags: 2 }) : { dom: stage.on }) },
  domainGetTime: { ...inGuest(), python: { near: 1 } },
  domainSetTime: inGuest({ seconds: 1_900_000_000n }),
  domainSetUserPassword: inGuest({ user: 'root', password: 'a password' }),
  domainAuthorizedSshKeysGet: {
    args: async (stage) => {
      const args = await up(stage, { user: 'root' })
      if (stage.qemu) await (await stage.conn.domainLookupByName('px-guest')).authorizedSshKeysSet('root', [key])
      return args
    },
  },
  domainAuthorizedSshKeysSet: {
    ...inGuest({ user: 'root', keys: [key] }),
    effect: { call: 'authorizedSSHKeysGet', given: ['root', 0], is: (keys: string[]) => keys.includes(key) },
  },
  domainFsfreeze: {
    args: async (stage) => {
      const args = await up(stage)
      if (stage.qemu) await (await stage.conn.domainLookupByName('px-guest')).fsThaw([])
      return args
    },
    python: false,
    after: async (stage) => {
      const name = stage.qemu ? 'px-guest' : 'px-on'
      await (await stage.conn.domainLookupByName(name)).fsThaw([]).catch(() => undefined)
    },
  },
  domainFsthaw: { ...inGuest(), python: false },
  domainFstrim: inGuest(),
  domainMemoryStats: {
    ...inGuest(),
    python: {
      near: 0.5,
      anyKeys: true,
      given: () => [],
      ours: ({ stats }: { stats: { val: bigint }[] }) => stats.map(({ val }) => val),
    },
  },
  domainInterfaceAddresses: {
    args: async (stage) => (stage.qemu ? up(stage, { source: 0 }) : { dom: stage.on, source: 0 }),
    python: { anyKeys: true, theirs: (seen: Record<string, object>) => Object.entries(seen) },
  },
  networkGetDhcpLeases: {
    args: async (stage) => {
      if (stage.qemu) await up(stage)
      return {}
    },
    python: { anyKeys: true },
  },
  domainPmSuspendForDuration: {
    ...inGuest({ target: 0, duration: 0n }),
    effect: { call: 'state', given: [0], is: ([state]: number[]) => state === 7, withinMs: 60_000 },
  },
  domainPmWakeup: {
    // It sleeps since the call before this one.
    args: ({ guest: dom, on, qemu }) => ({ dom: qemu ? dom : on }),
    effect: { call: 'state', given: [0], is: ([state]: number[]) => state === 1, withinMs: 60_000 },
  },
}
