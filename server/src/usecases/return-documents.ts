import { granted, ground, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { returnMaterials } from '../store/material.ts'
import { type ApplicationCommand, type ApplicationOutcome, stepApplication } from './application-step.ts'

export type ReturnDocuments = ApplicationCommand & {
  readonly materialIds: readonly string[]
  readonly receivedBy: string
}

/** Gives papers back (退回材料), each on a list, with the name of whoever signed for them. */
export async function returnDocuments(
  deps: Deps,
  act: Act,
  command: ReturnDocuments,
): Promise<Decision<ApplicationOutcome>> {
  return stepApplication(deps, act, command, 'return-documents', ({ row, materials }, pack) => {
    const ids = [...new Set(command.materialIds)]
    const listed = materials.filter(({ material_id, returned_on }) => ids.includes(material_id) && returned_on === null)
    if (listed.length !== ids.length)
      throw new RegistryError('not-found', 'A paper on the list is not in this case, or was given back before')
    const kinds = listed.map(({ kind }) => kind)
    return granted(
      {
        facts: { materialIds: ids, kinds, receivedBy: command.receivedBy },
        alsoWrite: async (tx) => {
          const sealed = ids.map((materialId) => ({
            materialId,
            receivedByEnc: deps.crypto.seal(
              { table: 'material', column: 'returned_to_enc', rowId: materialId, personId: row.person_id },
              command.receivedBy,
              row.dek_wrapped,
            ),
          }))
          const returned = await returnMaterials(tx, row.application_id, sealed, act.legalOn)
          if (returned !== ids.length)
            throw new RegistryError('version-conflict', 'A paper was given back in this instant')
        },
      },
      [ground(pack.checklist.keeps.law, 'documents.returned', { materials: kinds })],
    )
  })
}
