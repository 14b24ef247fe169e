import type { Store } from '@kilonova/core'

/** Name, id, vCPUs, MiB of memory, GiB of root disk. */
const standard = [
  ['nano', 'nano', 1, 128, 1],
  ['m1.tiny', '1', 1, 512, 1],
  ['m1.small', '2', 1, 2048, 20],
  ['m1.medium', '3', 2, 4096, 40],
  ['m1.large', '4', 4, 8192, 80],
  ['m1.xlarge', '5', 8, 16_384, 160],
] as const

/** The sizes of a new cloud: only while there is no flavor at all, so that a deleted one stays deleted. */
export async function ensureFlavors(store: Store): Promise<void> {
  await store.transaction(async (trx) => {
    const any = await trx.selectFrom('flavors').select('id').limit(1).executeTakeFirst()
    if (any !== undefined) return
    await trx
      .insertInto('flavors')
      .values(
        standard.map(([name, id, vcpus, memory, root]) => ({
          id,
          name,
          vcpus,
          memory_mib: memory,
          root_gib: root,
          ephemeral_gib: 0,
          swap_mib: 0,
          description: null,
          extra_specs: '{}',
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  })
}
