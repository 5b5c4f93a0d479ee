import { roleClass } from '@anju/domain/access/account-post.ts'
import type { CounterWord } from '../counter-words.ts'
import { hasDuty, type Session } from './session.ts'

export type MenuPlace = {
  readonly to: string
  readonly word: CounterWord
  readonly mark:
    | 'queue'
    | 'register'
    | 'person'
    | 'permit'
    | 'dwelling'
    | 'batch'
    | 'notice'
    | 'call'
    | 'mailing'
    | 'rule'
    | 'dictionary'
    | 'role'
    | 'matters'
    | 'simulation'
    | 'user'
    | 'office'
    | 'approval'
    | 'delegation'
    | 'roster'
    | 'confirmation'
    | 'look'
    | 'misuse'
}
export type MenuGroup = { readonly word: CounterWord; readonly places: readonly MenuPlace[] }

/** The menu of an official or of a resident; a place that the post has no duty for is left out of the first group only. */
export function menuOf(session: Session): readonly MenuGroup[] {
  if (session.kind === 'resident') {
    return [
      {
        word: 'menu.mine',
        places: [
          { to: '/my', word: 'menu.matters', mark: 'matters' },
          { to: '/my/declare', word: 'menu.declare', mark: 'register' },
          { to: '/my/looks', word: 'look.mine', mark: 'look' },
        ],
      },
    ]
  }
  const work: readonly (MenuPlace & { readonly duty?: string })[] = [
    { to: '/queue', word: 'menu.queue', mark: 'queue' },
    { to: '/registrations/new', word: 'menu.register', mark: 'register', duty: 'register' },
    { to: '/batches', word: 'menu.batches', mark: 'batch', duty: 'receive' },
    { to: '/erasures', word: 'menu.erasures', mark: 'approval', duty: 'approve-erasure' },
    { to: '/fees', word: 'menu.fees', mark: 'approval', duty: 'collect-fee' },
    { to: '/fees', word: 'menu.fees', mark: 'approval', duty: 'check-fees' },
  ]
  const serving: readonly MenuGroup[] = [
    { word: 'menu.work', places: work.filter(({ duty }) => duty === undefined || hasDuty(session, duty)) },
    {
      word: 'menu.find',
      places: [
        { to: '/persons', word: 'menu.persons', mark: 'person' },
        { to: '/permits', word: 'menu.permits', mark: 'permit' },
        { to: '/dwellings', word: 'menu.dwellings', mark: 'dwelling' },
      ],
    },
    {
      word: 'menu.tell',
      places: [
        { to: '/notices', word: 'menu.notices', mark: 'notice' },
        { to: '/calls', word: 'menu.calls', mark: 'call' },
        { to: '/mailings', word: 'menu.mailings', mark: 'mailing' },
      ],
    },
  ]
  const system: MenuGroup = {
    word: 'menu.system',
    places: [
      ...accountPlaces(session, ['/system/users']),
      { to: '/system/posts', word: 'menu.posts', mark: 'role' },
      { to: '/system/cross-area', word: 'menu.crossArea', mark: 'look' },
      ...(hasDuty(session, 'explain-access')
        ? [{ to: '/system/access', word: 'menu.explainAccess', mark: 'rule' } as const]
        : []),
      ...accountPlaces(session, [
        '/system/offices',
        '/system/delegations',
        '/system/confirmations',
        '/system/approvals',
        '/system/roster',
      ]),
      { to: '/system/dictionary', word: 'menu.dictionary', mark: 'dictionary' },
      { to: '/system/parameters', word: 'menu.parameters', mark: 'rule' },
      ...(hasDuty(session, 'read-audit') || hasDuty(session, 'lead-unit')
        ? [{ to: '/system/misuse', word: 'misuse.title', mark: 'misuse' } as const]
        : []),
      ...(hasDuty(session, 'read-audit') ? [{ to: '/system/looks', word: 'look.log', mark: 'look' } as const] : []),
      ...(hasDuty(session, 'read-audit')
        ? [{ to: '/system/audit', word: 'audit.title', mark: 'approval' } as const]
        : []),
      ...(['approve-accounts', 'keep-accounts', 'read-audit'].some((duty) => hasDuty(session, duty))
        ? [{ to: '/system/security', word: 'menu.security', mark: 'rule' } as const]
        : []),
      ...(hasDuty(session, 'simulate')
        ? [{ to: '/system/simulations', word: 'menu.simulations', mark: 'simulation' } as const]
        : []),
    ],
  }
  return servesResidents(session) ? [...serving, system] : [system]
}

/** The three administrators (三员) serve nobody: the registry would refuse them what stands under the other headings. */
export function servesResidents({ post }: Session): boolean {
  return post === null || roleClass(post.role) === 'business'
}

type AccountPlace = MenuPlace & { readonly duties: readonly string[] }
const LOOKERS = ['keep-accounts', 'approve-accounts', 'read-audit']
/** Places of accounts, with the duties that open them; an empty list opens to every post. */
const ACCOUNT_PLACES: readonly AccountPlace[] = [
  { to: '/system/users', word: 'menu.users', mark: 'user', duties: LOOKERS },
  { to: '/system/offices', word: 'menu.offices', mark: 'office', duties: [...LOOKERS, 'lead-unit'] },
  { to: '/system/delegations', word: 'menu.delegations', mark: 'delegation', duties: [] },
  { to: '/system/confirmations', word: 'menu.confirmations', mark: 'confirmation', duties: [...LOOKERS, 'lead-unit'] },
  { to: '/system/approvals', word: 'menu.approvals', mark: 'approval', duties: LOOKERS },
  { to: '/system/roster', word: 'menu.roster', mark: 'roster', duties: ['keep-accounts'] },
]

function accountPlaces(session: Session, wanted: readonly string[]): readonly MenuPlace[] {
  return ACCOUNT_PLACES.filter(
    ({ to, duties }) => wanted.includes(to) && (duties.length === 0 || duties.some((duty) => hasDuty(session, duty))),
  )
}
