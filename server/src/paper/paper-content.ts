/** What a template of `server/paper` is given: every word that stands on the paper, so that it can be printed again. */
export type PaperContent = FormContent | SheetContent

type Dated = {
  readonly title: string
  readonly office: string
  /** The day the paper carries. */
  readonly on: { readonly year: number; readonly month: number; readonly day: number }
  /** Characters no typeface has, with their code points; they stand as 〓. Empty but for the rarest names. */
  readonly unprintable: string
}

/** One of the boxes that are ticked with √. */
export type Choice = { readonly zh: string; readonly ticked: boolean }

export type FamilyLine = {
  readonly name: string
  readonly relation: string
  readonly idNumber: string
  readonly together: readonly Choice[]
}

/** 附件1, filled in or blank. Images stand by their path in the press, empty for none. */
export type FormContent = Dated & {
  /** New forms are set with `form-2`; the one before it sets the papers that were printed with it again. */
  readonly template: 'form-1' | 'form-2'
  readonly supervisedBy: string
  readonly district: string
  readonly town: string
  readonly policeStation: string
  readonly committee: string
  readonly name: string
  readonly sex: readonly Choice[]
  readonly photo: string
  readonly ethnicity: string
  readonly birthOn: string
  readonly education: string
  readonly politics: string
  readonly arrivedOn: string
  readonly mobile: string
  /** Empty for an identity card. */
  readonly documentKind: string
  readonly idNumber: string
  readonly hukou: {
    readonly province: string
    readonly city: string
    readonly county: string
    readonly detail: string
  }
  readonly marital: readonly Choice[]
  readonly sons: string
  readonly daughters: string
  readonly employment: readonly Choice[]
  readonly employerName: string
  readonly employerAddress: string
  readonly employerPhone: string
  readonly socialInsurance: readonly Choice[]
  readonly occupation: string
  readonly agency: readonly Choice[]
  readonly agent: {
    readonly name: string
    readonly relation: string
    readonly phone: string
    readonly idNumber: string
  }
  /** Always four rows; the rest stands on a continuation sheet. */
  readonly family: readonly FamilyLine[]
  readonly moreFamily: readonly FamilyLine[]
  readonly lane: string
  readonly door: string
  readonly unit: string
  readonly room: string
  readonly movedInOn: string
  readonly placeType: string
  readonly reason: readonly Choice[]
  readonly livingMode: readonly Choice[]
  readonly leftOn: string
  readonly destination: string
  readonly permitIssuedOn: string
  readonly addressCheck: string
  readonly verifier: { readonly name: string; readonly on: string }
  readonly remark: string
  readonly applicantSigned: string
  readonly filledInOn: string
  readonly accepter: { readonly name: string }
  readonly reviewer: { readonly name: string }
  readonly applicantCopies: readonly string[]
  readonly agentCopies: readonly string[]
  readonly notes: readonly { readonly number: number; readonly zh: string }[]
}

export type SheetBlock =
  | { readonly kind: 'facts'; readonly rows: readonly { readonly label: string; readonly value: string }[] }
  | { readonly kind: 'list'; readonly items: readonly { readonly text: string; readonly law: string }[] }
  | { readonly kind: 'heading' | 'text'; readonly text: string }

/** A receipt or notice on one sheet. */
export type SheetContent = Dated & {
  readonly template: 'sheet-1' | 'sheet-2'
  readonly number: string
  /** Whom it addresses; empty for a receipt. */
  readonly to: string
  readonly blocks: readonly SheetBlock[]
  readonly onWords: string
  readonly signer: string
  /** Whether the person signs that they got it. */
  readonly received: boolean
  readonly footer: string
}
