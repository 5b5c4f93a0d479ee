/**
 * Which events stand under the signature of whoever is responsible (逢办必核、确认必签), by the name of the event in the ledger.
 *
 * - `always`: an official alone can do it, so without a signature it was not done.
 * - `by-official`: the police, the sweep or a residents' account may do it too, and they sign nothing; an official who does it, does.
 *
 * A name that is not here is no step of a case, or is settled by a signed one beside it. Held against state machines, packs and
 * acts by `tests/house-rules/signed-event.test.ts`.
 */
export const SIGNED_EVENTS: ReadonlyMap<string, 'always' | 'by-official'> = new Map([
  ...always(
    // registration 居住登记
    'accept-and-enter',
    'confirm-by-landlord',
    'visit-true',
    'visit-untrue',
    'visit-missed',
    'confirm-untrue',
    'contest-untrue',
    'make-contact',
    'patrol-present',
    'patrol-absent',
    'answer-still-here',
    'amend',
    'move-residence',
    'depart',
    'report-departure',
    'end-by-record',
    'reopen',
    'settle-civil-event',
    // application 申办, and another card 换领、补领
    'accept',
    'return-incomplete',
    'supplement',
    'verify-true',
    'verify-false',
    'verify-missed',
    'approve',
    'refuse',
    'return-documents',
    'correct',
    'receive',
    'report-loss',
    'card-found',
    'hand-over',
    'withdraw',
    // endorsement 签注, change of address and permits from elsewhere
    'check',
    'complete',
    'change-address',
    'open-transfer',
    'accept-endorsement',
    'answer-transfer',
    'enter-transfer',
    'refuse-transfer',
    // the end of a permit 注销、收缴
    'propose',
    'end',
    'reject',
    // objection 异议
    'take-objection',
    'objection-upheld',
    'objection-rejected',
    // fees 收费
    'charge',
    'waiver',
    'reversal',
    'keep-fee',
    // erasure and holds 删除、保全
    'erasure-proposed',
    'person-erased',
    'erasure-rejected',
    'hold-placed',
    'hold-lifted',
    // accounts, posts, keys and openings 账号、岗位、密钥
    'propose-account',
    'propose-post',
    'propose-reinstate',
    'approve-account',
    'approve-post',
    'approve-reinstate',
    'reject-account',
    'reject-post',
    'reject-reinstate',
    'propose-enrolment',
    'approve-enrolment',
    'revoke-authenticator',
    'end-post',
    'confirm-posts',
    'lend-post',
    'approve-delegation',
    'reject-delegation',
    'propose-post-scope',
    'set-post-scope',
    'reject-post-scope',
    'grant-cross-area',
    'assign-case',
    'answer-about-misuse',
  ),
  ...byOfficial('produce', 'remake', 'stop', 'import-roster'),
])

type Said = Readonly<Record<string, unknown>>

/**
 * Whether an event must stand under a signature. Who acted is told by the post: officials alone act from one.
 *
 * @param event - its envelope: `kind`, `postId` and `grounds`
 * @param begins - the kind of the first event of its case, where that is known
 */
export function mustBeSigned(event: Said, begins?: unknown): boolean {
  const rule = SIGNED_EVENTS.get(String(event['kind']))
  if (rule === undefined || isConsequence(event, begins)) return false
  return rule === 'always' || typeof event['postId'] === 'string'
}

/** The case of another card stops because the permit ended; that was signed, in its own case. An application is stopped by a step of its own. */
function isConsequence({ kind, grounds }: Said, begins: unknown): boolean {
  if (kind !== 'stop' || begins === 'apply' || !Array.isArray(grounds)) return false
  return grounds.some(
    (each: unknown) => each !== null && typeof each === 'object' && 'key' in each && each.key === 'card-case.stop',
  )
}

function always(...kinds: readonly string[]): readonly (readonly [string, 'always'])[] {
  return kinds.map((kind) => [kind, 'always'])
}

function byOfficial(...kinds: readonly string[]): readonly (readonly [string, 'by-official'])[] {
  return kinds.map((kind) => [kind, 'by-official'])
}
