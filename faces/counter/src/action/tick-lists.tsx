import { Clause } from '@anju/face-kit/clause.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { Checkbox, Input } from 'antd'
import { REFUSE_REASONS } from '../application/refuse-reason.ts'
import { useCounterWords } from '../counter-words.ts'
import type { ActionFieldProps } from './action-field-props.ts'

/** Items of the one notice: only lines of the checklist can be asked for. */
export function NoticeItems({ values, onChange, about }: ActionFieldProps) {
  const { language } = useLanguage()
  return (
    <Checkbox.Group
      value={[...values.items]}
      onChange={(items: string[]) => onChange({ items })}
      className="aj-ticks"
      data-testid="field-items"
    >
      {about.checklist.map((line) => (
        <Checkbox key={line.key} value={line.key} data-testid={`item-${line.key}`}>
          {line[language]} <Clause law={line.law} />
        </Checkbox>
      ))}
    </Checkbox.Group>
  )
}

/** Originals that lie at the office and are given back. */
export function PapersToReturn({ values, onChange, about }: ActionFieldProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const here = about.materials.filter((paper) => paper.returnedOn === null)
  if (here.length === 0) return <span className="aj-faint">{w('action.noPapers')}</span>
  return (
    <Checkbox.Group
      value={[...values.papers]}
      onChange={(papers: string[]) => onChange({ papers })}
      className="aj-ticks"
      data-testid="field-materialIds"
    >
      {here.map((paper) => (
        <Checkbox key={paper.materialId} value={paper.materialId}>
          {tableWord('material', paper.kind, language)}
        </Checkbox>
      ))}
    </Checkbox.Group>
  )
}

/** Reasons for a refusal, each with its note. */
export function RefuseReasons({ values, onChange }: ActionFieldProps) {
  const w = useCounterWords()
  const { reasons } = values
  return (
    <div className="aj-ticks" data-testid="field-reasons">
      {REFUSE_REASONS.map((code) => {
        const given = reasons.find((reason) => reason.code === code)
        const others = reasons.filter((reason) => reason.code !== code)
        return (
          <div key={code}>
            <Checkbox
              checked={given !== undefined}
              data-testid={`reason-${code}`}
              onChange={(event) =>
                onChange({ reasons: event.target.checked ? [...reasons, { code, note: '' }] : others })
              }
            >
              {w(`choice.refuse.${code}`)}
            </Checkbox>
            {given !== undefined && (
              <Input
                size="small"
                aria-label={w('action.field.note')}
                placeholder={w('action.field.note')}
                data-testid={`reason-note-${code}`}
                value={given.note}
                onChange={(event) => onChange({ reasons: [...others, { code, note: event.target.value }] })}
              />
            )}
          </div>
        )
      })}
    </div>
  )
}
