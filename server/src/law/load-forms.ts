import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type OfficialForm, parseOfficialForms } from '@anju/domain/policy/official-form.ts'
import { parse } from 'yaml'
import { LAW_FOLDER } from './load-packs.ts'

/** The forms by jurisdiction; `general` for those whose texts name none. */
export type OfficialForms = ReadonlyMap<string, readonly OfficialForm[]>

/** Reads the forms of every jurisdiction once, at start. @throws ZodError when one is not as the schema wants it. */
export function loadForms(folder: string = join(LAW_FOLDER, 'forms')): OfficialForms {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'))
  return new Map(
    files.map((file) => [
      file.slice(0, -'.yaml'.length),
      parseOfficialForms(parse(readFileSync(join(folder, file), 'utf8'))).toSorted((a, b) =>
        a.inForceFrom.localeCompare(b.inForceFrom),
      ),
    ]),
  )
}

/** The forms of a jurisdiction, or the general one. @throws Error when even that is missing. */
export function formsOf(forms: OfficialForms, jurisdiction: string): readonly OfficialForm[] {
  const own = forms.get(jurisdiction) ?? forms.get('general')
  if (own === undefined) throw new Error('law/forms/general.yaml is missing')
  return own
}
