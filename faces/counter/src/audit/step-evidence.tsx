import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { fact } from '../case/fact.ts'
import { Facts } from '../case/facts.tsx'
import { useCounterWords } from '../counter-words.ts'
import { momentText } from '../look/moment-text.ts'

type Step = AnswerOf<Routes['auditCase']>['steps'][number]
const NO_MODEL = /^[0-]*$/

/** Which key signed, when, and the digests that hold it together. */
export function StepEvidence({ step: { leaf, signature } }: { step: Step }) {
  const w = useCounterWords()
  const key = signature?.key ?? null
  const rows = [
    ...(signature === null
      ? []
      : [
          fact(w('audit.column.with'), w(`audit.with.${signature.signedWith ?? 'none'}`)),
          ...(signature.askedAt === null ? [] : [fact(w('audit.askedAt'), momentText(signature.askedAt))]),
          fact(w('audit.countersignedAt'), momentText(signature.countersignedAt)),
        ]),
    ...(key === null ? [] : keyFacts(key, w)),
    ...(signature === null ? [] : [fact(w('audit.contentSm3'), digest(signature.contentSm3))]),
    ...(signature?.displaySm3 == null ? [] : [fact(w('audit.displaySm3'), digest(signature.displaySm3))]),
    ...(signature?.evidenceSm3 == null ? [] : [fact(w('audit.evidenceSm3'), digest(signature.evidenceSm3))]),
    ...(leaf === null ? [] : [fact(w('audit.leaf', { seq: leaf.seq }), digest(leaf.sm3))]),
  ]
  if (rows.length === 0) return null
  return (
    <details className="aj-audit-evidence" open={key !== null}>
      <summary>{w('audit.evidence')}</summary>
      <Facts rows={rows} />
    </details>
  )
}

function digest(sm3: string) {
  return <code className="aj-hash">{sm3}</code>
}

function keyFacts(
  {
    label,
    model,
    boundAt,
    revokedAt,
    isUserVerified,
    count,
    origin,
  }: NonNullable<NonNullable<Step['signature']>['key']>,
  w: ReturnType<typeof useCounterWords>,
) {
  return [
    fact(w('audit.key.label'), label || '—'),
    fact(w('audit.key.model'), NO_MODEL.test(model) ? w('audit.key.noModel') : model),
    ...(isUserVerified === null
      ? []
      : [fact(w('audit.key.verified'), w(isUserVerified ? 'audit.key.yes' : 'audit.key.no'))]),
    ...(count === null ? [] : [fact(w('audit.key.count'), String(count))]),
    ...(origin === null ? [] : [fact(w('audit.key.origin'), origin)]),
    ...(boundAt === null ? [] : [fact(w('audit.key.boundAt'), momentText(boundAt))]),
    ...(revokedAt === null ? [] : [fact(w('audit.key.revokedAt'), momentText(revokedAt))]),
  ]
}
