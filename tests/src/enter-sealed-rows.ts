import { randomBytes, randomUUID } from 'node:crypto'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import { recordEndorsement } from '@anju/server/store/endorsement.ts'
import { recordEvents } from '@anju/server/store/record-event.ts'
import { recordAuthenticator } from '@anju/server/store/sign-in-challenge.ts'
import { decideDelegation, lendPost } from '@anju/server/usecases/account/lend-post.ts'
import { giveLeave } from './give-leave.ts'
import type { TestRegistry } from './test-registry.ts'

const ON = '2017-07-18'

/** Keys of two officials, two posts that are lent and endorsements of two permits, written by commands and store as the programs do. */
export async function enterSealedRows(registry: TestRegistry): Promise<void> {
  const act = registry.systemAct('foshan', ON)
  const sealing = { crypto: registry.deps.crypto, act }
  const permits = await registry.asOwner(
    `select permit_id, person_id, division_code, (select office_id from shared.office where city = 'foshan' limit 1) as office_id
     from foshan.permit where state = 'in-force' order by permit_id limit 2`,
  )
  for (const { officialId } of [OFFICIALS.clerk, OFFICIALS.stationHead]) {
    const enrolmentId = randomUUID()
    await giveLeave(registry, officialId, { on: ON, at: act.at, enrolmentId })
    await act.city.pool.transact(wholeCity(act.city), (tx) =>
      recordAuthenticator(tx, sealing, {
        authenticatorId: randomUUID(),
        enrolmentId,
        officialId,
        kind: 'webauthn',
        credentialId: randomBytes(32),
        publicKey: randomBytes(77),
        count: 0,
        aaguid: '',
        transports: ['usb'],
        attestation: randomBytes(8),
        label: '',
      }),
    )
  }
  await lendPosts(registry)
  for (const permit of permits) {
    const endorsementId = randomUUID()
    await act.city.pool.transact(wholeCity(act.city), async (tx) => {
      await recordEndorsement(tx, sealing, {
        endorsementId,
        permitId: String(permit['permit_id']),
        personId: String(permit['person_id']),
        officeId: String(permit['office_id']),
        divisionCode: String(permit['division_code']),
        channel: 'counter',
        condition: 'employment',
        pack: 'foshan/2016-01-01',
        acceptedOn: parsePlainDate(ON),
        bookedOnlineOn: null,
        needsCheck: false,
        written: 'chip',
        version: 2,
      })
      await recordEvents(tx, registry.deps.crypto, randomUUID, {
        act: registry.act(OFFICIALS.clerk, ON),
        intent: { intentId: randomUUID(), route: 'endorse', requestSm3: Buffer.alloc(32) },
        streamId: endorsementId,
        pack: 'foshan/2016-01-01',
        person: null,
        events: ['accept', 'complete'].map((kind, at) => ({
          kind,
          version: at + 1,
          facts: {},
          grounds: [],
          signedStep: 'endorse',
        })),
        effects: [],
      })
    })
  }
}

/** A post lent for a shift, and one for a day with approval. */
async function lendPosts(registry: TestRegistry): Promise<void> {
  const { deps } = registry
  const { stationHead, deputyHead, clerk, coordinator, secondCoordinator, securityAdministrator } = OFFICIALS
  const day = parsePlainDate(ON)
  const asked = { divisionPrefix: null, reason: '顶班' }
  const shift = await lendPost(deps, registry.act(stationHead, ON), {
    ...asked,
    intentId: randomUUID(),
    postId: clerk.postId,
    delegateId: secondCoordinator.officialId,
    time: { kind: 'temporary', hours: 4 },
  })
  const delegationId = randomUUID()
  const days = await lendPost(deps, registry.act(deputyHead, ON), {
    ...asked,
    intentId: delegationId,
    postId: deputyHead.postId,
    delegateId: coordinator.officialId,
    time: { kind: 'substitution', from: day, to: day },
  })
  const decision = { intentId: randomUUID(), delegationId, approve: true }
  const approved = await decideDelegation(deps, registry.act(securityAdministrator, ON, 'city'), decision)
  if (!shift.ok || !days.ok || !approved.ok) throw new Error(JSON.stringify([shift, days, approved]))
}
