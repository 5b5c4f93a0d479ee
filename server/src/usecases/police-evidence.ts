import { ground, type Ground } from '@anju/domain/kernel/decision.ts'

/** What the police say of the signature under a step of theirs: by its digest the two sides' papers are brought together. */
export type PoliceEvidence = {
  /** SM3 of what the officer's own security key said, hex; missing where no key signed. */
  readonly policeEvidenceSm3?: string
}

/** As it stands among the facts of an event. */
export function policeEvidence({ policeEvidenceSm3 }: PoliceEvidence): PoliceEvidence {
  return policeEvidenceSm3 === undefined ? {} : { policeEvidenceSm3 }
}

/** As it stands, open to everybody, in the ledger and in the bundle of the case. @param law - source of the city's rules */
export function policeGrounds({ policeEvidenceSm3 }: PoliceEvidence, law: Ground['law']): readonly Ground[] {
  return policeEvidenceSm3 === undefined ? [] : [ground(law, 'police.signed', { evidenceSm3: policeEvidenceSm3 })]
}
