import { useLanguage } from '@anju/face-kit/language.ts'
import { Checkbox, Input } from 'antd'
import { itemWord } from '../application/item-word.ts'
import { REFUSE_REASONS } from '../application/refuse-reason.ts'
import { useCounterWords } from '../counter-words.ts'
import { paperWord } from '../material/paper-word.ts'
import type { ActionFieldProps } from './action-field-props.ts'

/** Items of the one notice: what the checklist misses, and papers on file that do not serve. Nothing else can be named. */
export function NoticeItems({ values, onChange, about }: ActionFieldProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const groups = [
    ['action.items.missing', about.notice.missing],
    ['action.items.onFile', about.notice.onFile],
  ] as const
  return (
    <Checkbox.Group
      value={[...values.items]}
      onChange={(items: string[]) => onChange({ items })}
      className="aj-ticks"
      data-testid="field-items"
    >
      {groups.map(
        ([word, items]) =>
          items.length > 0 && (
            <div key={word} className="aj-ticks">
              <span className="aj-faint">{w(word)}</span>
              {items.map((item) => (
                <Checkbox key={item} value={item} data-testid={`item-${item}`}>
                  {itemWord(item, language)}
                </Checkbox>
              ))}
            </div>
          ),
      )}
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
          {paperWord(paper.kind, language, w)}
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
