import { RegistryError } from '../registry-error.ts'
import type { Act, Deps } from '../deps.ts'
import { findMailing } from '../store/mailing.ts'
import { openNotice } from '../store/notice.ts'
import { findPerson, type PersonRow } from '../store/person.ts'
import { findDivisionNames } from '../store/place.ts'
import { listRegistrationsOf } from '../store/registration.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import { stateOf } from './list-notices.ts'
import { LEGAL_EFFECT } from './notice-channel.ts'

/** Notices that say that the person does not live where they were registered: a letter there would reach nobody (I-159). */
const NOT_THERE: readonly string[] = ['cancelled-untrue', 'cancelled-unreached', 'ended-presumed-left', 'departed']

/**
 * What the letter of a notice says (邮寄告知): the text of the message, why it comes by post, and where it goes.
 * @throws RegistryError not-found where the notice needs no letter, or none any more
 */
export async function loadLetterFacts(deps: Deps, act: Act, db: Db, noticeId: string) {
  const notice = await findMailing(db, LEGAL_EFFECT, noticeId)
  const person = notice === undefined ? undefined : await findPerson(db, notice.person_id)
  if (notice === undefined || person === undefined)
    throw new RegistryError('not-found', 'No letter to be posted within reach')
  const [template = ''] = notice.template.split('/')
  const registered = (await listRegistrationsOf(db, person.person_id)).at(-1)?.standard_text
  const isElsewhere = NOT_THERE.includes(template) || registered === undefined
  return {
    person,
    divisionCode: notice.division_code,
    address: isElsewhere ? await hukouAddress(deps, person) : registered,
    text: openNotice(deps.crypto, notice),
    madeOn: notice.made_on,
    state: stateOf(notice),
  }
}

async function hukouAddress(
  deps: Deps,
  { hukou_division: division, hukou_detail: detail }: PersonRow,
): Promise<string> {
  const codes = [2, 4, 6].map((length) => division.slice(0, length))
  const names = await findDivisionNames(deps.shared, codes)
  return [...new Set(codes)].map((code) => names.get(code) ?? '').join('') + detail
}
