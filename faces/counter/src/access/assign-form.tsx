import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Input, Select } from 'antd'
import { useState } from 'react'
import { AskField, AskModal } from '../account/ask-modal.tsx'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'

/** Stands for nobody in the list: the case is the whole office's again. */
const OFFICE = 'office'
const byLabel = (input: string, option: { label: string } | undefined) => option?.label.includes(input) === true

/** 指派承办人: gives a case to a colleague, who sees and works on it wherever it lies, or takes it back to the office. */
export function AssignForm({ caseId, onClose }: { readonly caseId: string; readonly onClose: () => void }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const known = useRegistry('getAssignment', { params: { city, caseId } })
  const assign = useCommand('assignCase')
  const [to, setTo] = useState<string>()
  const [reason, setReason] = useState('')
  const send = async () => {
    if (to === undefined) return
    const body = { caseId, officialId: to === OFFICE ? null : to, reason }
    if ((await assign.send({ params: { city }, body })).status === 'done') onClose()
  }
  return (
    <AskModal
      title={w('access.assign')}
      open
      ready={to !== undefined && reason.trim() !== ''}
      attempt={assign.attempt}
      onSend={() => void send()}
      onClose={onClose}
      testId="assign-form"
    >
      <Reading query={known}>
        {({ assignee, colleagues }) => (
          <>
            <p className="aj-faint">{w('access.assign.note')}</p>
            {assignee !== null && (
              <p>
                {w('access.assign.now', { name: assignee.name, by: assignee.by, on: assignee.since })}
                {assignee.reason !== '' && <span className="aj-faint"> {assignee.reason}</span>}
              </p>
            )}
            <AskField label={w('access.assign.to')}>
              <Select
                showSearch={{ filterOption: byLabel }}
                aria-label={w('access.assign.to')}
                data-testid="assign-to"
                value={to}
                options={[
                  ...(assignee === null ? [] : [{ value: OFFICE, label: w('access.assign.back') }]),
                  ...colleagues
                    .filter(({ officialId }) => officialId !== assignee?.officialId)
                    .map((each) => ({
                      value: each.officialId,
                      label: `${each.name} · ${language === 'zh' ? each.officeZh : each.officeEn} · ${tableWord('role', each.role, language)}`,
                    })),
                ]}
                onChange={setTo}
              />
            </AskField>
            <AskField label={w('access.reason')}>
              <Input
                value={reason}
                maxLength={300}
                data-testid="assign-reason"
                onChange={(event) => setReason(event.target.value)}
              />
            </AskField>
          </>
        )}
      </Reading>
    </AskModal>
  )
}
