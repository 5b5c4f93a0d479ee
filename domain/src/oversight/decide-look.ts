import { decided, ground, refusal, type Decision, type Refusal } from '../kernel/decision.ts'
import type { LookPolicy } from '../policy/look-policy.ts'

/** What an official says a look is for: a case, or a purpose of the pack's list. */
export type StatedPurpose = {
  readonly purpose: string | undefined
  readonly caseId: string | undefined
}

/** Purposes that follow from the work itself and are never chosen. */
export const PURPOSES_OF_WORK = ['case', 'work-list', 'oversight'] as const

/**
 * Decides whether a person may be looked up (查阅): what is learned in the work is kept to the work (CN-663:17), so the
 * look belongs to a case, or says which purpose of the city's list it has (I-146). Whether the case is one of the person
 * looked at is known only when the person is.
 */
export function decideLook(stated: StatedPurpose, policy: LookPolicy): Decision<{ readonly purpose: string }> {
  const { purposes } = policy
  const isKnown = purposes.value.some(({ key }) => key === stated.purpose)
  const reasons: readonly Refusal[] =
    stated.caseId !== undefined || isKnown
      ? []
      : stated.purpose === undefined
        ? [refusal('look.purpose-missing', purposes.law)]
        : [refusal('look.purpose-unknown', purposes.law, { purpose: stated.purpose })]
  return decided(
    reasons,
    () => ({ purpose: stated.caseId === undefined ? (stated.purpose ?? '') : 'case' }),
    () => [ground(purposes.law, 'look.purpose-stated')],
  )
}

/**
 * Decides whether a list may leave the registry as a file (导出): above `exportRowsFree` rows with a reason in words, and
 * never more than `exportRowsPerDay` rows of one official in a day (I-148). 100 rows need no reason, 101 do.
 *
 * @param rowsToday - rows that the official has exported today already
 */
export function decideExport(
  asked: { readonly rows: number; readonly rowsToday: number; readonly reason: string },
  { exportRowsFree, exportRowsPerDay }: Pick<LookPolicy, 'exportRowsFree' | 'exportRowsPerDay'>,
): Decision<null> {
  const { rows, rowsToday, reason } = asked
  const reasonMissing = rows > exportRowsFree.value && reason.trim() === ''
  const tooMany = rowsToday + rows > exportRowsPerDay.value
  return decided(
    [
      ...(reasonMissing
        ? [refusal('export.reason-missing', exportRowsFree.law, { rows, most: exportRowsFree.value })]
        : []),
      ...(tooMany
        ? [refusal('export.too-many-today', exportRowsPerDay.law, { rows, rowsToday, most: exportRowsPerDay.value })]
        : []),
    ],
    () => null,
    () => [ground(exportRowsPerDay.law, 'look.export-within-limits', { rows })],
  )
}
