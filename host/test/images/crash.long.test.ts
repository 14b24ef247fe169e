import { test } from 'node:test'
import { surviveKills } from './crash-rounds.ts'

test(
  'killed with -9 at 60 random moments, the next create finishes and no half file is taken for whole',
  {
    timeout: 1_800_000,
  },
  () => surviveKills(60),
)
