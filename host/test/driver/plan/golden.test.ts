import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { startLab } from '@kilonova/lab'
import { connect, DomainDefineFlags, type LibvirtError } from '@kilonova/libvirt'
import type { GuestPlan } from '../../../src/driver/plan/guest-plan.ts'
import { planGuest } from '../../../src/driver/plan/plan-guest.ts'
import { planToDomain } from '../../../src/driver/plan/plan-to-domain.ts'
import { guestCases } from '../../support/guest-cases.ts'
import { guestRequest } from '../../support/plan-inputs.ts'

const golden = join(import.meta.dirname, '../../golden/guests')
const update = process.env['UPDATE_GOLDEN'] === '1'
const names = Object.keys(guestCases)

if (update) rmSync(golden, { recursive: true, force: true })

for (const name of names) {
  test(`guest: ${name} is planned and written as before`, () => {
    const plan = planGuest(guestRequest(guestCases[name] ?? {}))
    const xml = planToDomain(plan)
    const directory = join(golden, name)
    if (update) {
      mkdirSync(directory, { recursive: true })
      writeFileSync(join(directory, 'plan.json'), `${JSON.stringify(plan, null, 2)}\n`)
      writeFileSync(join(directory, 'domain.xml'), xml.endsWith('\n') ? xml : `${xml}\n`)
    }
    const kept = JSON.parse(readFileSync(join(directory, 'plan.json'), 'utf8')) as GuestPlan
    assert.deepEqual(plan, kept)
    // The plan is a plain value: what JSON kept of it is written the same.
    assert.equal(planToDomain(kept).trimEnd(), readFileSync(join(directory, 'domain.xml'), 'utf8').trimEnd())
  })
}

test('guests: there is a case for every golden directory, and they are sixty at least', () => {
  assert.deepEqual(readdirSync(golden).toSorted(), names.toSorted())
  assert.ok(names.length >= 60, `${names.length} cases`)
})

test('guests: a real libvirtd accepts each of them, checked against its schemas', async () => {
  await using lab = await startLab()
  await using connection = await connect(lab.host('h1').libvirtUri('unix'))
  const kvm = await connection.getDomainCapabilities(null, null, null, 'kvm', 0).then(
    () => true,
    () => false,
  )
  const refused: string[] = []
  let accepted = 0
  for (const name of names) {
    const xml = readFileSync(join(golden, name, 'domain.xml'), 'utf8')
    if (xml.startsWith("<domain type='kvm'") || xml.startsWith('<domain type="kvm"')) {
      if (!kvm) continue
    }
    try {
      const domain = await connection.domainDefineXmlFlags(xml, DomainDefineFlags.VIR_DOMAIN_DEFINE_VALIDATE)
      await domain.undefineFlags(4)
      accepted += 1
    } catch (error) {
      refused.push(`${name}: ${(error as LibvirtError).message}`)
    }
  }
  assert.deepEqual(refused, [])
  assert.ok(accepted >= 60, `${accepted} accepted`)
})
