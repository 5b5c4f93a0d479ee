import { useRegistry } from '@anju/face-kit/api.tsx'
import { Select } from 'antd'
import { useEffect } from 'react'
import { codeOfLevel, type DivisionLevelNumber } from './division-path.ts'

type DivisionPickerProps = {
  /** The code chosen so far; a longer one is a deeper choice. */
  readonly value: string
  readonly onChange: (code: string) => void
  readonly onPicked: () => void
  /** Where the first list starts: undefined for the provinces, else a division whose children are offered. */
  readonly root?: string | undefined
  /** Length of the code at each list, such as 2, 4, 6 for province, city, county. */
  readonly levels: readonly DivisionLevelNumber[]
  readonly labels: readonly string[]
  readonly name: string
}

/** One list a level, each typed into by name or code; choosing goes on to the next list. */
export function DivisionPicker({ value, onChange, onPicked, root, levels, labels, name }: DivisionPickerProps) {
  return (
    <div className="aj-divisions">
      {levels.map((level, index) => {
        const parentLevel = levels[index - 1]
        const parent = parentLevel === undefined ? root : codeOfLevel(value, parentLevel)
        return (
          <DivisionList
            key={level}
            parent={parent}
            open={index === 0 || parent !== undefined}
            chosen={codeOfLevel(value, level)}
            label={labels[index] ?? ''}
            testId={index === levels.length - 1 ? `field-${name}` : `field-${name}-${level}`}
            onChoose={(code, byHand) => {
              onChange(code)
              if (byHand) onPicked()
            }}
            deeper={value.length > level}
          />
        )
      })}
    </div>
  )
}

type DivisionListProps = {
  readonly parent: string | undefined
  readonly open: boolean
  readonly chosen: string | undefined
  readonly label: string
  readonly testId: string
  readonly deeper: boolean
  readonly onChoose: (code: string, byHand: boolean) => void
}

function DivisionList({ parent, open, chosen, label, testId, onChoose, deeper }: DivisionListProps) {
  const { data } = useRegistry(
    'listDivisions',
    { query: parent === undefined ? {} : { parent } },
    { enabled: open, staleTimeMs: 3_600_000 },
  )
  const divisions = data?.divisions ?? []
  const only = open && divisions.length === 1 && chosen === undefined && !deeper ? divisions[0]?.code : undefined
  useEffect(() => {
    if (only !== undefined) onChoose(only, false)
    // A level with a single choice is chosen as soon as it is known.
  }, [only, onChoose])
  return (
    <Select
      className="aj-division"
      value={divisions.some((row) => row.code === chosen) ? (chosen ?? null) : null}
      placeholder={label}
      aria-label={label}
      disabled={!open}
      id={testId}
      data-testid={testId}
      data-chosen={chosen === undefined ? 'no' : 'yes'}
      showSearch={{
        filterOption: (typed, option) =>
          (option?.label ?? '').includes(typed.trim()) || (option?.value ?? '').startsWith(typed.trim()),
      }}
      options={divisions.map((row) => ({ value: row.code, label: row.name }))}
      onSelect={(code: string) => onChoose(code, true)}
    />
  )
}
