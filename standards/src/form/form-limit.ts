/** Ages and counts beyond which the clerk is asked to look again. None of them refuses anything. */
export type FormLimits = {
  /** Years of age at which marriage is lawful. */
  readonly marriageAge: { readonly male: number; readonly female: number; readonly law: `${string}:${string}` }
  /** Usual years of age of a member of the Youth League, both included. */
  readonly youthLeagueAge: { readonly from: number; readonly to: number }
  /** Years of age below which nobody belongs to a party. */
  readonly partyAge: number
  /** Years by which a parent is older than a child. */
  readonly parentOlderBy: number
  readonly childrenMax: number
}

/**
 * Customary limits, for a city whose pack says nothing else: marriage by the Civil Code (art. 1047), the League's and the
 * Party's own charters, and what biology allows.
 */
export const USUAL_FORM_LIMITS: FormLimits = {
  marriageAge: { male: 22, female: 20, law: 'CC:1047' },
  youthLeagueAge: { from: 14, to: 28 },
  partyAge: 18,
  parentOlderBy: 12,
  childrenMax: 20,
}
