import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { answerTransfer, type AnswerTransfer } from '@anju/server/usecases/answer-transfer.ts'
import { decideTransferCase } from '@anju/server/usecases/decide-transfer-case.ts'
import { openTransfer, type OpenTransfer } from '@anju/server/usecases/open-transfer.ts'
import { type driveApplications, paper } from './permit-driver.ts'
import type { TestRegistry } from './test-registry.ts'

/** All that any city asks for. */
export const SHOWN = [
  paper('residence-permit'),
  paper('identity-document'),
  paper('lease'),
  paper('rental-filing-certificate'),
]

/** From this day on the Foshan of {@link withLinheMoves} treats a change of address as Linhe does. */
export const LINHE_RULES_FROM = '2018-02-01'
export function withLinheMoves(registry: TestRegistry): TestRegistry {
  const { packs } = registry.deps
  const on = parsePlainDate(LINHE_RULES_FROM)
  const { addressChange } = packInForce(packs, 'linhe', on)
  const linhe = { ...packInForce(packs, 'foshan', on), id: 'foshan/linhe-moves', inForceFrom: on, addressChange }
  return { ...registry, deps: { ...registry.deps, packs: [...packs, linhe] } }
}

/** Permits from elsewhere (外地签发居住证) in Foshan: shown, asked after, decided. */
export function driveTransfers(registry: TestRegistry, people: ReturnType<typeof driveApplications>) {
  const at = (on: string, member = OFFICIALS.clerk) => registry.act(member, on, 'city')
  let sequence = 0

  async function arrived(on: string) {
    const { registrationId } = await people.register(on, DWELLINGS.flat.dwellingId)
    const rows = await registry.asOwner('select person_id from foshan.registration where registration_id = $1', [
      registrationId,
    ])
    return { registrationId, personId: String(rows[0]?.['person_id']) }
  }

  function cardOf(personId: string, change: Partial<OpenTransfer> = {}): OpenTransfer {
    sequence += 1
    return {
      intentId: randomUUID(),
      personId,
      permitNo: `GZ${String(sequence).padStart(6, '0')}`,
      cardNo: '',
      issuedOn: parsePlainDate('2016-07-15'),
      issuedIn: '440106',
      issuingOffice: '广州市公安局天河区分局',
      endorsedOn: [],
      printedExpiryOn: null,
      oldAddress: '广州市天河区石牌西路1号',
      materials: SHOWN,
      inPerson: true,
      finding: null,
      endorse: null,
      ...change,
    }
  }

  async function opened(personId: string, on: string, change: Partial<OpenTransfer> = {}) {
    const done = await openTransfer(registry.deps, at(on), cardOf(personId, change))
    assert.ok(done.ok, JSON.stringify(done))
    return { transferId: done.value.subjectId, answerDueOn: done.value.answerDueOn }
  }

  const answer = (transferId: string, on: string, change: Partial<AnswerTransfer> = {}) =>
    answerTransfer(registry.deps, at(on), {
      intentId: randomUUID(),
      transferId,
      expectedVersion: 1,
      answer: 'confirmed',
      document: '穗公函〔2017〕8号',
      residedFrom: null,
      signedOffOn: null,
      ...change,
    })

  const decide = (transferId: string, on: string, enter = true, member = OFFICIALS.stationHead, expectedVersion = 2) =>
    decideTransferCase(registry.deps, at(on, member), {
      intentId: randomUUID(),
      transferId,
      expectedVersion,
      enter,
      note: '证件和复函核对一致',
      write: 'paper',
    })
  return { arrived, cardOf, opened, answer, decide }
}
