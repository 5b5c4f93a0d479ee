import { siteOf } from '@anju/platform/webauthn/relying-party.ts'
import type { FastifyRequest } from 'fastify'

import { SIGNATURE_HEADER, signedWith } from '../sign-in-contract.ts'
import type { SignedWith } from '../sign-in-contract.ts'
import type { Act, Deps, SignedRequest } from '../deps.ts'
import type { Session } from '../store/session.ts'
import { askSignature, requestSm3, SignatureRequired, takeSignature } from '../usecase/sign-step.ts'
import type { CardProblem } from './problem.ts'

/** The request as a signature names it; undefined for what is no command. */
function signedRequest(name: string, { params, body }: FastifyRequest): SignedRequest | undefined {
  if (typeof body !== 'object' || body === null || !('intentId' in body) || typeof body.intentId !== 'string')
    return undefined
  return { route: name, intentId: body.intentId, requestSm3: requestSm3({ params, body }) }
}

/** An act with the signature that its command brings: by the person's key, or by nobody's in a demo. */
export async function signedAct(
  deps: Deps,
  name: string,
  { act, session, request }: { readonly act: Act; readonly session: Session; readonly request: FastifyRequest },
): Promise<Act> {
  const asked = signedRequest(name, request)
  if (asked === undefined) return act
  if (session.assurance === 'demo') return { ...act, signing: { kind: 'demo', request: asked } }
  const brought = readHeader(request.headers[SIGNATURE_HEADER])
  const signing = brought === undefined ? undefined : await takeSignature(deps, act, session, asked, brought)
  return signing === undefined ? act : { ...act, signing }
}

function readHeader(header: string | readonly string[] | undefined): SignedWith | undefined {
  if (typeof header !== 'string') return undefined
  try {
    return signedWith.safeParse(JSON.parse(Buffer.from(header, 'base64url').toString('utf8'))).data
  } catch {
    return undefined
  }
}

type Stopped = {
  readonly act: Act | undefined
  readonly session: Session | undefined
  readonly request: FastifyRequest
}

/** What has to be signed, as a problem document, when that is what a command was stopped by; undefined for other errors. */
export async function signatureProblem(
  deps: Deps,
  name: string,
  { act, session, request }: Stopped,
  error: unknown,
): Promise<CardProblem | undefined> {
  const asked = signedRequest(name, request)
  if (!(error instanceof SignatureRequired) || asked === undefined || act === undefined || session === undefined)
    return undefined
  const { step } = error
  const { signingId, kind, display, challenge, credentials, expiresAt } = await askSignature(deps, act, session, {
    step,
    request: asked,
  })
  return {
    type: 'signature',
    status: 428,
    title: 'to be signed',
    signing: {
      signingId,
      kind,
      display,
      key: {
        challenge: challenge.toString('base64url'),
        ...siteOf(deps.relyingParty),
        credentials: credentials.map(({ id, transports }) => ({
          id: id.toString('base64url'),
          transports: [...transports],
        })),
      },
      expiresAt,
    },
  }
}
