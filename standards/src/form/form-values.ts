/** One row of the family (主要家庭成员). */
export type FamilyRow = {
  readonly name: string
  readonly relation: string
  readonly idNumber: string
  readonly together: boolean | null
}

/**
 * What stands in the form, as keyed in. An empty text, `null` and a missing field all mean: not filled in. Codes are those of
 * the form's lists; dates are `YYYY-MM-DD`.
 */
export type FormValues = {
  readonly district?: string
  readonly town?: string
  readonly policeStation?: string
  readonly committee?: string
  readonly name?: string
  readonly sex?: string
  /** Whether a photo is there; the image itself is no matter of this check. */
  readonly photo?: boolean
  readonly ethnicity?: string
  readonly birthOn?: string
  readonly education?: string
  readonly politics?: string
  readonly arrivedOn?: string
  readonly mobile?: string
  /** Kind of the document whose number `idNumber` is; an identity card when missing. */
  readonly documentKind?: string
  readonly idNumber?: string
  readonly hukouDivision?: string
  readonly hukouDetail?: string
  readonly marital?: string
  readonly sons?: number | null
  readonly daughters?: number | null
  readonly employment?: string
  readonly employerName?: string
  readonly employerAddress?: string
  readonly employerPhone?: string
  readonly socialInsurance?: boolean | null
  readonly occupation?: string
  readonly agency?: boolean
  readonly agentName?: string
  readonly agentRelation?: string
  readonly agentPhone?: string
  readonly agentIdNumber?: string
  readonly family?: readonly FamilyRow[]
  readonly lane?: string
  readonly door?: string
  readonly unit?: string
  readonly room?: string
  readonly movedInOn?: string
  readonly placeType?: string
  readonly reason?: string
  readonly livingMode?: string
  readonly leftOn?: string
  readonly destination?: string
  readonly remark?: string
  readonly filledInOn?: string
}

/** Whether a value counts as filled in. Zero and a no are answers; blanks are not. */
export function isFilledIn(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== ''
  return value !== undefined && value !== null
}
