import { FORM_CODE_LISTS } from '@anju/contract/form.ts'
import { ListChoice, BoxChoice } from '@anju/face-kit/choice.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { Button, Input } from 'antd'
import { useCounterWords } from '../counter-words.ts'
import type { FamilyRow } from './declaration-draft.ts'
import { YES_NO } from './yes-no.ts'

type FamilyRowsProps = {
  readonly rows: readonly FamilyRow[]
  readonly messages: ReadonlyMap<string, readonly string[]>
  readonly onChange: (rows: readonly FamilyRow[]) => void
  readonly onPicked: () => void
}

const COLUMNS = ['familyName', 'familyRelation', 'familyIdNumber', 'familyTogether'] as const

/** 主要家庭成员: as many rows as there are people; a row left blank is not sent. */
export function FamilyRows({ rows, messages, onChange, onPicked }: FamilyRowsProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const change = (rowId: number, part: Partial<FamilyRow>) =>
    onChange(rows.map((row) => (row.rowId === rowId ? { ...row, ...part } : row)))
  return (
    <div className="aj-family" data-field="family">
      {rows.length > 0 && (
        <div className="aj-family-head" aria-hidden>
          {COLUMNS.map((column) => (
            <span key={column}>{tableWord('field', column, language)}</span>
          ))}
        </div>
      )}
      {rows.map((row, index) => (
        <div key={row.rowId} className="aj-family-row" data-field={`family.${index}`}>
          <Input
            aria-label={tableWord('field', 'familyName', language)}
            data-testid={`field-family-${index}-name`}
            value={row.name}
            onChange={(event) => change(row.rowId, { name: event.target.value })}
          />
          <ListChoice
            label={tableWord('field', 'familyRelation', language)}
            testId={`field-family-${index}-relation`}
            list={FORM_CODE_LISTS.relation}
            value={row.relation}
            onChange={(relation) => change(row.rowId, { relation })}
            onPicked={onPicked}
          />
          <Input
            aria-label={tableWord('field', 'familyIdNumber', language)}
            data-testid={`field-family-${index}-idNumber`}
            value={row.idNumber}
            maxLength={18}
            onChange={(event) => change(row.rowId, { idNumber: event.target.value })}
          />
          <BoxChoice
            label={tableWord('field', 'familyTogether', language)}
            testId={`field-family-${index}-together`}
            list={YES_NO}
            value={row.together}
            onChange={(together) => change(row.rowId, { together: together === 'yes' ? 'yes' : 'no' })}
            onPicked={onPicked}
          />
          <Button size="small" onClick={() => onChange(rows.filter((other) => other.rowId !== row.rowId))}>
            {w('family.remove')}
          </Button>
          {rowMessages(messages, index).map((message) => (
            <div key={message} className="aj-field-message" role="alert">
              {message}
            </div>
          ))}
        </div>
      ))}
      <Button
        size="small"
        data-testid="family-add"
        onClick={() =>
          onChange([
            ...rows,
            {
              rowId: Math.max(0, ...rows.map((row) => row.rowId)) + 1,
              name: '',
              relation: '',
              idNumber: '',
              together: '',
            },
          ])
        }
      >
        {w('family.add')}
      </Button>
    </div>
  )
}

function rowMessages(messages: ReadonlyMap<string, readonly string[]>, index: number): readonly string[] {
  const own = [...messages].filter(([field]) => field === `family.${index}` || field.startsWith(`family.${index}.`))
  return [...new Set(own.flatMap(([, texts]) => texts))]
}
