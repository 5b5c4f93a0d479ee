import type { ActTrace } from './act-trace.ts'

/** Acts by which facts and papers come in, from whoever stands there. */
export const isEntry = ({ step }: ActTrace): boolean => step === 'register' || step === 'accept'

/** Acts that rest on reading what others brought. */
export const isDecision = ({ step }: ActTrace): boolean => step === 'review' || step === 'endorse'

/** Visits are made when people are at home and sent when there is a network, so their hour and speed say nothing. */
export const isAtDesk = ({ step }: ActTrace): boolean => step !== 'verify'
