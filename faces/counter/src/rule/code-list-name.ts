import { FORM_CODE_LISTS, type FormCodeListName } from '@anju/contract/form.ts'

// The keys of a constant are known; the library types them as any text.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
export const CODE_LIST_NAMES = Object.keys(FORM_CODE_LISTS) as readonly FormCodeListName[]
