import type { Problem } from '@anju/contract/problem.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useApi } from '@anju/face-kit/api.tsx'
import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'

type Bundle = AnswerOf<Routes['exportCaseBundle']>

/** 下载个案存证包: the case with its proofs and the public keys it names, each a file, with what each is worth. */
export function BundleButton({ caseId }: { caseId: string }) {
  const w = useCounterWords()
  const client = useApi()
  const { city } = useSession()
  const [bundle, setBundle] = useState<Bundle>()
  const [problem, setProblem] = useState<Problem>()
  const ask = async () => {
    const answer = await client.call('exportCaseBundle', { params: { city, caseId } })
    setProblem(answer.ok || answer.unreachable ? undefined : answer.problem)
    if (answer.ok) setBundle(answer.value)
  }
  const close = () => {
    setBundle(undefined)
    setProblem(undefined)
  }
  const files =
    bundle === undefined
      ? []
      : ([
          ['case', bundle.fileName, bundle.bundle],
          ['registry', 'registry.json', bundle.registry],
          ['police', 'card-service.json', bundle.police],
          ['officials', 'officials.json', bundle.officials],
        ] as const)
  return (
    <>
      <Button data-testid="audit-bundle" onClick={() => void ask()}>
        {w('audit.bundle')}
      </Button>
      <Modal
        open={bundle !== undefined || problem !== undefined}
        title={w('audit.bundle')}
        footer={null}
        onCancel={close}
        data-testid="bundle-files"
      >
        {problem !== undefined && <ProblemPanel problem={problem} />}
        <ul className="aj-plain">
          {files.map(([what, name, text]) =>
            text === null ? null : (
              <li key={what}>
                <Button type="link" data-testid={`bundle-${what}`} onClick={() => save(name, text)}>
                  {w(`audit.bundle.${what}`)} · {name}
                </Button>
              </li>
            ),
          )}
        </ul>
        {bundle !== undefined && <p className="aj-faint">{w('audit.bundle.note')}</p>}
      </Modal>
    </>
  )
}

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
