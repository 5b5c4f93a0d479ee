import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { envelopeBytes, ledgerLeaf } from '@anju/server/store/ledger-envelope.ts'
import { findingLine, type Check } from '@anju/server/command/verify-finding.ts'
import { detectEach } from '@anju/tests/detect-tampering.ts'
import { verifyCity } from '@anju/server/command/verify.ts'
import { envelopeOfRow } from '@anju/server/store/ledger-audit.ts'
import { forgeKey, forgeLoan } from '@anju/tests/forge-authority.ts'
import { ledgerRows, TAMPERINGS, type Tampered, type Tamperer } from '@anju/tests/ledger-tamper.ts'
import { SEAL_TAMPERINGS } from '@anju/tests/seal-tamper.ts'
import { openTamperedCity, type TamperedCity } from '@anju/tests/tampered-city.ts'
import { unsignStep } from '@anju/tests/unsign-step.ts'
import { randomFrom } from '@anju/tests/random-from.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { newPerson } from '@anju/tests/registry-house.ts'
import { registerResidence } from '@anju/server/usecases/register-residence.ts'
import { sealCheckpoint } from '@anju/server/workers/seal-checkpoint.ts'
import { sealLedger } from '@anju/server/workers/seal-ledger.ts'

const SEED = Number(process.env['ANJU_TAMPER_SEED'] ?? Date.now() % 1_000_000)
/** Placements of each class; the long run makes more. */
const PLACEMENTS = 6
const SEAL_PLACEMENTS = 4

let bent: TamperedCity
before(async () => {
  bent = await openTamperedCity()
})
after(() => bent.close())

describe('a superuser bends the ledger 超级用户篡改台账', () => {
  it('an honest city gives no alarm', async () => {
    const { findings, notes, signatures, waiting, checkpoints } = await bent.verify()
    assert.deepEqual(findings.map(findingLine), [])
    assert.deepEqual(notes, [])
    assert.ok(signatures > 20 && waiting > 0 && checkpoints >= 5, JSON.stringify({ signatures, waiting, checkpoints }))
  })

  for (const [name, tamper] of Object.entries(TAMPERINGS)) {
    it(`${name}: ${PLACEMENTS} of ${PLACEMENTS} detected and located`, async (t) => {
      t.diagnostic(`seed ${SEED}, ${bent.events} events`)
      await detectEach(bent, tamper, { seed: SEED + Object.keys(TAMPERINGS).indexOf(name), placements: PLACEMENTS })
    })
  }

  for (const [name, tamper] of Object.entries(SEAL_TAMPERINGS)) {
    it(`rows by which somebody decides, ${name}: ${SEAL_PLACEMENTS} of ${SEAL_PLACEMENTS}`, async (t) => {
      t.diagnostic(`seed ${SEED}`)
      await detectEach(bent, tamper, { seed: SEED, placements: SEAL_PLACEMENTS })
    })
  }

  it("a last event that no checkpoint covers yet, taken away with its row's version, is told by the state it led to", async () => {
    const { tampered, verification } = await bent.attempt(async (tamperer) => {
      const waiting = (await ledgerRows(tamperer)).findLast(({ seq, kind }) => seq === null && kind === 'visit-true')
      assert.ok(waiting !== undefined, 'the city ends with a visit that waits for the sealer')
      const place = [waiting.stream_id, waiting.stream_version]
      for (const table of ['signature', 'ledger_pending', 'ledger']) {
        const [id, version] = table === 'signature' ? ['case_id', 'case_version'] : ['stream_id', 'stream_version']
        await tamperer.client.query(`delete from ${table} where ${id} = $1 and ${version} = $2`, place)
      }
      await tamperer.client.query(`delete from intent where outcome_ref = $1`, [place.join(':')])
      await tamperer.client.query('update registration set version = version - 1 where registration_id = $1', [
        waiting.stream_id,
      ])
      return { what: waiting.stream_id, expected: { tables: ['registration'] } }
    }, randomFrom(SEED))
    assert.deepEqual(
      verification.findings.map(({ check, streamId }) => ({ check, streamId })),
      [{ check: 'state', streamId: tampered.what }],
    )
  })

  it('a case of the last seconds, taken away with its row, is told by the command that was answered with it', async () => {
    const seen = await bent.attempt((tamperer) => removeWaitingCase(tamperer, []), randomFrom(SEED))
    assert.deepEqual(
      [...new Set(seen.verification.findings.map(({ check, table, streamId }) => `${check} ${table} ${streamId}`))],
      [`state intent ${seen.tampered.what}`],
    )
  })

  it('what SECURITY.md says nobody sees: the same before a checkpoint, with the command and every other trace gone too', async () => {
    const unseen = await bent.attempt((tamperer) => removeWaitingCase(tamperer, ['intent']), randomFrom(SEED))
    assert.deepEqual(unseen.verification.findings.map(findingLine), [])
  })

  it('rows that no event led to, and first events whose row is gone, are told of every kind of case', async () => {
    const put = await bent.attempt(async ({ client }) => {
      await client.query('set local session_replication_role = replica')
      const held = await client.query<{ id: string }>(
        `insert into legal_hold (hold_id, person_id, division_code, reason, placed_by, placed_on)
         select gen_random_uuid(), person_id, division_code, '复核', gen_random_uuid(), '2016-07-18' from person limit 1 returning hold_id as id`,
      )
      return { what: held.rows[0]?.id ?? '', expected: { tables: ['legal_hold'] } }
    }, randomFrom(SEED))
    assert.deepEqual(put.verification.findings.map(findingLine), [
      `[state] legal_hold, stream ${put.tampered.what}, version 1, column version: the ledger never had this row`,
    ])
    const gone = await bent.attempt(async ({ client }) => {
      await client.query('set local session_replication_role = replica')
      const { rows } = await client.query<{ id: string }>(
        'delete from endorsement where endorsement_id = (select endorsement_id from endorsement limit 1) returning endorsement_id as id',
      )
      return { what: rows[0]?.id ?? '', expected: { tables: ['endorsement'] } }
    }, randomFrom(SEED))
    const told = gone.verification.findings.map(({ check, streamId }) => `${check} ${streamId}`)
    assert.deepEqual(told.toSorted(), [`seal ${gone.tampered.what}`, `state ${gone.tampered.what}`])
  })

  it('after all that was undone the city is as honest as before', async () => {
    assert.deepEqual((await bent.verify()).findings, [])
  })
})

/** Takes a registration away of which the log has nothing yet, row and events together, and what else is named. */
async function removeWaitingCase({ client }: Tamperer, others: readonly 'intent'[]): Promise<Tampered> {
  const { rows } = await client.query<{ id: string }>(
    `select registration_id as id from registration r where exists (select from ledger_pending p where p.stream_id = r.registration_id)
       and not exists (select from ledger_leaf f where f.stream_id = r.registration_id) limit 1`,
  )
  const id = rows[0]?.id ?? assert.fail('a registration waits for the sealer')
  await client.query('set local session_replication_role = replica')
  for (const [table, column] of [
    ['signature', 'case_id'],
    ['ledger_pending', 'stream_id'],
    ['ledger', 'stream_id'],
    ['visit', 'registration_id'],
    ['registration', 'registration_id'],
  ])
    await client.query(`delete from ${table} where ${column} = $1`, [id])
  if (others.includes('intent')) await client.query(`delete from intent where outcome_ref like $1`, [`${id}:%`])
  await client.query('set local session_replication_role = origin')
  return { what: id, expected: { tables: ['registration'] } }
}

/** For each check something that it alone can see. */
const ONLY: Readonly<Record<Check, (tamperer: Tamperer) => Promise<Tampered>>> = {
  leaf: (tamperer) =>
    sql(
      tamperer,
      `update ledger set pack = 'bent' where (stream_id, stream_version) = (select stream_id, stream_version from ledger_leaf where seq = 3)`,
    ),
  writer: async (tamperer) => {
    const [like] = (await ledgerRows(tamperer)).filter(({ person_id }) => person_id !== null)
    if (like === undefined) throw new Error('No row to be like')
    const forged = {
      ...like,
      stream_id: randomUUID(),
      stream_version: 1,
      person_id: null,
      facts_enc: null,
      signed_step: null,
    }
    const leaf = ledgerLeaf(envelopeBytes(envelopeOfRow('foshan', forged)))
    await tamperer.client.query(
      `insert into ledger (stream_id, stream_version, at, kind, legal_on, actor_id, post_id, pack, grounds, facts_mac, envelope_mac) select $1, 1, at, kind, legal_on, actor_id, post_id, pack, grounds, facts_mac, envelope_mac from ledger where stream_id = $2 and stream_version = $3`,
      [forged.stream_id, like.stream_id, like.stream_version],
    )
    await tamperer.client.query(
      'insert into ledger_pending (stream_id, stream_version, at, leaf) values ($1, 1, $2, $3)',
      [forged.stream_id, forged.at, leaf],
    )
    return { what: 'an event of its own', expected: { tables: ['ledger'] } }
  },
  facts: (tamperer) =>
    sql(
      tamperer,
      `update ledger set facts_enc = set_byte(facts_enc, 30, 255 - get_byte(facts_enc, 30)) where (stream_id, stream_version) = (select stream_id, stream_version from ledger_leaf where seq = 3)`,
    ),
  signature: (tamperer) =>
    sql(
      tamperer,
      'update signature set countersignature = set_byte(countersignature, 9, 255 - get_byte(countersignature, 9))',
    ),
  order: (tamperer) =>
    sql(
      tamperer,
      `delete from ledger where signed_step is null and kind <> 'row-sealed' and (stream_id, stream_version) in (select stream_id, stream_version from ledger_leaf)`,
    ),
  checkpoint: (tamperer) =>
    TAMPERINGS['rewrite all with the keys of the application']?.({ ...tamperer, random: () => 0 }) ?? assert.fail(),
  anchor: (tamperer) => TAMPERINGS['restore an old backup']?.(tamperer) ?? assert.fail(),
  backlog: (tamperer) => sql(tamperer, 'truncate checkpoint, checkpoint_cosignature, ledger_subtree'),
  state: (tamperer) => sql(tamperer, `update registration set state = 'ended' where state = 'active'`),
  seal: (tamperer) => sql(tamperer, `update permit set base_on = base_on + 1 where state = 'in-force'`),
  authority: forgeLoan,
  structure: (tamperer) => sql(tamperer, 'alter table registration disable trigger all'),
}

async function sql({ client }: Tamperer, statement: string): Promise<Tampered> {
  const { rowCount } = await client.query(statement)
  assert.notEqual(rowCount, 0, statement)
  return { what: statement, expected: { tables: [] } }
}

describe('what officials signed 签名证据', () => {
  const attempts = {
    'taken away': 'delete from signing_evidence',
    exchanged: `update signing_evidence e set evidence = (select evidence from signing_evidence o where o.signing_id <> e.signing_id limit 1)`,
    changed: `update signing_evidence set evidence = replace(evidence, '"demo"', '"ukey"')`,
    'of another signature': `update signature s set signing_id = (select signing_id from signing_evidence o where o.signing_id <> s.signing_id limit 1)`,
  }
  for (const [name, statement] of Object.entries(attempts))
    it(`${name}: found under every step`, async () => {
      const tamper = (tamperer: Tamperer) => sql(tamperer, statement)
      const { verification } = await bent.attempt(tamper, randomFrom(SEED))
      const found = verification.findings.filter(({ table }) => table === 'signing_evidence')
      assert.equal(found.length, verification.signatures)
      const unseen = await bent.attempt(tamper, randomFrom(SEED), { without: ['signature', 'authority'] })
      assert.deepEqual(unseen.verification.findings.map(findingLine), [], 'control')
    })
})

describe('negative control: what no other check sees', () => {
  for (const check of Object.keys(ONLY) as Check[]) {
    it(`without the check ${check} it goes unseen`, async () => {
      const withAnchors = check === 'anchor'
      // An old backup lacks the steps by which keys and lent posts came since: that is told, too.
      const aside: readonly Check[] = withAnchors ? ['authority'] : []
      const seen = await bent.attempt(ONLY[check], randomFrom(SEED), { withAnchors, without: aside })
      assert.ok(seen.verification.findings.length > 0)
      assert.deepEqual([...new Set(seen.verification.findings.map((finding) => finding.check))], [check])
      const unseen = await bent.attempt(ONLY[check], randomFrom(SEED), { withAnchors, without: [check, ...aside] })
      assert.deepEqual(unseen.verification.findings.map(findingLine), [])
    })
  }
})

describe('铸造的密钥和岗位 · keys and lent posts made with the keys of the server', () => {
  const made: Readonly<Record<string, (tamperer: Tamperer) => Promise<Tampered>>> = {
    'a lent post': forgeLoan,
    'a key, as if given at the console': (tamperer) => forgeKey(tamperer, 'at the console'),
    'a key, as if two administrators had given it': (tamperer) => forgeKey(tamperer, 'by two'),
    'a true key, with its two administrators exchanged': async ({ client }) => {
      const { rows } = await client.query<{ id: string }>(
        `update enrolment set proposed_by = approved_by, approved_by = proposed_by where used_at is not null
         returning (select authenticator_id from authenticator a where a.enrolment_id = enrolment.enrolment_id) as id`,
      )
      return { what: 'who gave it', expected: { tables: ['authenticator'], streamId: rows[0]?.id ?? '' } }
    },
    'a true lending with another reason': async ({ client }) => {
      const { rows } = await client.query<{ id: string }>(
        `update delegation set reason = reason || '。' where kind = 'substitution' returning delegation_id as id`,
      )
      return { what: 'what for', expected: { tables: ['delegation'], streamId: rows[0]?.id ?? '' } }
    },
  }
  for (const [name, forge] of Object.entries(made))
    it(`${name}: named, and by this check alone`, async () => {
      const { tampered, verification } = await bent.attempt(forge, randomFrom(SEED), { without: ['seal'] })
      assert.ok(verification.findings.length > 0)
      for (const { check, table } of verification.findings)
        assert.deepEqual([check, table], ['authority', tampered.expected.tables[0]])
      assert.ok(verification.findings.some(({ streamId }) => streamId === tampered.expected.streamId))
      const unseen = await bent.attempt(forge, randomFrom(SEED), { without: ['seal', 'authority'] })
      assert.deepEqual(unseen.verification.findings.map(findingLine), [], 'control')
    })
})

describe('没有人签名的步骤 · steps that nobody signed', () => {
  for (const kind of ['accept-and-enter', 'visit-true'])
    it(`${kind}, written as if it needed no signature: named, and by this check alone`, async () => {
      const unsign = (tamperer: Tamperer) => unsignStep(tamperer, kind)
      const { tampered, verification } = await bent.attempt(unsign, randomFrom(SEED))
      const { streamId, version } = tampered.expected
      assert.deepEqual(
        verification.findings.map((found) => [found.check, found.what, found.streamId, found.version]),
        [['signature', `${kind} was recorded and nobody signed it`, streamId, version]],
      )
      const unseen = await bent.attempt(unsign, randomFrom(SEED), { without: ['signature'] })
      assert.deepEqual(unseen.verification.findings.map(findingLine), [], 'control')
    })
})

describe('under load', () => {
  it('verifying while people register and sealers run never raises an alarm', async (t) => {
    const { registry } = bent.house
    const { city } = bent
    const work = new AbortController()
    const now = () => new Date().toISOString()
    const registering = [0, 1, 2].map(async () => {
      for (let n = 0; n < 25; n += 1) {
        const command = {
          intentId: randomUUID(),
          ...declarationOf(newPerson('foshan'), DWELLINGS.flat.dwellingId, '2016-07-18'),
        }
        const act = { ...registry.act(OFFICIALS.clerk, '2016-07-18', 'city'), at: now() }
        assert.ok((await registerResidence(registry.deps, act, command, 'held')).ok)
      }
    })
    const sealing = (async () => {
      while (!work.signal.aborted) {
        await sealLedger(city, 'load', now())
        await sealCheckpoint(registry.deps, city, 'load', now(), 0)
      }
    })()
    let rounds = 0
    const verifying = (async () => {
      while (!work.signal.aborted) {
        const { findings } = await verifyCity(registry.deps, city, { witnessKeys: [], anchors: [], at: now() })
        // The police's key of this test is not among the peers; their lines are of the other tests.
        assert.deepEqual(findings.filter(({ table }) => table !== 'checkpoint_cosignature').map(findingLine), [])
        rounds += 1
      }
    })()
    await Promise.all(registering)
    work.abort()
    await Promise.all([sealing, verifying])
    t.diagnostic(`${rounds} verifications beside 75 registrations`)
    assert.ok(rounds > 1)
  })
})
