import { lookPolicySchema, type LookPolicy } from '@anju/domain/policy/look-policy.ts'
import { LOOK_PURPOSE_WORDS } from '@anju/contract/message/look-words.ts'
import { searchText } from '../app/search-value.ts'
import { useTypedWords } from '../app/typed-words.ts'
import { usePack } from '../app/use-pack.ts'

/** What a look is for, as an address line carries it: a case, or a purpose of the city's list. */
export type PurposeSearch = { readonly purpose?: string; readonly caseId?: string }
/** What a look is for, with what an official says of it in their own words; these stand in no address line (`typed-words`). */
export type StatedPurpose = PurposeSearch & { readonly words?: string }

export function parsePurposeSearch(search: Record<string, unknown>): PurposeSearch {
  const part = (key: 'purpose' | 'caseId') => {
    const text = searchText(search[key])
    return text === '' ? {} : { [key]: text }
  }
  return { ...part('purpose'), ...part('caseId') }
}

/** What the page was opened for: its address, and the words typed for it. */
export function useStatedPurpose(search: PurposeSearch): StatedPurpose {
  const { words = '' } = useTypedWords()
  return words === '' ? search : { ...search, words }
}

/**
 * Where a page stands that is opened for a purpose: its words with the entry in the history, the rest in the address line.
 * @param typed - what else was typed for that page
 */
export function purposePlace(
  { words = '', ...search }: StatedPurpose,
  typed: Readonly<Record<string, string>> = {},
): { readonly search: PurposeSearch; readonly state: { readonly typed: Readonly<Record<string, string>> } } {
  return { search, state: { typed: words === '' ? typed : { ...typed, words } } }
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
