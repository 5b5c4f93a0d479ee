import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { enrolmentCodeSm3 } from '@anju/crypto/enrolment-code.ts'
import { sm3 } from '@anju/crypto/sm3.ts'
import { inventedIdNumber, OFFICES, OFFICIALS, type CastOfficial } from '@anju/dev/cast.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Decision } from '@anju/domain/kernel/decision.ts'
import type { Role } from '@anju/domain/policy/workflow-policy.ts'
import { raceForAccount } from '@anju/tests/account-race.ts'
import { bindKey } from '@anju/tests/bind-key.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import type { Act } from '../../deps.ts'
import { findSession, recordPostOfSession } from '../../store/session.ts'
import { listHoldings } from '../../store/post.ts'
import { listSignersWithoutPost } from '../../store/signer-audit.ts'
import { decideProposal } from './decide-proposal.ts'
import { approveEnrolment, proposeEnrolment } from './enrol.ts'
import { importRoster, previewRoster } from './import-roster.ts'
import { keepAccount } from './keep-account.ts'
import { decideDelegation, endDelegation, lendPost, type LendPost } from './lend-post.ts'
import { getAccount, listAccounts } from './list-accounts.ts'
import { proposeAccount } from './propose-account.ts'

let registry: TestRegistry
before(async () => {
  registry = await openTestRegistry()
})
after(() => registry.close())

const ON = '2016-03-07'
const day = parsePlainDate
/** The system clock of an act is the real one, as accounts are entered by it. */
const as = (who: CastOfficial, at = new Date().toISOString()): Act => ({ ...registry.act(who, ON), at })
/** The same post, for offices below another division. */
const reaching = (divisionPrefix: string, act: Act): Act => {
  assert.ok(act.actor.kind === 'official')
  return { ...act, actor: { ...act.actor, divisionPrefix } }
}
const { administrator, secondAdministrator, securityAdministrator, auditAdministrator, clerk, stationHead } = OFFICIALS
let births = 0
function newNumber(): string {
  births += 1
  return inventedIdNumber('foshan', `1985-01-${String((births % 28) + 1).padStart(2, '0')}`, 500 + births)
}
const wanted = (role: Role = 'clerk', office = OFFICES.zhangcha, from = '2016-01-01') => ({
  officeId: office.officeId,
  role,
  divisionPrefix: office.divisionPrefix,
  validFrom: day(from),
  validTo: null,
})
const account = (idNumber: string, intentId: string = randomUUID(), role: Role = 'clerk') =>
  ({ intentId, kind: 'account', name: '新来的', idNumber, post: wanted(role), reason: '' }) as const
const codesOf = (decision: Decision<unknown>) => (decision.ok ? [] : decision.refusals.map(({ code }) => code))
function must<T>(decision: Decision<T>): T {
  if (decision.ok) return decision.value
  throw new Error(JSON.stringify(decision.refusals))
}
const approve = (proposalId: string, who = securityAdministrator) =>
  decideProposal(registry.deps, as(who), { intentId: randomUUID(), proposalId, approve: true, reason: '' })
async function newOfficial(role: Role = 'clerk'): Promise<{ officialId: string; idNumber: string }> {
  const idNumber = newNumber()
  const command = account(idNumber, randomUUID(), role)
  const { subjectId } = must(await proposeAccount(registry.deps, as(administrator), command))
  must(await approve(command.intentId))
  return { officialId: subjectId, idNumber }
}
const count = async (sql: string, parameters: readonly unknown[]) =>
  Number((await registry.asOwner(`select count(*)::int as n from ${sql}`, parameters))[0]?.['n'])

describe('FS-2016-14:三.四 一人一账号', () => {
  it('an account is there after the approval of a second administrator, and not before', async () => {
    const idNumber = newNumber()
    const command = account(idNumber)
    const { subjectId } = must(await proposeAccount(registry.deps, as(administrator), command))
    assert.equal(await count('shared.official where official_id = $1', [subjectId]), 0)
    assert.deepEqual(codesOf(await approve(command.intentId, administrator)), ['access.post-lacks-authority'])
    must(await approve(command.intentId))
    const { file } = await getAccount(registry.deps, as(administrator), subjectId)
    assert.equal(file.standing.state, 'active')
    assert.equal(file.idNumber, `${idNumber.slice(0, 3)}***********${idNumber.slice(-4)}`)
    assert.deepEqual(
      file.events.map(({ kind, signed_step }) => [kind, signed_step]),
      [
        ['approve-account', 'approve-accounts'],
        ['propose-account', 'keep-accounts'],
      ],
    )
    assert.deepEqual(codesOf(await approve(command.intentId)), ['account.already-decided'])
  })

  it('the same person again, at another station: refused, whoever asks', async () => {
    const { idNumber } = await newOfficial()
    assert.deepEqual(codesOf(await proposeAccount(registry.deps, as(secondAdministrator), account(idNumber))), [
      'account.person-has-account',
    ])
  })

  it('T3 a hundred at once for the same person: exactly one proposal, a hundred approvals at once: exactly one account', async () => {
    for (let round = 0; round < 10; round += 1) await raceForAccount(registry, ON, newNumber(), 100)
  })

  it('an impossible number, a role of another office, an office that is not ours: every reason at once', async () => {
    const refused = await proposeAccount(registry.deps, as(administrator), {
      ...account('440699198501015000'),
      post: wanted('administrator', OFFICES.guicheng),
    })
    assert.deepEqual(codesOf(refused), [
      'account.id-number-impossible',
      'account.role-not-at-office',
      'account.outside-reach',
    ])
  })

  it('neither the ledger nor a proposal holds an ID number in plain', async () => {
    const { idNumber } = await newOfficial()
    const rows = await registry.asOwner('select (a.*)::text as line from shared.account_proposal a')
    const ledger = await registry.asOwner('select (l.*)::text as line from foshan.ledger l')
    const hex = Buffer.from(idNumber).toString('hex')
    for (const { line } of [...rows, ...ledger])
      assert.ok(!String(line).includes(idNumber) && !String(line).includes(hex))
    // The search finds what is there.
    assert.ok(rows.some(({ line }) => String(line).includes('新来的')))
  })
})

describe('三员分立: by constraint', () => {
  const CLASSES = ['administrator', 'security-administrator', 'audit-administrator', 'clerk'] as const
  const insert = (officialId: string, role: string, from: string, to: string | null) =>
    registry.asOwner(
      `insert into shared.post (post_id, official_id, office_id, role, division_prefix, valid_from, valid_to) values ($1, $2, $3, $4, '440604', $5, $6)`,
      [randomUUID(), officialId, OFFICES.migrantOffice.officeId, role, from, to],
    )
  for (const one of CLASSES)
    for (const other of CLASSES)
      if (one !== other)
        it(`${one} and ${other} on one day: not even the owner can enter it`, async () => {
          const { idBidx } = { idBidx: Buffer.from(randomUUID()) }
          const officialId = randomUUID()
          await registry.asOwner(`insert into shared.official (official_id, name, id_bidx) values ($1, '甲', $2)`, [
            officialId,
            idBidx,
          ])
          await insert(officialId, one, '2016-01-01', '2016-06-30')
          await assert.rejects(insert(officialId, other, '2016-06-30', null), /post_administrators_apart/)
          // One after the other is no overlap.
          await insert(officialId, other, '2016-07-01', null)
        })

  it('the rule says the same before the constraint does', async () => {
    const { officialId } = await newOfficial()
    const refused = await proposeAccount(registry.deps, as(administrator), {
      intentId: randomUUID(),
      kind: 'post',
      officialId,
      post: wanted('security-administrator', OFFICES.migrantOffice),
      reason: '',
    })
    assert.deepEqual(codesOf(refused), ['account.administrators-apart'])
  })

  it('the audit administrator writes nothing, the security administrator proposes nothing, nobody decides on himself', async () => {
    for (const who of [auditAdministrator, securityAdministrator, clerk])
      assert.deepEqual(codesOf(await proposeAccount(registry.deps, as(who), account(newNumber()))), [
        'access.post-lacks-authority',
      ])
    const own = await keepAccount(registry.deps, as(administrator), {
      intentId: randomUUID(),
      kind: 'record-leaving',
      officialId: administrator.officialId,
      leftOn: day(ON),
      reason: '离职',
    })
    assert.deepEqual(codesOf(own), ['account.own-account'])
    await assert.rejects(
      registry.asOwner(
        `insert into shared.account_proposal (proposal_id, city, kind, official_id, proposed_by, proposed_at, state, decided_by, decided_at)
         values ($1, 'foshan', 'reinstate', $2, $3, now(), 'approved', $3, now())`,
        [randomUUID(), clerk.officialId, administrator.officialId],
      ),
      /check constraint/,
    )
  })
})

describe('密钥登记: by two, face to face', () => {
  it('the code is kept by its digest, good once for a day; a retry of the approval gives a new one', async () => {
    const { officialId } = await newOfficial()
    const proposal = { intentId: randomUUID(), officialId, reason: 'first', replaces: null } as const
    must(await proposeEnrolment(registry.deps, as(administrator), proposal))
    const approval = { intentId: randomUUID(), enrolmentId: proposal.intentId, faceToFace: true } as const
    assert.deepEqual(codesOf(await approveEnrolment(registry.deps, as(administrator), approval)), [
      'access.post-lacks-authority',
    ])
    const at = new Date().toISOString()
    const { code, expiresAt } = must(await approveEnrolment(registry.deps, as(securityAdministrator, at), approval))
    assert.match(code, /^[0-9A-HJKMNP-TV-Z]{12}$/)
    assert.equal(Date.parse(expiresAt) - Date.parse(at), 24 * 3_600_000)
    const kept = () => count('shared.enrolment where code_sm3 = $1 and used_at is null', [enrolmentCodeSm3(code)])
    assert.equal(await kept(), 1)
    const again = must(await approveEnrolment(registry.deps, as(securityAdministrator), approval))
    assert.notEqual(again.code, code)
    assert.equal(await kept(), 0)
    const other = { ...approval, intentId: randomUUID() }
    assert.deepEqual(codesOf(await approveEnrolment(registry.deps, as(securityAdministrator), other)), [
      'account.already-decided',
    ])
  })

  it('two keys are wanted, and the page of the account counts what is in use, not what is revoked', async () => {
    const { officialId } = await newOfficial()
    for (const [revoked, inUse] of [
      [undefined, 0],
      [false, 1],
      [true, 1],
      [false, 2],
    ] as const) {
      if (revoked !== undefined) await bindKey(registry, officialId, { revoked })
      const { file } = await getAccount(registry.deps, as(administrator), officialId)
      assert.deepEqual([file.authenticators, file.authenticatorsWanted], [inUse, 2])
    }
  })
})

describe('同日离职: an HR file', () => {
  const session = (officialId: string, postId: string) =>
    registry.asOwner(
      `insert into shared.session (token_sm3, official_id, post_id, city, created_at, last_seen_at, expires_at) values ($1, $2, $3, 'foshan', now(), now(), now() + interval '12 hours')`,
      [Buffer.from(randomUUID()), officialId, postId],
    )
  const open = (officialId: string) => count('shared.session where official_id = $1 and ended_at is null', [officialId])

  it('T2 T3 previews, then closes the leaver with every session in one transaction, proposes the newcomer; a second upload changes nothing', async () => {
    const { officialId, idNumber } = await newOfficial()
    const stays = await newOfficial()
    const [post] = await registry.asOwner('select post_id from shared.post where official_id = $1', [officialId])
    await session(officialId, String(post?.['post_id']))
    const comer = newNumber()
    const text = `姓名,身份证号,机构代码,角色,辖区,到岗日期,离职日期\n走的,${idNumber},,,,,${ON}\n留的,${stays.idNumber},101,clerk,,2016-01-01,\n"来,的",${comer},101,coordinator,,2016-03-01,\n`
    const preview = await previewRoster(registry.deps, as(administrator), text)
    assert.deepEqual(
      preview.lines.map(({ effect }) => effect),
      ['leaves', 'none', 'joins'],
    )
    assert.ok(preview.absent.includes(clerk.name))
    assert.equal(await open(officialId), 1)
    const intentId = randomUUID()
    const done = must(await importRoster(registry.deps, as(administrator), { intentId, text }))
    assert.deepEqual([done.left, done.proposed], [1, 1])
    assert.equal(await open(officialId), 0)
    const { file } = await getAccount(registry.deps, as(auditAdministrator), officialId)
    assert.deepEqual(
      [file.standing.state, file.standing.state === 'closed' && file.standing.reason],
      ['closed', 'left'],
    )
    assert.equal(file.posts[0]?.row.valid_to, ON)
    assert.equal(must(await importRoster(registry.deps, as(administrator), { intentId, text })).repeated, true)
    const anew = must(await importRoster(registry.deps, as(administrator), { intentId: randomUUID(), text }))
    assert.deepEqual([anew.left, anew.proposed], [0, 0])
  })

  it('a file with a wrong row changes nothing and names the rows', async () => {
    const { idNumber, officialId } = await newOfficial()
    const text = `- { name: 走的, idNumber: '${idNumber}', leftOn: '${ON}' }\n- { name: 错的, idNumber: '1', office: '101', role: clerk, from: '2016-01-01' }\n`
    const refused = await importRoster(registry.deps, as(administrator), { intentId: randomUUID(), text })
    assert.deepEqual(codesOf(refused), ['account.roster-faults'])
    assert.equal(await count('shared.official where official_id = $1 and left_on is null', [officialId]), 1)
  })

  it('who left can come back with approval only, on the same account', async () => {
    const { officialId, idNumber } = await newOfficial()
    const leaving = {
      intentId: randomUUID(),
      kind: 'record-leaving',
      officialId,
      leftOn: day(ON),
      reason: '离职',
    } as const
    must(await keepAccount(registry.deps, as(administrator), leaving))
    assert.deepEqual(codesOf(await proposeAccount(registry.deps, as(administrator), account(idNumber))), [
      'account.person-has-account',
    ])
    const back = { intentId: randomUUID(), kind: 'reinstate', officialId, reason: '返聘' } as const
    must(await proposeAccount(registry.deps, as(administrator), back))
    must(await approve(back.intentId))
    assert.equal((await getAccount(registry.deps, as(administrator), officialId)).file.standing.state, 'active')
    assert.equal(
      await count('shared.official where id_bidx = $1', [registry.deps.crypto.blindIndex('idno', idNumber)]),
      1,
    )
  })
})

describe('长期不用: by the clock', () => {
  it('T3 29 days active, 30 suspended, 90 closed; work again by proposal and approval', async () => {
    const { officialId } = await newOfficial()
    const later = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
    const state = async (days: number) =>
      (await listAccounts(registry.deps, as(administrator, later(days)), '新来的')).find(
        (line) => line.officialId === officialId,
      )?.standing.state
    assert.deepEqual(
      [await state(29), await state(30), await state(89), await state(90)],
      ['active', 'suspended', 'suspended', 'closed'],
    )
    const command = { intentId: randomUUID(), kind: 'reinstate', officialId, reason: '产假归来' } as const
    assert.deepEqual(codesOf(await proposeAccount(registry.deps, as(administrator), command)), ['account.is-active'])
    must(await proposeAccount(registry.deps, as(administrator, later(40)), command))
    must(
      await decideProposal(registry.deps, as(securityAdministrator, later(40)), {
        intentId: randomUUID(),
        proposalId: command.intentId,
        approve: true,
        reason: '',
      }),
    )
    assert.equal(await state(41), 'active')
  })
})

describe('委托和临时授权', () => {
  const lend = (who: CastOfficial, command: Partial<LendPost> & { delegateId: string }) =>
    lendPost(registry.deps, as(who), {
      intentId: randomUUID(),
      postId: clerk.postId,
      divisionPrefix: null,
      time: { kind: 'temporary', hours: 8 },
      reason: '临时顶班',
      ...command,
    })
  const holdings = (officialId: string, at = new Date().toISOString(), on = ON) =>
    registry.deps.cities
      .get('foshan')!
      .pool.look(registry.act(clerk, ON).scope, (db) => listHoldings(db, officialId, { legalOn: day(on), at }))

  it('the head lends a post of the unit for a shift, at once; after eight hours it is gone', async () => {
    const { officialId } = await newOfficial('coordinator')
    const done = must(await lend(stationHead, { delegateId: officialId }))
    const lent = (rows: Awaited<ReturnType<typeof holdings>>) => rows.filter((row) => row.delegation_id !== null)
    assert.deepEqual(
      lent(await holdings(officialId)).map((row) => [row.post_id, row.delegation_id, row.holder_name]),
      [[clerk.postId, done.subjectId, clerk.name]],
    )
    assert.equal(
      lent(await holdings(officialId, new Date(Date.now() + 8 * 3_600_000 + 60_000).toISOString())).length,
      0,
    )
    must(await endDelegation(registry.deps, as(stationHead), { intentId: randomUUID(), delegationId: done.subjectId }))
    assert.equal(lent(await holdings(officialId)).length, 0)
  })

  it('the delegate goes on at the lent post in the own session; it ends with the lending, at once', async () => {
    const { officialId } = await newOfficial('coordinator')
    const [own] = await registry.asOwner('select post_id from shared.post where official_id = $1', [officialId])
    const token = randomUUID()
    const digest = sm3(Buffer.from(token))
    await registry.asOwner(
      `insert into shared.session (token_sm3, official_id, post_id, city, created_at, last_seen_at, expires_at) values ($1, $2, $3, 'foshan', now(), now(), now() + interval '12 hours')`,
      [digest, officialId, own?.['post_id']],
    )
    const { shared } = registry.deps
    const find = () =>
      findSession(shared, token, new Date().toISOString(), day(ON), { ip: '', agentSm3: Buffer.alloc(0) })
    assert.equal((await find())?.actor.kind, 'official')
    // Without a lending nobody acts from another's post.
    const at = { postId: clerk.postId, city: 'foshan' }
    await recordPostOfSession(shared, digest, { ...at, delegationId: null })
    assert.equal(await find(), undefined)
    const { subjectId } = must(await lend(stationHead, { delegateId: officialId }))
    await recordPostOfSession(shared, digest, { ...at, delegationId: subjectId })
    const actor = (await find())?.actor
    assert.ok(actor?.kind === 'official')
    assert.deepEqual([actor.officialId, actor.postId, actor.delegationId], [officialId, clerk.postId, subjectId])
    must(await endDelegation(registry.deps, as(stationHead), { intentId: randomUUID(), delegationId: subjectId }))
    assert.equal(await find(), undefined)
  })

  it('a substitution begins with its approval, for its days only', async () => {
    const { officialId } = await newOfficial('coordinator')
    const time = { kind: 'substitution', from: day('2016-03-07'), to: day('2016-03-11') } as const
    const done = must(await lend(clerk, { delegateId: officialId, time }))
    const lent = async (on: string) =>
      (await holdings(officialId, undefined, on)).some((row) => row.delegation_id !== null)
    assert.equal(await lent(ON), false)
    const decide = (act: Act) =>
      decideDelegation(registry.deps, act, { intentId: randomUUID(), delegationId: done.subjectId, approve: true })
    const end = (act: Act) =>
      endDelegation(registry.deps, act, { intentId: randomUUID(), delegationId: done.subjectId })
    // What an administrator's list does not show is not theirs to decide or to end.
    const elsewhere = reaching('440605', as(securityAdministrator))
    for (const out of [decide, end]) await assert.rejects(out(elsewhere), { code: 'not-found' })
    must(await decide(as(securityAdministrator)))
    assert.deepEqual(
      [await lent('2016-03-06'), await lent('2016-03-07'), await lent('2016-03-11'), await lent('2016-03-12')],
      [false, true, true, false],
    )
    // What is lent is still the holder's: the delegate cannot lend it on.
    const onward = await newOfficial('coordinator')
    const delegate = { ...clerk, officialId, postId: clerk.postId }
    assert.deepEqual(codesOf(await lend(delegate, { delegateId: onward.officialId, time })), ['delegation.not-holder'])
  })

  it('refuses: too long, wider, to oneself, to or of an administrator, to somebody without a post', async () => {
    const { officialId } = await newOfficial('coordinator')
    const hours = await lend(stationHead, { delegateId: officialId, time: { kind: 'temporary', hours: 9 } })
    assert.deepEqual(codesOf(hours), ['delegation.too-many-hours'])
    const wide = await lend(clerk, { delegateId: officialId, divisionPrefix: '4406' })
    assert.deepEqual(codesOf(wide), ['delegation.wider-than-post'])
    assert.deepEqual(codesOf(await lend(clerk, { delegateId: clerk.officialId })), ['delegation.to-same-person'])
    assert.deepEqual(codesOf(await lend(clerk, { delegateId: administrator.officialId })), [
      'delegation.administrators-not-lent',
    ])
    const own = { delegateId: officialId, postId: administrator.postId }
    assert.deepEqual(codesOf(await lend(administrator, own)), ['delegation.administrators-not-lent'])
    assert.deepEqual(codesOf(await lend(clerk, { delegateId: randomUUID() })), ['delegation.delegate-holds-no-post'])
    const long = { kind: 'substitution', from: day('2016-03-07'), to: day('2016-04-06') } as const
    assert.deepEqual(codesOf(await lend(clerk, { delegateId: officialId, time: long })), ['delegation.too-many-days'])
    const head = await lend(stationHead, {
      delegateId: officialId,
      time: { kind: 'substitution', from: day(ON), to: day(ON) },
    })
    assert.deepEqual(codesOf(head), ['delegation.not-holder'])
  })
})

describe('no signature without a post, looked at again over all of them', () => {
  const find = () =>
    registry.deps.cities.get('foshan')!.pool.look(registry.act(clerk, ON).scope, listSignersWithoutPost)

  it("T3 everything above was signed from a post; a post that ended before, or that is another's, is found", async () => {
    assert.ok((await count('foshan.signature', [])) > 30)
    assert.deepEqual(await find(), [])
    const [any] = await registry.asOwner(
      'select case_id, case_version from foshan.signature where official_id = $1 limit 1',
      [stationHead.officialId],
    )
    const { case_id: caseId, case_version: version } = any ?? {}
    const place = 'where case_id = $1 and case_version = $2'
    const move = (postId: string) =>
      registry.asOwner(`update foshan.signature set post_id = $3 ${place}`, [caseId, version, postId])
    await move(clerk.postId)
    assert.deepEqual(
      (await find()).map((row) => row.case_id),
      [caseId],
    )
    await move(stationHead.postId)
    assert.deepEqual(await find(), [])
    const { postId } = securityAdministrator
    await registry.asOwner(`update shared.post set valid_to = '2016-03-06' where post_id = $1`, [postId])
    const found = await find()
    assert.ok(found.length > 0 && found.every((row) => row.post_id === postId))
    await registry.asOwner('update shared.post set valid_to = null where post_id = $1', [postId])
  })

  it('a delegate signs at the lent post, and only while it is lent', async () => {
    const { officialId } = await newOfficial('coordinator')
    const lent = await lendPost(registry.deps, as(stationHead), {
      intentId: randomUUID(),
      postId: clerk.postId,
      delegateId: officialId,
      divisionPrefix: null,
      time: { kind: 'temporary', hours: 2 },
      reason: '顶班',
    })
    assert.ok(lent.ok)
    const sign = (at: Date) =>
      registry.asOwner(
        `insert into foshan.signature (case_id, case_version, step, official_id, post_id, signed_on, signed_at, content_sm3, statement, countersignature, key_id, signer_class)
         select $1, 1, 'accept', $2, $3, $4, $5, '', '', '', '', class from foshan.signer_class where step = 'accept'`,
        [randomUUID(), officialId, clerk.postId, ON, at],
      )
    await sign(new Date(Date.now() + 3_600_000))
    assert.deepEqual(await find(), [])
    await sign(new Date(Date.now() + 3 * 3_600_000))
    assert.deepEqual(
      (await find()).map((row) => row.official_id),
      [officialId],
    )
  })
})
