import { lookPolicySchema, type LookPolicy } from '@anju/domain/policy/look-policy.ts'
import { LOOK_PURPOSE_WORDS } from '@anju/contract/message/look-words.ts'
import { searchText } from '../app/search-value.ts'
import { usePack } from '../app/use-pack.ts'

/** What a look is for, as an address line carries it: a case, or a purpose of the city's list. */
export type StatedPurpose = {
  readonly purpose?: string
  readonly words?: string
  readonly caseId?: string
}

export function parsePurposeSearch(search: Record<string, unknown>): StatedPurpose {
  const part = (key: 'purpose' | 'words' | 'caseId') => {
    const text = searchText(search[key])
    return text === '' ? {} : { [key]: text }
  }
  return { ...part('purpose'), ...part('words'), ...part('caseId') }
}

export function isStated({ purpose, caseId }: StatedPurpose): boolean {
  return purpose !== undefined || caseId !== undefined
}

type Purposes = LookPolicy['purposes']['value']

/** The city's list of purposes; empty until its rules are read. */
export function usePurposes(): Purposes {
  const looks = usePack()?.all['looks']
  const read = lookPolicySchema.safeParse(looks)
  return read.success ? read.data.purposes.value : []
}

/** A purpose in words: the work itself, or one of the city's list. */
export function purposeWord(purpose: string, purposes: Purposes, language: 'zh' | 'en'): string {
  const ofWork = Object.entries(LOOK_PURPOSE_WORDS).find(([key]) => key === purpose)?.[1]
  return (ofWork ?? purposes.find(({ key }) => key === purpose))?.[language] ?? purpose
}
