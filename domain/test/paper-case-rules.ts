import { parseAddress } from '@anju/standards/address/parse-address.ts'
import { rejectAddress } from '@anju/standards/address/reject-address.ts'
import type { FormValues } from '@anju/standards/form/form-values.ts'
import { validateForm } from '@anju/standards/form/validate-form.ts'

import { APPLICATION_TRANSITIONS } from '../src/application/application-machine.ts'
import { findTransition, type Transition } from '../src/kernel/state-machine.ts'
import type { Pack } from '../src/policy/pack.ts'
import { REGISTRATION_TRANSITIONS } from '../src/registration/registration-machine.ts'
import type { CaseFacts } from './case-facts.ts'

/** Ms Zhang's form in full; a case writes only what is otherwise. */
const FORM: FormValues = {
  district: '440604',
  town: '440604011',
  committee: '440604011002',
  name: '张秀英',
  sex: '2',
  ethnicity: '01',
  birthOn: '1992-02-29',
  education: '60',
  politics: '13',
  arrivedOn: '2016-01-04',
  mobile: '13800000000',
  idNumber: '440699199202290024',
  hukouDivision: '430521',
  hukouDetail: '某镇某村1组',
  marital: '20',
  sons: 0,
  daughters: 1,
  employment: '1',
  employerName: '某陶瓷厂',
  employerAddress: '张槎一路8号',
  employerPhone: '0757-82000000',
  socialInsurance: true,
  occupation: '06',
  agency: false,
  family: [],
  lane: '张槎三路',
  door: '12号',
  unit: '302房',
  movedInOn: '2016-01-04',
  placeType: '1',
  reason: '1',
  livingMode: '1',
  filledInOn: '2016-01-05',
}
const NAMES = { province: '广东省', city: '佛山市', district: '禅城区', town: '张槎街道' }
const LANES = ['张槎三路', '大江路'].map((name) => ({ laneId: name, name }))

/** The printed form, the written address and the two charts, by the name that a case gives. */
export const PAPER_CASE_RULES: Readonly<Record<string, (facts: CaseFacts, pack: Pack) => unknown>> = {
  'form-findings': ({ form, purpose, asOf }) =>
    validateForm({ ...FORM, ...form }, { purpose: purpose ?? 'registration', asOf: asOf ?? '2016-01-05' }).map(
      ({ kind, code, field, law }) => ({ kind, code, field, law }),
    ),
  'address-rejections': ({ text }) =>
    rejectAddress(parseAddress(text, '440604011002', NAMES, LANES), { names: NAMES, otherDistricts: [] }).map(
      ({ code }) => code,
    ),
  'registration-walk': ({ steps }, { workflow }) => {
    const byVisit = workflow.registration.verification.value === 'visit'
    return walk(REGISTRATION_TRANSITIONS, steps, [byVisit ? 'verified-by-visit' : 'not-verified-by-visit'])
  },
  'application-walk': ({ steps }, { workflow }) => {
    const path = workflow.application.path.value
    const has = (step: (typeof path)[number], name: string) =>
      path.includes(step) ? `with-${name}` : `without-${name}`
    return walk(APPLICATION_TRANSITIONS, steps, [
      has('verify', 'visit'),
      has('export', 'boundary'),
      has('dispatch', 'dispatch'),
    ])
  },
}

/** The states that a case goes through, each with the box of the chart. `steps`: an event, and what else holds at it. */
function walk(
  table: readonly Transition<string, string, string>[],
  steps: readonly (readonly string[])[],
  always: readonly string[],
): readonly { readonly to: string; readonly law: string }[] {
  const walked: { to: string; law: string }[] = []
  for (const [event = '', ...also] of steps) {
    const holds = Object.fromEntries([...always, ...also].map((guard) => [guard, true]))
    const row = findTransition(table, walked.at(-1)?.to ?? null, event, holds)
    if (row === undefined) throw new Error(`No box leads on by ${event} from ${walked.at(-1)?.to ?? 'the beginning'}`)
    walked.push({ to: row.to, law: row.law })
  }
  return walked
}
