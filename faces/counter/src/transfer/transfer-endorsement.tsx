import { formatDay } from '@anju/contract/message/format-day.ts'
import { useApi } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { ReasonList } from '@anju/face-kit/reason-list.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Alert, Button, Flex } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { applicationImages, EMPTY_APPLICATION } from '../application/application-draft.ts'
import { useCounterWords } from '../counter-words.ts'
import { keepImages } from '../material/keep-image.ts'
import { type MaterialDraft, materialsSent, newMaterial } from '../material/material-draft.ts'
import { PapersPanel } from '../material/papers-panel.tsx'
import { ConditionChoice, type ShownCondition } from './condition-choice.tsx'
import type { KnownTransfers, OneTransfer } from './known-transfers.ts'

type Step = OneTransfer['next'][number]

/** The endorsement of a permit that is being asked after: taken already, or by when it has to be, and taking it now. */
export function TransferEndorsement({
  one,
  known,
  accepts,
}: {
  one: OneTransfer
  known: KnownTransfers
  accepts: Step | undefined
}): React.ReactNode {
  const w = useCounterWords()
  const { language } = useLanguage()
  const day = (on: string) => formatDay(on, language)
  const { endorsed, window } = one
  if (endorsed !== null)
    return (
      <p data-testid="transfer-endorsed">
        {w(`transfer.endorsed.${one.state}`, { name: endorsed.acceptedBy, on: day(endorsed.acceptedOn) })}
      </p>
    )
  if (window === null || one.answer === 'contradicted') return null
  const { opensOn, lastInTimeOn, suspendedSince } = window
  const days = { from: day(opensOn), to: day(lastInTimeOn) }
  if (!window.isOpen) return <p data-testid="transfer-window">{w('transfer.window.later', days)}</p>
  return (
    <>
      <Alert
        type="warning"
        showIcon
        data-testid="transfer-window"
        title={
          suspendedSince === null
            ? w('transfer.window.open', days)
            : w('transfer.window.late', { since: day(suspendedSince) })
        }
      />
      {accepts !== undefined && <Acceptance one={one} known={known} accepts={accepts} />}
    </>
  )
}

function Acceptance({ one, known, accepts }: { one: OneTransfer; known: KnownTransfers; accepts: Step }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const client = useApi()
  const command = useCommand('acceptTransferEndorsement')
  const { documents, proofFrom, proofs } = known.endorse
  const [condition, setCondition] = useState<ShownCondition>('dwelling')
  const [inPerson, setInPerson] = useState(true)
  const [materials, setMaterials] = useState<readonly MaterialDraft[]>(() => documents.map((kind) => newMaterial(kind)))
  const { transferId, version: expectedVersion } = one
  const between = language === 'zh' ? '、' : ', '
  const named = (table: 'material' | 'condition', keys: readonly string[]) =>
    keys.map((key) => tableWord(table, key, language)).join(between)
  const changed = <T,>(set: (value: T) => void) => {
    return (value: T) => {
      command.forget()
      set(value)
    }
  }
  const send = () =>
    void command.send({
      params: { city, transferId },
      body: { expectedVersion, condition, inPerson, materials: materialsSent(materials) },
      before: () => keepImages(client, city, applicationImages({ ...EMPTY_APPLICATION, materials })),
    })
  if (accepts.refusals.length > 0) return <ReasonList refusals={accepts.refusals} />
  return (
    <Flex vertical align="stretch" gap={8} data-testid="transfer-endorsement-form">
      <h3>{w('transfer.endorse.title')}</h3>
      <ConditionChoice value={condition} onChange={changed(setCondition)} />
      <PapersPanel
        asked={
          <>
            {w('endorse.papers.all', { papers: named('material', documents) })}{' '}
            {proofFrom.length === 0
              ? w('endorse.papers.noProof')
              : w('endorse.papers.one', { conditions: named('condition', proofFrom) })}
          </>
        }
        kinds={[...documents, ...proofs]}
        materials={materials}
        onChange={changed(setMaterials)}
        inPerson={{ value: inPerson, onChange: changed(setInPerson) }}
      />
      {command.attempt.problem !== undefined && <ProblemPanel problem={command.attempt.problem} />}
      <div className="aj-hand-in-buttons">
        <Button type="primary" data-testid="accept-endorsement" onClick={send}>
          {w('endorse.accept')}
        </Button>
      </div>
    </Flex>
  )
}
