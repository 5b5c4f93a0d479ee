import type { Problem } from '@anju/contract/problem.ts'
import type { BodySent } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useApi } from '@anju/face-kit/api.tsx'
import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { hasDuty, useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'

type Asked = Omit<BodySent<Routes['exportList']>, 'words'>

/** 导出: a list as a file, with its reason; only for whose post is charged with it. */
export function ExportButton({ asked }: { asked: Asked }) {
  const w = useCounterWords()
  const client = useApi()
  const session = useSession()
  const [isOpen, setOpen] = useState(false)
  const [words, setWords] = useState('')
  const [problem, setProblem] = useState<Problem>()
  if (!hasDuty(session, 'export-lists')) return null
  const take = async (format: 'xlsx' | 'csv') => {
    const answer = await client.call('exportList', {
      params: { city: session.city },
      body: { ...asked, words, format },
    })
    setProblem(answer.ok || answer.unreachable ? undefined : answer.problem)
    if (!answer.ok) return
    save(answer.value)
    setOpen(false)
  }
  return (
    <>
      <Button data-testid="export" onClick={() => setOpen(true)}>
        {w('look.export')}
      </Button>
      <Modal
        open={isOpen}
        title={w('look.export.title')}
        onCancel={() => setOpen(false)}
        footer={[
          <Button key="csv" data-testid="export-csv" onClick={() => void take('csv')}>
            {w('look.export.csv')}
          </Button>,
          <Button key="xlsx" type="primary" data-testid="export-xlsx" onClick={() => void take('xlsx')}>
            {w('look.export')}
          </Button>,
        ]}
      >
        <p className="aj-faint">{w('look.export.note')}</p>
        <Input
          value={words}
          maxLength={200}
          data-testid="export-reason"
          placeholder={w('look.export.reason')}
          aria-label={w('look.export.reason')}
          onChange={(event) => setWords(event.target.value)}
        />
        {problem !== undefined && <ProblemPanel problem={problem} />}
      </Modal>
    </>
  )
}

function save({ fileName, mime, base64 }: { fileName: string; mime: string; base64: string }): void {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const url = URL.createObjectURL(new Blob([bytes], { type: mime }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  URL.revokeObjectURL(url)
}
