import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { day } from '../../test/day.ts'
import { CALENDAR, FOSHAN, LINHE } from '../../test/held-law.ts'
import type { EndorsementCase } from '../endorsement/decide-endorsement.ts'
import { addDays } from '../kernel/plain-date.ts'
import { permitStanding } from '../permit/permit-standing.ts'
import { decideTransferEndorsement } from './decide-transfer-endorsement.ts'
import { permitOnArrival, type TransferCase } from './decide-transfer.ts'

const PAPERS = ['residence-permit', 'identity-document', 'lease'] as const
/** Longer than any inquiry. */
const DELAY_DAYS_MAX = 90

function shown(city: 'foshan' | 'linhe', issued: number, registered: number): TransferCase {
  const issuedOn = addDays(day('2017-04-24'), issued)
  const registeredOn = addDays(day('2018-04-01'), registered)
  const [issuedIn, county] = city === 'foshan' ? ['440106', '440604'] : ['150802', '150802']
  return {
    card: { permitNo: 'GZ000001', issuedOn, issuedIn, endorsedOn: [] },
    shownOn: registeredOn,
    home: { county, registeredOn },
    provided: { materials: PAPERS, houseFiled: true },
    presence: { by: 'applicant' },
    isKnown: false,
  }
}

const askedOf = ({ home, provided, presence }: TransferCase): Omit<EndorsementCase, 'permit'> => {
  const since = home?.registeredOn ?? day('2018-04-01')
  const residence = { residing: true, registeredSince: since, residenceStart: since, eligibleFrom: since }
  return { condition: 'dwelling', channel: 'counter', provided, presence, residence }
}

describe('核查期间受理签注 decideTransferEndorsement（I-217）', () => {
  for (const [city, pack] of [
    ['foshan', FOSHAN],
    ['linhe', LINHE],
  ] as const)
    it(`${city}：按时受理的，不论何日接续都没有中止；逾期受理的，中止止于受理之日`, () => {
      const law = { packs: [pack], calendar: CALENDAR }
      const seen = new Set<string>()
      fc.assert(
        fc.property(
          fc.integer({ min: 0, max: 60 }),
          fc.integer({ min: 0, max: 60 }),
          fc.integer({ min: 0, max: 40 }),
          fc.integer({ min: 0, max: DELAY_DAYS_MAX }),
          (issued, registered, waited, delay) => {
            const transfer = shown(city, issued, registered)
            const acceptedOn = addDays(transfer.shownOn, waited)
            const taken = decideTransferEndorsement(transfer, askedOf(transfer), acceptedOn, law)
            if (!taken.ok) {
              assert.deepEqual(
                taken.refusals.map(({ code }) => code),
                ['endorsement.too-early'],
              )
              seen.add('early')
              return
            }
            const enteredOn = addDays(acceptedOn, delay)
            const permit = permitOnArrival(transfer, enteredOn, law)
            const entered = { ...permit, endorsements: [{ acceptedOn, completedOn: enteredOn }] }
            const standing = permitStanding(entered, enteredOn, law)
            assert.equal(standing.state, 'in-force')
            assert.equal(standing.validUntil, taken.value.validUntil)
            assert.deepEqual(standing.restoredOn, taken.value.kind === 'late' ? [acceptedOn] : [])
            seen.add(taken.value.kind)
          },
        ),
        { numRuns: 200, seed: 20170711 },
      )
      assert.deepEqual([...seen].toSorted(), ['early', 'in-time', 'late'])
    })

  it('没有登记的，照实说还没有居住', () => {
    const { home: _home, ...homeless } = shown('foshan', 0, 0)
    const asked = askedOf(homeless)
    const residence = { residing: false }
    const decision = decideTransferEndorsement(homeless, { ...asked, residence }, day('2018-04-10'), {
      packs: [FOSHAN],
      calendar: CALENDAR,
    })
    assert.deepEqual(decision.ok ? [] : decision.refusals.map(({ code }) => code), ['endorsement.not-residing'])
  })
})
