import {
  APPLICATION_TRANSITIONS,
  type ApplicationEvent,
  type ApplicationState,
} from '@anju/domain/application/application-machine.ts'
import type { Widening } from '@anju/domain/access/compile-scope.ts'
import {
  REGISTRATION_TRANSITIONS,
  type RegistrationEvent,
  type RegistrationState,
} from '@anju/domain/registration/registration-machine.ts'
import type { Route } from './route.ts'
import type { RouteName } from './route-table.ts'

/**
 * What a route opens, beside who may call it, which stands in the route itself. A route without a row does not compile.
 * `openedBy` lets a scope of `reach: 'post'` see more than its divisions: a case that was assigned (承办件) may be worked
 * on, a file of another area (跨区协查) only looked at. Routes that see nobody, or the whole city, have nothing to widen.
 */
export type PolicyRow = {
  readonly opens: Opens
  readonly openedBy: readonly Opener[]
  /** The steps it may take: only in the states from which the machine knows one of them. */
  readonly steps?: Steps
}
/** nothing personal · places · files of persons one by one · lists of them · accounts and posts · the caller's own matters */
export type Opens = 'nothing' | 'place' | 'file' | 'list' | 'account' | 'own'
export type Opener = 'assigned' | 'cross-area'
type Steps =
  | { readonly of: 'registration'; readonly events: readonly RegistrationEvent[] }
  | { readonly of: 'application'; readonly events: readonly ApplicationEvent[] }

const NOTHING: PolicyRow = { opens: 'nothing', openedBy: [] }
const PLACE: PolicyRow = { opens: 'place', openedBy: [] }
const ACCOUNT: PolicyRow = { opens: 'account', openedBy: [] }
const OWN: PolicyRow = { opens: 'own', openedBy: [] }
/** Named exactly, or seen in the whole city: nothing to widen. */
const NAMED: PolicyRow = { opens: 'file', openedBy: [] }
const FILE: PolicyRow = { opens: 'file', openedBy: ['assigned', 'cross-area'] }
const WORK: PolicyRow = { opens: 'file', openedBy: ['assigned'] }
const LIST: PolicyRow = { opens: 'list', openedBy: ['assigned'] }
const onRegistration = (...events: readonly RegistrationEvent[]): PolicyRow => ({
  ...WORK,
  steps: { of: 'registration', events },
})
const onApplication = (...events: readonly ApplicationEvent[]): PolicyRow => ({
  ...WORK,
  steps: { of: 'application', events },
})

export const POLICIES = {
  getSession: NOTHING,
  endSession: NOTHING,
  setLegalDay: NOTHING,
  listCities: NOTHING,
  beginEnrolment: NOTHING,
  finishEnrolment: NOTHING,
  beginSignIn: NOTHING,
  signInWithKey: NOTHING,
  beginConfirm: NOTHING,
  confirmPerson: NOTHING,
  lockSession: NOTHING,
  listDeskSessions: OWN,
  endOtherSessions: OWN,
  listOwnPosts: OWN,
  choosePost: OWN,
  getSignInWays: NOTHING,
  sendSignInCode: NOTHING,
  signInWithCode: NOTHING,
  listOwnSessions: OWN,
  endOwnSession: OWN,
  listAccounts: ACCOUNT,
  getAccount: ACCOUNT,
  listOffices: ACCOUNT,
  proposeAccount: ACCOUNT,
  proposePost: ACCOUNT,
  proposeReinstatement: ACCOUNT,
  listProposals: ACCOUNT,
  decideProposal: ACCOUNT,
  recordLeaving: ACCOUNT,
  endPost: ACCOUNT,
  revokeAuthenticator: ACCOUNT,
  proposeEnrolment: ACCOUNT,
  approveEnrolment: ACCOUNT,
  listDelegations: ACCOUNT,
  lendPost: ACCOUNT,
  decideDelegation: ACCOUNT,
  endDelegation: ACCOUNT,
  listPostsToConfirm: ACCOUNT,
  confirmPosts: ACCOUNT,
  previewRoster: ACCOUNT,
  importRoster: ACCOUNT,
  listDivisions: NOTHING,
  getPack: NOTHING,
  listClauses: NOTHING,
  listLanes: PLACE,
  checkAddress: PLACE,
  listDwellings: PLACE,
  enterDwelling: PLACE,
  settleAddress: PLACE,
  getDwelling: PLACE,
  lookUpPerson: NAMED,
  getResidence: NAMED,
  listEntitlements: NAMED,
  lookUpPermit: NAMED,
  registerResidence: NAMED,
  holdDeclaration: NAMED,
  declareOnline: OWN,
  getOwnDeparture: OWN,
  declareOwnDeparture: OWN,
  takeBackOwnDeparture: OWN,
  listOwnMatters: OWN,
  getRegistration: FILE,
  enterDeclaration: onRegistration('accept-and-enter'),
  recordVisit: onRegistration('visit-true', 'visit-untrue', 'visit-missed'),
  giveSecondOpinion: onRegistration('confirm-untrue', 'contest-untrue'),
  recordLandlordConfirmation: onRegistration('confirm-by-landlord'),
  recordContact: onRegistration('make-contact'),
  recordPatrol: onRegistration('patrol-present', 'patrol-absent'),
  recordStillHere: onRegistration('answer-still-here'),
  amendRegistration: onRegistration('amend'),
  moveResidence: { ...NAMED, steps: { of: 'registration', events: ['move-residence'] } },
  recordDeparture: onRegistration('depart', 'report-departure'),
  endByRecord: onRegistration('end-by-record'),
  settleCivilEvent: WORK,
  objectToCancellation: onRegistration('reopen'),
  applyForPermit: WORK,
  previewApplication: WORK,
  getApplication: FILE,
  acceptApplication: onApplication('accept'),
  giveDeficiencyNotice: onApplication('return-incomplete'),
  supplementApplication: onApplication('supplement'),
  verifyApplication: onApplication('verify-true', 'verify-false', 'verify-missed'),
  approveApplication: onApplication('approve'),
  refuseApplication: onApplication('refuse'),
  returnDocuments: onApplication('return-documents'),
  correctApplication: onApplication('correct'),
  producePermit: onApplication('produce'),
  remakeCard: onApplication('remake'),
  receiveCard: onApplication('receive'),
  reportLoss: onApplication('report-loss'),
  notifyReady: onApplication('notify'),
  handOver: onApplication('hand-over'),
  withdrawApplication: onApplication('withdraw'),
  stopApplication: onApplication('stop'),
  getEndorsement: NAMED,
  endorsePermit: NAMED,
  checkEndorsement: NAMED,
  completeEndorsement: NAMED,
  refuseEndorsement: NAMED,
  getCardDesk: NAMED,
  openCardCase: NAMED,
  approveCardCase: NAMED,
  refuseCardCase: NAMED,
  produceCardOfCase: NAMED,
  remakeCardOfCase: NAMED,
  handOverCardOfCase: NAMED,
  receiveCardOfCase: NAMED,
  reportLossOfCase: NAMED,
  correctCardCase: NAMED,
  reportCardLost: NAMED,
  recordCardFound: NAMED,
  endPermit: NAMED,
  decidePermitEnding: NAMED,
  chargeFee: NAMED,
  waiveFee: NAMED,
  reverseFee: NAMED,
  keepFee: NAMED,
  listFees: LIST,
  getObjections: NAMED,
  objectToAct: NAMED,
  answerObjection: NAMED,
  getErasure: NAMED,
  listErasures: LIST,
  proposeErasure: NAMED,
  decideErasure: NAMED,
  placeHold: NAMED,
  liftHold: NAMED,
  getAddressChange: NAMED,
  changePermitAddress: NAMED,
  readOfficeLetter: NAMED,
  getTransfers: NAMED,
  openTransfer: NAMED,
  acceptTransferEndorsement: NAMED,
  postInquiry: NAMED,
  answerTransfer: NAMED,
  decideTransferCase: NAMED,
  listOwnPermits: OWN,
  confirmEndorsement: OWN,
  getPersonFile: NAMED,
  giveMandate: NAMED,
  sendMandateCode: NAMED,
  confirmMandate: NAMED,
  revokeMandate: NAMED,
  listMandates: NAMED,
  listOwnMandates: OWN,
  revokeOwnMandate: OWN,
  // What was opened for looking is not printed: a paper leaves the registry.
  printPaper: WORK,
  getPaper: WORK,
  listPapers: FILE,
  getBlankForm: NOTHING,
  listBatches: LIST,
  listQueue: LIST,
  listNotices: LIST,
  revealField: FILE,
  recordPrint: WORK,
  exportList: LIST,
  listLooks: ACCOUNT,
  listPersonLooks: { opens: 'file', openedBy: [] },
  listLookAlerts: ACCOUNT,
  listOwnLooks: OWN,
  listMisuseAlerts: { opens: 'list', openedBy: [] },
  answerMisuseAlert: { opens: 'list', openedBy: [] },
  listSignedSteps: { opens: 'list', openedBy: [] },
  auditCase: NAMED,
  showSignedText: NAMED,
  exportCaseBundle: NAMED,
  listCalls: LIST,
  recordCall: WORK,
  listMailings: LIST,
  recordMailing: WORK,
  keepBlob: NOTHING,
  getMaterialImage: FILE,
  getCheckpoint: NOTHING,
  getSecurityPosture: NOTHING,
  getConsistency: NOTHING,
  getCaseProof: NAMED,
  askWhatIf: NOTHING,
  askSimulation: NOTHING,
  listSimulations: NOTHING,
  getSimulation: NOTHING,
  listPostScopes: ACCOUNT,
  setPostScope: ACCOUNT,
  decideScopeProposal: ACCOUNT,
  askCrossArea: NAMED,
  // The openings themselves; whose file it is, only a post that serves residents is told.
  listCrossArea: ACCOUNT,
  grantCrossArea: ACCOUNT,
  endCrossArea: ACCOUNT,
  assignCase: { opens: 'file', openedBy: [] },
  getAssignment: FILE,
  explainAccess: ACCOUNT,
} as const satisfies Record<RouteName, PolicyRow>

/** Whether a route shows residents to any post of the city; then it asks whether the post serves them. */
export function showsResidents({ access }: Pick<Route, 'access'>, { opens }: PolicyRow): boolean {
  return access.kind === 'post' && (opens === 'file' || opens === 'list')
}

/** Which openings a route honours. */
export function wideningOf({ openedBy }: PolicyRow): Widening {
  return { assigned: openedBy.includes('assigned'), crossArea: openedBy.includes('cross-area') }
}

/** The states from which one of the steps of a route leads; undefined where no machine is asked. */
export function statesOf({ steps }: PolicyRow): ReadonlySet<RegistrationState | ApplicationState> | undefined {
  if (steps === undefined) return undefined
  const from: readonly { readonly from: RegistrationState | ApplicationState | null }[] =
    steps.of === 'registration'
      ? REGISTRATION_TRANSITIONS.filter(({ event }) => steps.events.includes(event))
      : APPLICATION_TRANSITIONS.filter(({ event }) => steps.events.includes(event))
  return new Set(from.flatMap((row) => row.from ?? []))
}

/** What is wrong with a row beside its route: openings where there is nothing to widen, or none where work is done. */
export function policyFault(route: Pick<Route, 'access'>, row: PolicyRow): string | undefined {
  const { access } = route
  const isScoped = (access.kind === 'duty' || access.kind === 'post') && access.reach === 'post'
  if (!isScoped && row.openedBy.length > 0) return 'opens files one by one, yet sees the whole city or nobody'
  if (access.kind === 'public' && row.opens !== 'nothing') return 'is public, yet opens something personal'
  if (access.kind === 'resident' && row.opens !== 'own') return 'is for residents, yet opens more than their own'
  if (row.opens === 'own' && access.kind !== 'resident' && access.kind !== 'signed-in')
    return "opens one's own matters, yet asks for a post"
  if (row.steps !== undefined && row.openedBy.includes('cross-area'))
    return 'lets a file of another area be worked on, which may only be looked at'
  return undefined
}
