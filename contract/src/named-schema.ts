import type { z } from 'zod'
import { groundSchema, problemSchema, refusalSchema } from './problem.ts'
import { checklistLine } from './routes/application.ts'
import { visitForm } from './routes/registration.ts'
import { addressForm, materialForm, materialView, nextStep, pastEvent, personForm, residenceForm } from './shape.ts'

type NamedSchema = { readonly schema: z.ZodType; readonly direction: 'input' | 'output' }

/** Shapes that many operations share, under the names that documents give them. */
export const NAMED_SCHEMAS = {
  Problem: { schema: problemSchema, direction: 'output' },
  Refusal: { schema: refusalSchema, direction: 'output' },
  Ground: { schema: groundSchema, direction: 'output' },
  NextStep: { schema: nextStep, direction: 'output' },
  PastEvent: { schema: pastEvent, direction: 'output' },
  ChecklistLine: { schema: checklistLine, direction: 'output' },
  MaterialView: { schema: materialView, direction: 'output' },
  MaterialForm: { schema: materialForm, direction: 'input' },
  PersonForm: { schema: personForm, direction: 'input' },
  ResidenceForm: { schema: residenceForm, direction: 'input' },
  AddressForm: { schema: addressForm, direction: 'input' },
  VisitForm: { schema: visitForm, direction: 'input' },
} as const satisfies Readonly<Record<string, NamedSchema>>

/** The name of a shared shape; undefined for any other. */
export function nameOfSchema(schema: unknown): string | undefined {
  return Object.entries(NAMED_SCHEMAS).find(([, named]) => named.schema === schema)?.[0]
}
