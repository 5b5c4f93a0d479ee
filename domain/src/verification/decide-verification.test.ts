import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { anyDay } from '../../test/day.ts'
import { PACKS } from '../../test/held-law.ts'
import { CARD_ASKERS, CHECK_PURPOSES, RELEASED_FIELDS } from '../policy/disclosure-policy.ts'
import { decideRetention } from './decide-retention.ts'
import { decideVerification } from './decide-verification.ts'

describe('decideVerification', () => {
  for (const pack of PACKS) {
    it(`${pack.id}: nothing is told without work ID, case and title to ask; and never more than the purpose needs`, () => {
      fc.assert(
        fc.property(
          anyDay,
          fc.constantFrom(...CARD_ASKERS),
          fc.boolean(),
          fc.constantFrom('', 'case 17'),
          fc.constantFrom(...CHECK_PURPOSES),
          fc.option(fc.subarray([...RELEASED_FIELDS], { minLength: 1 }), { nil: undefined }),
          (asOf, asker, workIdChecked, caseReference, purpose, fields) => {
            const permit = { valid: true, residenceYears: 2, residenceDivision: '440604', idNumber: 'kept' }
            const facts = { asker, workIdChecked, caseReference, purpose, ...(fields === undefined ? {} : { fields }) }
            const decision = decideVerification(facts, permit, asOf, pack.disclosure)
            const released = pack.disclosure.purposes.find((one) => one.purpose === purpose)?.releases ?? []
            const mayAsk =
              workIdChecked &&
              caseReference !== '' &&
              pack.disclosure.askedBy.value.includes(asker) &&
              (fields ?? []).every((field) => released.includes(field)) &&
              released.length > 0
            assert.equal(decision.ok, mayAsk)
            if (decision.ok) assert.deepEqual(Object.keys(decision.value).sort(), [...(fields ?? released)].sort())
          },
        ),
      )
    })
    it(`${pack.id}: CN-663:18(3) only the police keep a card`, () => {
      for (const by of CARD_ASKERS) assert.equal(decideRetention(by, pack.disclosure).ok, by === 'police')
    })
  }
})
