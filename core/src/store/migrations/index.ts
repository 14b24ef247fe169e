import type { Migration } from '../migrate.ts'
import { flows } from './0001-flows.ts'
import { cloud } from './0002-cloud.ts'
import { serverMigrations } from './0003-server-migrations.ts'
import { imagePlaces } from './0004-image-places.ts'
import { scheduling } from './0005-scheduling.ts'
import { manyHosts } from './0006-many-hosts.ts'
import { network } from './0007-network.ts'
import { imagesInCeph } from './0008-images-in-ceph.ts'

/** The schema, step by step. A step that was released is never changed: a new one follows it. */
export const migrations: readonly Migration[] = [
  flows,
  cloud,
  serverMigrations,
  imagePlaces,
  scheduling,
  manyHosts,
  network,
  imagesInCeph,
]
