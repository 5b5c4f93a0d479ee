import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { verifyCaseBundle } from '@anju/crypto/merkle-case-bundle.ts'
import type { Duty } from '@anju/domain/policy/workflow-policy.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import { verifyCity } from '@anju/server/command/verify.ts'
import { bundleCase } from '@anju/server/store/case-bundle.ts'
import { sealCheckpoint } from '@anju/server/workers/seal-checkpoint.ts'
import { sealLedger } from '@anju/server/workers/seal-ledger.ts'
import { driveApplications } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'

let registry: TestRegistry
before(async () => {
  registry = await openTestRegistry()
})
after(() => registry.close())

/** The registry as root makes it: the pack it holds says that nobody signs these. */
function unsigning(...duties: readonly Duty[]): TestRegistry {
  const unsigned = (pack: Pack): Pack => {
    const rows = duties.flatMap((duty) => {
      const row = pack.workflow.duties[duty]
      return row === undefined ? [] : [[duty, { ...row, signed: false }] as const]
    })
    return {
      ...pack,
      workflow: { ...pack.workflow, duties: { ...pack.workflow.duties, ...Object.fromEntries(rows) } },
    }
  }
  return { ...registry, deps: { ...registry.deps, packs: registry.deps.packs.map(unsigned) } }
}

/** What the verifier that stands alone says of a case, with the keys of officials and without, and what `verify` says of it. */
async function verdictsOn(caseId: string) {
  const { deps } = registry
  const city = deps.cities.get('foshan') ?? assert.fail()
  const at = new Date().toISOString()
  while ((await sealLedger(city, 'test', at)) > 0);
  await sealCheckpoint(deps, city, 'test', at, 0)
  const bundle = await city.pool.look(wholeCity(city), (db) => bundleCase(db, 'foshan', caseId))
  const keys = { registry: [deps.crypto.identity.signingPublicKey], witness: [] }
  const outside = [keys, { ...keys, officials: {} }].map((trusted) =>
    verifyCaseBundle(bundle, trusted)
      .findings.filter(({ check }) => check === 'signature')
      .map(({ fault }) => fault),
  )
  const { findings } = await verifyCity(deps, city, { witnessKeys: [], anchors: [] })
  const inside = findings.filter(({ streamId }) => streamId === caseId).map(({ check, what }) => `${check}: ${what}`)
  return { outside, inside }
}

describe('确认必签：服务器上把规则包改成不用签名，核验认得出', () => {
  it('照规则包办理的登记和申请：没有一处不签', async () => {
    const drive = driveApplications(registry)
    const who = await drive.register()
    const verified = await drive.verify(await drive.accept(await drive.submit(who)))
    for (const caseId of [who.registrationId, verified.applicationId])
      assert.deepEqual(await verdictsOn(caseId), { outside: [[], []], inside: [] })
  })

  it('没有人签名的登记：离线核验和 verify 都指出来', async () => {
    const { registrationId } = await driveApplications(unsigning('register')).register()
    const fault = 'event 2: accept-and-enter was recorded without a signature'
    assert.deepEqual(await verdictsOn(registrationId), {
      outside: [[fault], [fault]],
      inside: ['signature: accept-and-enter was recorded and nobody signed it'],
    })
  })

  it('没有人签名的核实：离线核验和 verify 都指出来', async () => {
    const drive = driveApplications(registry)
    const accepted = await drive.accept(await drive.submit(await drive.register()))
    const { applicationId } = await driveApplications(unsigning('visit', 'verify')).verify(accepted)
    const fault = 'event 3: verify-true was recorded without a signature'
    assert.deepEqual(await verdictsOn(applicationId), {
      outside: [[fault], [fault]],
      inside: ['signature: verify-true was recorded and nobody signed it'],
    })
  })
})
