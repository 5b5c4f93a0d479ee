import assert from 'node:assert/strict'
import { CASE_PASSED, judgeApproval } from '@anju/crypto/approval-evidence.ts'
import type { OfficialKeys } from '@anju/crypto/official-roster.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { exchangeAlarms } from '@anju/server/workers/watch-exchange.ts'
import { openFerry } from './ferry.ts'
import {
  approveWith,
  bindSigners,
  bundlesOf,
  evidenceBy,
  faultsOf,
  forgeries,
  insertKey,
  pinRoster,
  signedBy,
  verifiedBySigners,
  verifyByProgram,
} from './forge-approvals.ts'
import { HOME } from './key-desk.ts'
import type { HeldCase } from './permit-driver.ts'
import { softAuthenticator } from './soft-authenticator.ts'
import { openTwoNodes, type TwoNodes } from './two-nodes.ts'

/** What the police would find if everything in the table of signatures came along, whatever it says. */
async function isProvenWith({ registry }: TwoNodes, officials: OfficialKeys, { applicationId: caseId }: HeldCase) {
  const rows = await registry.asOwner(
    'select e.evidence from foshan.signature s join foshan.signing_evidence e using (signing_id) where s.case_id = $1 order by s.case_version',
    [caseId],
  )
  const evidence = rows.map((row) => String(row['evidence']))
  const steps = ['accept', 'verify', 'review']
  const asked = { city: 'foshan', about: { caseId }, saidBy: CASE_PASSED, steps, evidence }
  return judgeApproval(asked, { officials, isDemoTaken: false }).is === 'proven'
}

/** @property verifier, police how many forgeries each rejected; cards: how many orders the police began for forged cases */
export type RedTeam = {
  readonly forged: number
  readonly verifier: number
  readonly police: number
  readonly cards: number
}

/**
 * Root on the server of the registry, with its database, its keys and its exchange keys: approves cases that nobody reviewed, in
 * every way there is, and has the orders sent. Two honest cases before and after pass both checks.
 */
export async function redTeamApprovals(count: number): Promise<RedTeam> {
  const nodes = await openTwoNodes()
  try {
    const ferry = await openFerry(nodes, '2016-07-08')
    const keys = await bindSigners(nodes)
    const roster = await pinRoster(nodes)
    // Everything below is later than the roster: the forger's key as well.
    const own = softAuthenticator(HOME)
    await insertKey(nodes, OFFICIALS.stationHead, own)

    let genuine = ''
    const honest: HeldCase[] = [
      await approveWith(nodes, await verifiedBySigners(nodes, keys), (statement) => {
        genuine = evidenceBy(keys.stationHead, statement)
        return signedBy(keys.stationHead)(statement)
      }),
    ]
    const ways = forgeries(nodes, keys, own, genuine)
    const forged: { readonly theCase: HeldCase; readonly what: string; readonly code: string }[] = []
    for (let n = 0; n < count; n += 1) {
      const way = ways[n % ways.length] ?? assert.fail()
      const theCase = await way.approve(await verifiedBySigners(nodes, keys))
      assert.equal(theCase.state, 'approved', 'the registry itself was made to believe it')
      forged.push({ theCase, what: way.what, code: way.code })
      if (n % 20 === 19) await ferry.cross()
    }
    honest.push(await approveWith(nodes, await verifiedBySigners(nodes, keys), signedBy(keys.stationHead)))
    await ferry.cross()
    await ferry.cross()

    for (const theCase of honest)
      assert.equal((await nodes.orderOf(theCase)).state, 'received', 'an honest order is begun')
    const answers = await nodes.registry.asOwner(
      `select case_id, coalesce(code, '') as code from foshan.exchange_record where direction = 'out' and kind = 'permit-order/2'`,
    )
    const codeOf = new Map(answers.map((row) => [String(row['case_id']), String(row['code'])]))
    let police = 0
    for (const { theCase, what, code } of forged) {
      assert.equal(codeOf.get(theCase.applicationId), code, what)
      assert.equal(
        await isProvenWith(nodes, roster.officials, theCase),
        false,
        `${what}, sent by a worker of their own`,
      )
      police += 1
    }
    for (const theCase of honest) assert.equal(await isProvenWith(nodes, roster.officials, theCase), true)
    const begun = await nodes.card.asOwner<{ n: number }>(
      'select count(*)::int as n from card.card_order where application_id = any($1::uuid[])',
      [forged.map(({ theCase }) => theCase.applicationId)],
    )
    const alarms = await exchangeAlarms(
      nodes.registry.deps.cities.get('foshan') ?? assert.fail(),
      '2016-07-08T02:00:00.000Z',
      '2016-07-08T02:00:00.000Z',
    )
    assert.ok(
      alarms.some((alarm) => alarm.includes('order.')),
      'the registry side is told',
    )

    const bundles = await bundlesOf(nodes, [...honest, ...forged.map(({ theCase }) => theCase)])
    const [control, ...others] = bundles
    for (const bundle of bundles.slice(0, honest.length))
      assert.deepEqual(faultsOf(nodes, roster.officials, bundle), [])
    assert.ok(control)
    let verifier = 0
    for (const [n, bundle] of others.slice(honest.length - 1).entries()) {
      assert.notDeepEqual(faultsOf(nodes, roster.officials, bundle), [], forged[n]?.what ?? '')
      verifier += 1
      // The program itself over one of each kind.
      if (n < ways.length) assert.equal(await verifyByProgram(nodes, roster.path, bundle), 1, forged[n]?.what ?? '')
    }
    return { forged: forged.length, verifier, police, cards: begun[0]?.n ?? -1 }
  } finally {
    await nodes.close()
  }
}
