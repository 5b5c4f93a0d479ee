import { z } from 'zod'
import { source } from './sourced.ts'

/** The steps of a permit application (附件3), in the order in which a city may run them. */
export const STEPS = [
  'accept',
  'verify',
  'review',
  'export',
  'produce',
  'dispatch',
  'receive',
  'notify',
  'hand-over',
] as const
export type Step = (typeof STEPS)[number]

/** What an official may be charged with. A city's pack names the roles for each; a duty it leaves out is not done there. */
export const DUTIES = [
  'register',
  'visit',
  'confirm-untrue',
  'keep-registration',
  'accept',
  'verify',
  'review',
  'correct',
  'produce',
  'dispatch',
  'receive',
  'notify',
  'hand-over',
  'withdraw',
  'endorse',
  'check-endorsement',
  'change-address',
  'confirm-transfer',
  'take-objection',
  'answer-objection',
  'end-permit',
  'confirm-ending',
  'collect-fee',
  'check-fees',
  'simulate',
  'keep-accounts',
  'approve-accounts',
  'read-audit',
  'export-lists',
  'lead-unit',
  'set-scope',
  'open-area',
  'propose-erasure',
  'approve-erasure',
  'assign-case',
  'explain-access',
] as const
export type Duty = (typeof DUTIES)[number]

/**
 * What is done without a signature: telling people, reading, counting. No city may leave any other duty unsigned
 * (FS-2016-14:三.三 逢办必核、确认必签), so a pack that does is not read.
 */
export const UNSIGNED_DUTIES: readonly Duty[] = ['notify', 'simulate', 'read-audit', 'export-lists', 'explain-access']

/** Roles of officials over all cities; a pack uses some of them and gives their office and their words. */
export const ROLES = [
  'clerk',
  'coordinator',
  'station-head',
  'deputy-head',
  'registrar',
  'hall-clerk',
  'hall-reviewer',
  'hall-maker',
  'administrator',
  'security-administrator',
  'audit-administrator',
] as const
export type Role = (typeof ROLES)[number]

export const CHANNELS = ['counter', 'online'] as const
/** How residence is declared: at the window (方式1) or online (方式2). */
export type Channel = (typeof CHANNELS)[number]

const cited = source
const citedNumber = z.object({ value: z.number().int().nonnegative(), ...cited })
const duty = z.object({
  roles: z.array(z.enum(ROLES)),
  /** Whether the step carries the responsible person's signature (签名负责). */
  signed: z.boolean(),
  ...cited,
})

/** Who does what in one city (ruling data, not code): offices, roles, channels, steps, recipients of reports. */
export const workflowPolicySchema = z.object({
  offices: z.array(z.object({ kind: z.string(), zh: z.string(), en: z.string(), ...cited })),
  roles: z.array(z.object({ role: z.enum(ROLES), officeKind: z.string(), zh: z.string(), en: z.string(), ...cited })),
  registration: z.object({
    channels: z.object({ value: z.array(z.enum(CHANNELS)), ...cited }),
    /** `visit`: an officer goes to the door. `none`: the counter's entry is the registration. */
    verification: z.object({ value: z.enum(['visit', 'none']), ...cited }),
    /** Visits with nobody home before the person counts as unreached. */
    visitAttempts: citedNumber,
    /** Days without contact after which an unreached registration is cancelled. */
    unreachedDays: citedNumber,
    /** Days within which a person who shows up again is restored with the original date. */
    reappearDays: citedNumber,
    /** Days between the two patrols that must both find the person absent. */
    patrolApartDays: citedNumber,
    /** Days to answer before a person presumed to have left is taken off. */
    presumedLeftDays: citedNumber,
    /** Days to object to a cancellation. */
    objectionDays: citedNumber,
    /** Days within which an objection is answered. */
    objectionAnswerDays: citedNumber,
  }),
  application: z.object({
    path: z.object({ value: z.array(z.enum(STEPS)), ...cited }),
    /** Steps whose signers must be different people. */
    distinctSigners: z.object({ value: z.array(z.enum(STEPS)), ...cited }),
    /** Days a ready card waits before it counts as unclaimed, and reminders sent in that time. */
    uncollectedDays: citedNumber,
    pickUpReminders: citedNumber,
  }),
  duties: z.partialRecord(z.enum(DUTIES), duty).superRefine((duties, context) => {
    for (const name of DUTIES)
      if (duties[name]?.signed === false && !UNSIGNED_DUTIES.includes(name))
        context.addIssue({
          code: 'custom',
          path: [name, 'signed'],
          message: 'who does this signs it (FS-2016-14:三.三)',
        })
  }),
  reportRecipients: z.partialRecord(z.enum(['employer', 'landlord']), z.object({ officeKind: z.string(), ...cited })),
})
export type WorkflowPolicy = z.infer<typeof workflowPolicySchema>
