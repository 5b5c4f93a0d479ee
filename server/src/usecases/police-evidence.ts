/** What the police say of the signature under a step of theirs: by its digest the two sides' papers are brought together. */
export type PoliceEvidence = {
  /** SM3 of what the officer's own security key said, hex; missing where no key signed. */
  readonly policeEvidenceSm3?: string
}

/** As it stands among the facts of an event. */
export function policeEvidence({ policeEvidenceSm3 }: PoliceEvidence): PoliceEvidence {
  return policeEvidenceSm3 === undefined ? {} : { policeEvidenceSm3 }
}
