import type { Route } from './route.ts'
import { accessRoutes } from './routes/access.ts'
import { accountRoutes } from './routes/account.ts'
import { addressChangeRoutes } from './routes/address-change.ts'
import { applicationRoutes } from './routes/application.ts'
import { deskRoutes } from './routes/desk.ts'
import { auditRoutes } from './routes/audit.ts'
import { cardRoutes } from './routes/card.ts'
import { endorsementRoutes } from './routes/endorsement.ts'
import { erasureRoutes } from './routes/erasure.ts'
import { ledgerRoutes } from './routes/ledger.ts'
import { objectionRoutes } from './routes/objection.ts'
import { ownDepartureRoutes } from './routes/own-departure.ts'
import { paperRoutes } from './routes/paper.ts'
import { lookRoutes } from './routes/look.ts'
import { mandateRoutes } from './routes/mandate.ts'
import { permitRoutes, personRoutes } from './routes/person.ts'
import { misuseRoutes } from './routes/misuse.ts'
import { placeRoutes } from './routes/place.ts'
import { registrationRoutes } from './routes/registration.ts'
import { residentRoutes } from './routes/resident.ts'
import { securityRoutes } from './routes/security.ts'
import { sessionRoutes } from './routes/session.ts'
import { signInRoutes } from './routes/sign-in.ts'
import { simulationRoutes } from './routes/simulation.ts'
import { transferRoutes } from './routes/transfer.ts'
import { whatIfRoutes } from './routes/what-if.ts'

/** Every operation of the registry, by name. The server mounts it, the client is typed by it, OpenAPI is made from it. */
export const ROUTES = {
  ...sessionRoutes,
  ...signInRoutes,
  ...accountRoutes,
  ...residentRoutes,
  ...placeRoutes,
  ...personRoutes,
  ...permitRoutes,
  ...registrationRoutes,
  ...ownDepartureRoutes,
  ...applicationRoutes,
  ...addressChangeRoutes,
  ...transferRoutes,
  ...endorsementRoutes,
  ...cardRoutes,
  ...mandateRoutes,
  ...objectionRoutes,
  ...erasureRoutes,
  ...paperRoutes,
  ...deskRoutes,
  ...ledgerRoutes,
  ...lookRoutes,
  ...auditRoutes,
  ...misuseRoutes,
  ...accessRoutes,
  ...securityRoutes,
  ...whatIfRoutes,
  ...simulationRoutes,
} as const satisfies Record<string, Route>

export type Routes = typeof ROUTES
export type RouteName = keyof Routes
