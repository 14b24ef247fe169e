import { test } from 'node:test'
import { surviveKills } from './crash-rounds.ts'

test(
  'killed with -9 at 4 random moments, the next create finishes and no half file is taken for whole',
  {
    timeout: 180_000,
  },
  () => surviveKills(4),
)
