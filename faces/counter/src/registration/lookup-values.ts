import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import type { CardRead } from '@anju/face-kit/device/card-reader.ts'

/** What a found person, or else the number itself, fills into the form. Blank means: leave what is typed. */
export function lookupValues({ person, idNumber }: AnswerOf<Routes['lookUpPerson']>): Readonly<Record<string, string>> {
  if (person !== null) {
    const { name, sex, ethnicity, birthOn, hukouDivision, hukouDetail } = person
    return { name, sex, ethnicity, birthOn, hukouDivision, hukouDetail }
  }
  if (idNumber === null) return {}
  return {
    sex: idNumber.sex,
    birthOn: idNumber.birthOn,
    hukouDivision: idNumber.divisionKnown ? idNumber.divisionCode : '',
  }
}

/** What an ID card fills in; its address is the address of the hukou as it was when the card was made. */
export function cardValues(card: CardRead): Readonly<Record<string, string>> {
  return {
    idNumber: card.idNumber,
    name: card.name,
    sex: card.sexCode,
    ethnicity: card.ethnicityCode,
    birthOn: card.bornOn,
    hukouDetail: card.addressText,
  }
}
