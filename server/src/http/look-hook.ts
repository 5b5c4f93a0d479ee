import { maskAnswer, personalFieldsOf } from '@anju/contract/field-class.ts'
import type { Route } from '@anju/contract/route.ts'
import type { RouteName } from '@anju/contract/route-table.ts'
import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import { logLook, mayLook, type LookAsked } from '../usecases/look-log.ts'
import type { Act, Deps } from '../deps.ts'

/** A call as the look log reads it. */
type LookingCall = {
  readonly deps: Deps
  readonly act: Act
  readonly params: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
  readonly caller: { readonly ip: string }
}

/** Before the handler: whether what the request says it is for lets it look. Routes that show nobody pass. */
export function askBeforeLook(route: Route, call: LookingCall): Decision<unknown> {
  if (typeof route.looks === 'string') return granted(null, [])
  return mayLook(call.deps, call.act, askedOf(route, call))
}

/**
 * After the handler: masks what the table of fields masks, and writes the look. What it returns may leave; when it throws,
 * nothing does.
 */
export async function answerAfterLook(
  name: RouteName,
  route: Route,
  call: LookingCall,
  answer: unknown,
): Promise<Decision<unknown>> {
  const { looks } = route
  if (looks === 'nothing personal' || looks === 'own matters') return granted(answer, [])
  const asked = askedOf(route, call)
  const purpose = mayLook(call.deps, call.act, asked)
  if (!purpose.ok) return purpose
  const answered = { params: call.params, query: call.query, body: call.body, answer }
  const inFull = looks.inFull?.(answered) === true
  const logged = await logLook(call.deps, call.act, {
    route: name,
    kind: looks.kind,
    personIds: looks.persons(answered),
    fields: personalFieldsOf(name, route),
    inFull,
    purpose: purpose.value.purpose,
    words: asked.words,
    caseId: looks.caseOf?.(answered) ?? asked.caseId,
    caseIsClaimed: looks.caseOf === undefined,
    clientIp: call.caller.ip,
  })
  if (!logged.ok) return logged
  return granted(inFull ? answer : maskAnswer(answer), [])
}

/** What the request says of its look: in its body, so that it stands in no address line. */
function askedOf(route: Route, { body }: Pick<LookingCall, 'body'>): LookAsked {
  const why = typeof route.looks === 'string' ? 'case' : route.looks.why
  const said = isRecord(body) ? body : {}
  const text = (key: string) => (typeof said[key] === 'string' && said[key] !== '' ? said[key] : undefined)
  return { why, purpose: text('purpose'), words: text('words') ?? '', caseId: text('caseId') }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
