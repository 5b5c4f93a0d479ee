/** Facts of an event that a person wants to see beside it. */
export const TELLING_FACTS = ['permitNumber', 'stockNumber', 'voidStockNumber', 'batchNo'] as const
export type TellingFact = (typeof TELLING_FACTS)[number]

/** One line each: a reason with its own text, or a number that wants a label. */
export type FactLine = { readonly label: TellingFact | undefined; readonly text: string }

export function factLines(facts: Readonly<Record<string, unknown>>): readonly FactLine[] {
  const { reasons } = facts
  const told = Array.isArray(reasons) ? reasons.flatMap((reason: unknown) => textOf(reason)) : []
  const numbers = TELLING_FACTS.flatMap((label): FactLine[] => {
    const text = facts[label]
    return typeof text === 'string' ? [{ label, text }] : []
  })
  return [...told.map((text) => ({ label: undefined, text })), ...numbers]
}

function textOf(reason: unknown): string[] {
  if (typeof reason !== 'object' || reason === null || !('text' in reason)) return []
  return typeof reason.text === 'string' ? [reason.text] : []
}
