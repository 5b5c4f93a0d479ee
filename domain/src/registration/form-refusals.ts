import type { FormFinding } from '@anju/standards/form/form-finding.ts'
import { refusal, type Refusal } from '../kernel/decision.ts'
import type { Pack } from '../policy/pack.ts'

type Required = Pack['form']['required']

/**
 * The findings that refuse in this city. Where its own form is the starred one they stand as they are; elsewhere only the
 * fields of the pack are required, and every refusal rests on the pack's clause.
 */
export function formRefusals(findings: readonly FormFinding[], required: Required): readonly Refusal[] {
  return findings.flatMap((finding) =>
    refuses(finding, required)
      ? [
          refusal(finding.code, required.value === 'starred' ? finding.law : required.law, {
            ...finding.facts,
            field: finding.field,
            ...(finding.row === undefined ? {} : { row: finding.row }),
          }),
        ]
      : [],
  )
}

/** The other findings: doubtful but not refused. */
export function formWarnings(findings: readonly FormFinding[], required: Required) {
  return findings.filter((finding) => !refuses(finding, required)).map(({ field, code }) => ({ field, code }))
}

function refuses(finding: FormFinding, { value }: Required): finding is Extract<FormFinding, { kind: 'block' }> {
  if (finding.kind !== 'block') return false
  return finding.code !== 'form.field-missing' || value === 'starred' || value.includes(finding.field)
}
