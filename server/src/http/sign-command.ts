import { DEMO_SIGNING_HEADER, SIGNATURE_HEADER, signedWith, type SignedWith } from '@anju/contract/key-answer.ts'
import type { Problem } from '@anju/contract/problem.ts'
import type { Route } from '@anju/contract/route.ts'
import { siteOf } from '@anju/platform/webauthn/relying-party.ts'
import type { FastifyRequest } from 'fastify'
import type { Act, Deps, SignedRequest } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { isVerifiedJustNow, type SignedIn } from '../usecases/session.ts'
import {
  askSignature,
  attachmentsOf,
  requestSm3,
  stepToSign,
  subjectsOf,
  takeSignature,
  titleOfStep,
} from '../usecases/sign-step.ts'
import { signingText } from './signing-text.ts'

/**
 * Stops a session that has to show first that its person is there: a locked one, one that is used from another browser, and
 * on routes of high risk one that was not verified just now.
 * @throws RegistryError locked or step-up
 */
export function holdSession(route: Route, session: SignedIn | undefined, at: string): void {
  if (session === undefined || session.actor.kind !== 'official') return
  if (route.access.kind === 'public' || route.whileHeld === true) return
  if (session.isLocked) throw new RegistryError('locked', 'The screen is locked')
  if (session.isMoved) throw new RegistryError('step-up', 'The session is used from another place')
  if (route.stepUp !== true) return
  if (!isVerifiedJustNow(session, at)) throw new RegistryError('step-up', 'The person was not verified just now')
}

/** The request as a signature names it; undefined for what is no command. The digest is made when somebody needs it. */
function signedRequest(name: string, { params, body }: FastifyRequest): Omit<SignedRequest, 'attachments'> | undefined {
  if (typeof body !== 'object' || body === null || !('intentId' in body) || typeof body.intentId !== 'string')
    return undefined
  let digest: string | undefined
  return {
    route: name,
    intentId: body.intentId,
    get requestSm3() {
      digest ??= requestSm3({ params, body })
      return digest
    },
  }
}

/**
 * An act with the signature that its command brings: by the official's key, or by nobody's in a demo. A browser of a demo that shows
 * what is signed says so; for the others the demo signs at once.
 */
export async function signedAct(
  deps: Deps,
  name: string,
  { act, session, request }: { act: Act; session: SignedIn; request: FastifyRequest },
): Promise<Act> {
  const command = signedRequest(name, request)
  if (command === undefined || act.actor.kind !== 'official') return act
  const brought = readHeader(request.headers[SIGNATURE_HEADER])
  const isShown = request.headers[DEMO_SIGNING_HEADER] === 'shown'
  if (brought === undefined && (session.assurance !== 'demo' || isShown)) return act
  const asked = await withAttachments(act, command, request.body)
  if (brought === undefined) return { ...act, signing: { kind: 'demo', request: asked } }
  return { ...act, signing: await takeSignature(deps, act, session, asked, brought) }
}

async function withAttachments(
  act: Act,
  request: Omit<SignedRequest, 'attachments'>,
  body: unknown,
): Promise<SignedRequest> {
  const { route, intentId, requestSm3: digest } = request
  return { route, intentId, requestSm3: digest, attachments: await attachmentsOf(act, body) }
}

function readHeader(header: string | readonly string[] | undefined): SignedWith | undefined {
  if (typeof header !== 'string') return undefined
  try {
    return signedWith.safeParse(JSON.parse(Buffer.from(header, 'base64url').toString('utf8'))).data
  } catch {
    return undefined
  }
}

/** What has to be signed, as a problem document, when that is what a command was stopped by; undefined for other errors. */
export async function signatureProblem(
  deps: Deps,
  { name, route }: { readonly name: string; readonly route: Route },
  call: { readonly act: Act; readonly session: SignedIn | undefined; readonly request: FastifyRequest },
  error: unknown,
): Promise<Problem | undefined> {
  const step = stepToSign(error)
  const command = signedRequest(name, call.request)
  const { act, session } = call
  if (step === undefined || command === undefined || session === undefined) return undefined
  const request = await withAttachments(act, command, call.request.body)
  const { params, body } = call.request
  const [title, subjects] = await Promise.all([titleOfStep(act, step), subjectsOf(act, { params, body })])
  const { attachments } = request
  const isDemo = session.assurance === 'demo'
  const operation = route.zh
  const display = signingText({ act, step, title, operation, params, body, subjects, attachments, isDemo })
  const asked = await askSignature(deps, act, session, { step, request, display })
  return {
    type: 'signature',
    status: 428,
    title: 'to be signed',
    signing: {
      signingId: asked.signingId,
      kind: asked.kind,
      display: asked.display,
      key: {
        challenge: asked.challenge.toString('base64url'),
        ...siteOf(deps.relyingParty),
        credentials: asked.credentials.map(({ id, transports }) => ({
          id: id.toString('base64url'),
          transports: [...transports],
        })),
      },
      expiresAt: asked.expiresAt,
    },
  }
}
