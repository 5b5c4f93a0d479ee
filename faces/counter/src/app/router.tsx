import type { FormCodeListName } from '@anju/contract/form.ts'
import { CONDITIONS } from '@anju/contract/routes/application.ts'
import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { AuditCasePage } from '../audit/audit-case-page.tsx'
import { AuditListPage } from '../audit/audit-list-page.tsx'
import { parseAuditSearch } from '../audit/audit-search.ts'
import { ErasurePage } from '../erasure/erasure-page.tsx'
import { ApprovalPage } from '../account/approval-page.tsx'
import { ConfirmationPage } from '../account/confirmation-page.tsx'
import { DelegationPage } from '../account/delegation-page.tsx'
import { OfficePage } from '../account/office-page.tsx'
import { RosterPage } from '../account/roster-page.tsx'
import { UserDetailPage } from '../account/user-detail-page.tsx'
import { UserPage } from '../account/user-page.tsx'
import { ApplicationPage } from '../application/application-page.tsx'
import { AcceptanceReceiptPage, NoticeSheetPage } from '../application/application-sheets.tsx'
import { NewApplicationPage } from '../application/new-application-page.tsx'
import { BatchPage } from '../batch/batch-page.tsx'
import { DwellingPage } from '../dwelling/dwelling-page.tsx'
import { DwellingSearchPage } from '../dwelling/dwelling-search-page.tsx'
import { AddressChangePage } from '../address-change/address-change-page.tsx'
import { TransferPage } from '../transfer/transfer-page.tsx'
import { LetterPage } from '../address-change/letter-page.tsx'
import { ObjectionPage } from '../objection/objection-page.tsx'
import { CardPage } from '../card/card-page.tsx'
import { FeePage } from '../fee/fee-page.tsx'
import { EndorsementPage } from '../endorsement/endorsement-page.tsx'
import { CallPage } from '../notice/call-page.tsx'
import { MailingPage } from '../notice/mailing-page.tsx'
import { NoticePage } from '../notice/notice-page.tsx'
import { PermitPage } from '../permit/permit-page.tsx'
import { LookLogPage } from '../look/look-log-page.tsx'
import { parseLookSearch } from '../look/look-search.ts'
import { parsePurposeSearch } from '../look/stated-purpose.ts'
import { MisusePage } from '../misuse/misuse-page.tsx'
import { OwnLookPage } from '../resident/own-look-page.tsx'
import { PersonPage } from '../person/person-page.tsx'
import { PersonSearchPage } from '../person/person-search-page.tsx'
import { QueuePage } from '../queue/queue-page.tsx'
import { parseQueueSearch } from '../queue/queue-view.ts'
import { NewRegistrationPage } from '../registration/new-registration-page.tsx'
import { ReceiptPage } from '../registration/receipt-page.tsx'
import { RegistrationPage } from '../registration/registration-page.tsx'
import { DeclarePage } from '../resident/declare-page.tsx'
import { MattersPage } from '../resident/matters-page.tsx'
import { CODE_LIST_NAMES } from '../rule/code-list-name.ts'
import { DictionaryPage } from '../rule/dictionary-page.tsx'
import { ParameterPage } from '../rule/parameter-page.tsx'
import { CrossAreaPage } from '../access/cross-area-page.tsx'
import { ExplainPage } from '../access/explain-page.tsx'
import { PostPage } from '../rule/post-page.tsx'
import { SecurityPage } from '../security/security-page.tsx'
import { SimulationListPage } from '../simulation/simulation-list-page.tsx'
import { SimulationReportPage } from '../simulation/simulation-report-page.tsx'
import { HomePage } from './home-page.tsx'
import { MissingPage } from './missing-page.tsx'
import { searchList, searchText } from './search-value.ts'
import { Shell } from './shell.tsx'

const root = createRootRoute({ component: Shell, notFoundComponent: MissingPage })

/** Which action of a case is open; the address alone brings it back. */
const openAction = (search: Record<string, unknown>): { do?: string } => {
  const event = searchText(search['do'])
  return event === '' ? {} : { do: event }
}

/** A receipt just made says what the clerk should look at again. */
const freshReceipt = (search: Record<string, unknown>): { fresh: '0' | '1'; warned: string[] } => ({
  fresh: searchText(search['fresh']) === '1' ? '1' : '0',
  warned: searchList(search['warned']),
})

const chosenList = (search: Record<string, unknown>): { list: FormCodeListName } => ({
  list: CODE_LIST_NAMES.find((name) => name === search['list']) ?? 'education',
})

// Each route is a constant of its own: made inside the list, they would lose their types.
// The frame shows it to whoever is not signed in, too.
const enrol = createRoute({ getParentRoute: () => root, path: '/enrol', component: () => null })
const home = createRoute({ getParentRoute: () => root, path: '/', component: HomePage })
const queue = createRoute({
  getParentRoute: () => root,
  path: '/queue',
  component: QueuePage,
  validateSearch: parseQueueSearch,
})
const newRegistration = createRoute({
  getParentRoute: () => root,
  path: '/registrations/new',
  component: NewRegistrationPage,
})
const registration = createRoute({
  getParentRoute: () => root,
  path: '/registrations/$registrationId',
  component: RegistrationPage,
  validateSearch: openAction,
})
const receipt = createRoute({
  getParentRoute: () => root,
  path: '/registrations/$registrationId/receipt',
  component: ReceiptPage,
  validateSearch: freshReceipt,
})
const newApplication = createRoute({
  getParentRoute: () => root,
  path: '/applications/new',
  component: NewApplicationPage,
  validateSearch: (search: Record<string, unknown>) => ({
    registration: searchText(search['registration']),
    condition: CONDITIONS.find((known) => known === search['condition']) ?? 'dwelling',
  }),
})
const application = createRoute({
  getParentRoute: () => root,
  path: '/applications/$applicationId',
  component: ApplicationPage,
  validateSearch: openAction,
})
const acceptanceReceipt = createRoute({
  getParentRoute: () => root,
  path: '/applications/$applicationId/receipt',
  component: AcceptanceReceiptPage,
})
const noticeSheet = createRoute({
  getParentRoute: () => root,
  path: '/applications/$applicationId/notice',
  component: NoticeSheetPage,
})
const personSearch = createRoute({ getParentRoute: () => root, path: '/persons', component: PersonSearchPage })
const person = createRoute({
  getParentRoute: () => root,
  path: '/persons/$personId',
  component: PersonPage,
  validateSearch: parsePurposeSearch,
})
const lookLog = createRoute({
  getParentRoute: () => root,
  path: '/system/looks',
  component: LookLogPage,
  validateSearch: parseLookSearch,
})
const misuse = createRoute({ getParentRoute: () => root, path: '/system/misuse', component: MisusePage })
const audit = createRoute({
  getParentRoute: () => root,
  path: '/system/audit',
  component: AuditListPage,
  validateSearch: parseAuditSearch,
})
const auditCase = createRoute({ getParentRoute: () => root, path: '/system/audit/$caseId', component: AuditCasePage })
const ownLook = createRoute({ getParentRoute: () => root, path: '/my/looks', component: OwnLookPage })
const permit = createRoute({
  getParentRoute: () => root,
  path: '/permits',
  component: PermitPage,
  validateSearch: parsePurposeSearch,
})
const card = createRoute({ getParentRoute: () => root, path: '/cards/$permitId', component: CardPage })
const fee = createRoute({
  getParentRoute: () => root,
  path: '/fees',
  component: FeePage,
  validateSearch: (search: Record<string, unknown>) => ({ on: searchText(search['on']) }),
})
const endorsement = createRoute({
  getParentRoute: () => root,
  path: '/endorsements/$permitId',
  component: EndorsementPage,
})
const addressChange = createRoute({
  getParentRoute: () => root,
  path: '/address-changes/$permitId',
  component: AddressChangePage,
})
const letter = createRoute({ getParentRoute: () => root, path: '/letters/$letterId', component: LetterPage })
const transfers = createRoute({
  getParentRoute: () => root,
  path: '/persons/$personId/transfers',
  component: TransferPage,
})
const objections = createRoute({
  getParentRoute: () => root,
  path: '/persons/$personId/objections',
  component: ObjectionPage,
})
const dwellingSearch = createRoute({
  getParentRoute: () => root,
  path: '/dwellings',
  component: DwellingSearchPage,
  validateSearch: (search: Record<string, unknown>) => ({ q: searchText(search['q']) }),
})
const dwelling = createRoute({ getParentRoute: () => root, path: '/dwellings/$dwellingId', component: DwellingPage })
const batch = createRoute({ getParentRoute: () => root, path: '/batches', component: BatchPage })
const notice = createRoute({ getParentRoute: () => root, path: '/notices', component: NoticePage })
const call = createRoute({ getParentRoute: () => root, path: '/calls', component: CallPage })
const mailing = createRoute({ getParentRoute: () => root, path: '/mailings', component: MailingPage })
const dictionary = createRoute({
  getParentRoute: () => root,
  path: '/system/dictionary',
  component: DictionaryPage,
  validateSearch: chosenList,
})
const parameter = createRoute({ getParentRoute: () => root, path: '/system/parameters', component: ParameterPage })
const crossArea = createRoute({
  getParentRoute: () => root,
  path: '/system/cross-area',
  component: CrossAreaPage,
  // Whom a look is asked for, when the person's page led here.
  validateSearch: (search: Record<string, unknown>): { person?: string } => {
    const asked = searchText(search['person'])
    return asked === '' ? {} : { person: asked }
  },
})
const explainAccess = createRoute({
  getParentRoute: () => root,
  path: '/system/access',
  component: ExplainPage,
})
const post = createRoute({ getParentRoute: () => root, path: '/system/posts', component: PostPage })
const users = createRoute({ getParentRoute: () => root, path: '/system/users', component: UserPage })
const user = createRoute({ getParentRoute: () => root, path: '/system/users/$officialId', component: UserDetailPage })
const offices = createRoute({ getParentRoute: () => root, path: '/system/offices', component: OfficePage })
const erasures = createRoute({ getParentRoute: () => root, path: '/erasures', component: ErasurePage })
const approvals = createRoute({ getParentRoute: () => root, path: '/system/approvals', component: ApprovalPage })
const delegations = createRoute({ getParentRoute: () => root, path: '/system/delegations', component: DelegationPage })
const confirmations = createRoute({
  getParentRoute: () => root,
  path: '/system/confirmations',
  component: ConfirmationPage,
})
const roster = createRoute({ getParentRoute: () => root, path: '/system/roster', component: RosterPage })
const security = createRoute({ getParentRoute: () => root, path: '/system/security', component: SecurityPage })
const simulations = createRoute({
  getParentRoute: () => root,
  path: '/system/simulations',
  component: SimulationListPage,
})
const simulation = createRoute({
  getParentRoute: () => root,
  path: '/system/simulations/$simulationId',
  component: SimulationReportPage,
})
const matters = createRoute({ getParentRoute: () => root, path: '/my', component: MattersPage })
const declare = createRoute({ getParentRoute: () => root, path: '/my/declare', component: DeclarePage })

const tree = root.addChildren([
  home,
  enrol,
  queue,
  newRegistration,
  registration,
  receipt,
  newApplication,
  application,
  acceptanceReceipt,
  noticeSheet,
  personSearch,
  person,
  permit,
  endorsement,
  card,
  fee,
  addressChange,
  letter,
  objections,
  transfers,
  dwellingSearch,
  dwelling,
  batch,
  notice,
  call,
  mailing,
  dictionary,
  parameter,
  users,
  user,
  post,
  crossArea,
  explainAccess,
  offices,
  approvals,
  erasures,
  delegations,
  confirmations,
  roster,
  security,
  simulations,
  simulation,
  matters,
  lookLog,
  misuse,
  audit,
  auditCase,
  ownLook,
  declare,
])

export const router = createRouter({ routeTree: tree, defaultPreload: false, scrollRestoration: true })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
