import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { Clause } from '@anju/face-kit/clause.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { Checkbox } from 'antd'
import { useCounterWords } from '../counter-words.ts'
import { type MaterialDraft, withMaterial } from '../material/material-draft.ts'
import { MaterialRow } from '../material/material-row.tsx'

type Line = AnswerOf<Routes['previewApplication']>['checklist'][number]

type ChecklistFormProps = {
  readonly lines: readonly Line[]
  readonly materials: readonly MaterialDraft[]
  readonly messages: ReadonlyMap<string, readonly string[]>
  readonly onChange: (materials: readonly MaterialDraft[]) => void
}

/** The closed checklist of the city: a tick takes a paper in; there is no place to ask for anything else. */
export function ChecklistForm({ lines, materials, messages, onChange }: ChecklistFormProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  return (
    <section className="aj-panel" data-testid="checklist" data-field="materials">
      <h2>{w('apply.checklist')}</h2>
      <p className="aj-faint">{w('apply.checklist.note')}</p>
      {(messages.get('materials') ?? []).map((message) => (
        <p key={message} className="aj-field-message" role="alert">
          {message}
        </p>
      ))}
      <ol className="aj-checklist">
        {lines.map((line) => (
          <li key={line.key} data-testid={`line-${line.key}`} data-satisfied={line.satisfied}>
            <div className="aj-checklist-head">
              <span className="aj-checklist-mark">{w(line.satisfied ? 'apply.satisfied' : 'apply.missing')}</span>
              <strong>{line[language]}</strong>
              <Clause law={line.law} />
              {line.alternatives.length > 1 && <span className="aj-faint">{w('apply.oneOf')}</span>}
            </div>
            {line.alternatives.map((alternative) => {
              const material = materials.find(({ kind }) => kind === alternative.kind)
              return (
                <div key={alternative.kind} className="aj-checklist-paper">
                  <Checkbox
                    checked={material !== undefined}
                    data-testid={`paper-${alternative.kind}`}
                    onChange={(event) =>
                      onChange(withMaterial(materials, alternative.kind, event.target.checked ? {} : undefined))
                    }
                  >
                    {alternative[language]}
                  </Checkbox>
                  {material !== undefined && (
                    <MaterialRow
                      material={material}
                      titled={false}
                      onChange={(change) => onChange(withMaterial(materials, material.kind, change))}
                      onRemove={() => onChange(withMaterial(materials, material.kind, undefined))}
                    />
                  )}
                </div>
              )
            })}
          </li>
        ))}
      </ol>
    </section>
  )
}
