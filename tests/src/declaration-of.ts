import type { CastPerson } from '@anju/dev/cast.ts'

/** A whole declaration of a member of the cast, as the front desk keys it in; nothing starred is missing. */
export function declarationOf(person: CastPerson, dwellingId: string, arrivedOn: string) {
  const { name, sex, ethnicity, birthOn, idNumber, mobile, hukouDivision, hukouDetail } = person
  return {
    person: { name, sex, ethnicity, birthOn, documentKind: '111', idNumber, mobile, hukouDivision, hukouDetail },
    form: {
      education: '70',
      politics: '13',
      marital: '10',
      sons: null,
      daughters: null,
      employment: '1',
      employerName: '南风陶瓷有限公司',
      employerAddress: '禅城区张槎一路8号',
      employerPhone: '0757-82000000',
      socialInsurance: true,
      occupation: '06',
      agency: false,
      agentName: '',
      agentRelation: '',
      agentPhone: '',
      agentIdNumber: '',
      family: [],
      arrivedOn,
      movedInOn: arrivedOn,
      placeType: '1',
      reason: '1',
      livingMode: '1',
      remark: '',
    },
    home: { dwellingId },
    materials: [],
  }
}
