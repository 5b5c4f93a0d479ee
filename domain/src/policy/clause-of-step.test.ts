import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { parse } from 'yaml'
import { APPLICATION_TRANSITIONS } from '../application/application-machine.ts'
import { REGISTRATION_TRANSITIONS } from '../registration/registration-machine.ts'
import { clauseOfStep, isDoneHere } from './clause-of-step.ts'
import { parsePack } from './pack.ts'

const packAt = (path: string) =>
  parsePack(parse(readFileSync(new URL(`../../../law/packs/${path}`, import.meta.url), 'utf8')))
const FOSHAN = packAt('foshan/2016-01-01.yaml')
const LINHE = packAt('linhe/2017-04-24.yaml')
const ROWS = [...REGISTRATION_TRANSITIONS, ...APPLICATION_TRANSITIONS]

describe('the clause of a step is one of the city that takes it', () => {
  it('Foshan: as the chart has it', () => {
    for (const { by, law } of ROWS.filter((row) => row.law.startsWith('FS-')))
      assert.equal(clauseOfStep(by, law, FOSHAN.workflow), law)
  })
  it('Linhe: never one of a Foshan document', () => {
    for (const { by, law } of ROWS) assert.match(clauseOfStep(by, law, LINHE.workflow), /^(LH-2017-36|CN-663):/)
  })
  it("hand-over rests on the duty of the hall; a patrol is nobody's duty there", () => {
    assert.equal(clauseOfStep('hand-over', 'FS-2016-14:附件3.通知发放', LINHE.workflow), 'LH-2017-36:三.二')
    assert.equal(isDoneHere('visit', LINHE.workflow), false)
    assert.equal(isDoneHere('visit', FOSHAN.workflow), true)
    assert.equal(isDoneHere('system', LINHE.workflow), true)
  })
})
