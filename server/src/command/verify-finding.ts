/** The independent checks of {@link verifyLedger}. Each finds something that no other one does. */
export const CHECKS = [
  /** the row is what its leaf in the log covers */
  'leaf',
  /** the row was written by a program that holds the ledger's key */
  'writer',
  /** the sealed facts are those of the event */
  'facts',
  /** who signed a step, and what */
  'signature',
  /** every row has one place in the log, every place its row, every case its versions from 1 on */
  'order',
  /** the log is the one that was signed, at every size that was signed */
  'checkpoint',
  /** it is also the one that others hold */
  'anchor',
  /** nothing waits longer than it may */
  'backlog',
  /** a case stands where its last event left it */
  'state',
  /** a row by which somebody decides is what our programs wrote, at its newest version */
  'seal',
  /** every key and every lent post was given by steps that officials signed */
  'authority',
  /** keys, constraints, triggers, policies and rights are as they were */
  'structure',
] as const
export type Check = (typeof CHECKS)[number]

/** Something that is not as it was written, and where: as exactly as what is left allows. */
export type Finding = {
  readonly check: Check
  readonly table: string
  readonly what: string
  readonly streamId?: string
  readonly version?: number
  readonly seq?: number
  readonly column?: string
}

/** One line for a person. */
export function findingLine({ check, table, what, streamId, version, seq, column }: Finding): string {
  const place = [
    table,
    ...(streamId === undefined ? [] : [`stream ${streamId}`]),
    ...(version === undefined ? [] : [`version ${version}`]),
    ...(seq === undefined ? [] : [`seq ${seq}`]),
    ...(column === undefined ? [] : [`column ${column}`]),
  ]
  return `[${check}] ${place.join(', ')}: ${what}`
}
