import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { ARRIVALS, OFFICIALS } from '@anju/dev/cast.ts'
import { driveCards, LINHE_2018 } from '@anju/tests/card-driver.ts'
import { endorsementOf, grantedEndorsement } from '@anju/tests/endorsement-driver.ts'
import { childOf } from '@anju/tests/mandate-driver.ts'
import { paper, refusalCodes } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { endorsePermit } from './endorse-permit.ts'

let registry: TestRegistry
let drive: ReturnType<typeof driveCards>
before(async () => {
  registry = await openTestRegistry({ packs: [LINHE_2018] })
  drive = driveCards(registry)
})
after(() => registry.close())

const ON = '2018-11-01'
const PAPERS = [
  'identity-document',
  'residence-permit',
  'household-booklet',
  'agent-identity-document',
  'agent-household-booklet',
  'lease',
].map((kind) => paper(kind))
const daughter = { ...childOf(ARRIVALS.zhao), ground: 'disabled-limited' as const }

describe('代办签注 an endorsement that an agent came for', () => {
  it('needs a mandate for it; keeps the portrait of the agent with the papers', async () => {
    const { permitId, personId } = await drive.issued()
    const agentPortrait = randomUUID()
    const come = (mandateId: string | null) =>
      endorsePermit(
        registry.deps,
        drive.at(OFFICIALS.hallClerk, ON),
        endorsementOf(permitId, { agent: daughter, inPerson: false, materials: PAPERS, mandateId, agentPortrait }),
      )
    assert.deepEqual(refusalCodes(await come(null)), ['mandate.missing'])
    const mandateId = await drive.mandate(personId, daughter, ON, ['endorsement'])
    const taken = grantedEndorsement(await come(mandateId))
    assert.equal(taken.state, 'endorsed')
    const kept = await registry.asOwner(
      `select blob_id, provenance from linhe.material where endorsement_id = $1 and kind = 'agent-portrait'`,
      [taken.subjectId],
    )
    assert.deepEqual(kept, [{ blob_id: agentPortrait, provenance: 'live-capture' }])
  })

  it('keeps no portrait when the holder came', async () => {
    const { permitId } = await drive.issued()
    const taken = grantedEndorsement(
      await endorsePermit(
        registry.deps,
        drive.at(OFFICIALS.hallClerk, ON),
        endorsementOf(permitId, { materials: PAPERS, agentPortrait: randomUUID() }),
      ),
    )
    const kept = await registry.asOwner(
      `select 1 from linhe.material where endorsement_id = $1 and kind = 'agent-portrait'`,
      [taken.subjectId],
    )
    assert.deepEqual(kept, [])
  })
})
