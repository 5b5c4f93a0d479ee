import { useApi } from '@anju/face-kit/api.tsx'
import { ReasonList } from '@anju/face-kit/reason-list.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Checkbox, Flex, Input, Segmented } from 'antd'
import { useState } from 'react'
import { HandIn } from '../action/hand-in.tsx'
import { useSession } from '../app/session.ts'
import { applicationImages, EMPTY_APPLICATION } from '../application/application-draft.ts'
import { useCounterWords } from '../counter-words.ts'
import { keepImages } from '../material/keep-image.ts'
import { type MaterialDraft, materialsSent, newMaterial } from '../material/material-draft.ts'
import { PapersPanel } from '../material/papers-panel.tsx'
import { DivisionPicker } from '../registration/division-picker.tsx'
import { ConditionChoice, type ShownCondition } from './condition-choice.tsx'
import type { KnownTransfers } from './known-transfers.ts'

const FIELDS = [
  'permitNo',
  'cardNo',
  'issuedOn',
  'printedExpiryOn',
  'issuingOffice',
  'endorsedOn',
  'oldAddress',
] as const
const EMPTY = {
  permitNo: '',
  cardNo: '',
  issuedOn: '',
  printedExpiryOn: '',
  issuingOffice: '',
  endorsedOn: '',
  oldAddress: '',
}

/** Taking down a permit that was issued elsewhere: what its card says, and the papers shown with it. */
export function TransferForm({ known }: { known: KnownTransfers }): React.ReactNode {
  const w = useCounterWords()
  const { city } = useSession()
  const client = useApi()
  const command = useCommand('openTransfer')
  const [card, setCard] = useState(EMPTY)
  const [issuedIn, setIssuedIn] = useState('')
  const [effect, setEffect] = useState<'keep' | 'reset'>('keep')
  const [reason, setReason] = useState('')
  const [endorses, setEndorses] = useState(false)
  const [condition, setCondition] = useState<ShownCondition>('dwelling')
  const [inPerson, setInPerson] = useState(true)
  const [materials, setMaterials] = useState<readonly MaterialDraft[]>(() =>
    known.documents.map((kind) => newMaterial(kind)),
  )
  const send = () =>
    void command.send({
      params: { city, personId: known.personId },
      body: {
        ...card,
        printedExpiryOn: card.printedExpiryOn.trim() === '' ? null : card.printedExpiryOn.trim(),
        issuedIn: issuedIn.slice(0, 6),
        endorsedOn: card.endorsedOn.split(/[\s,，;；]+/u).filter((day) => day !== ''),
        materials: materialsSent(materials),
        inPerson,
        finding: known.asksFinding && reason.trim() !== '' ? { effect, reason } : null,
        endorse: endorses ? { condition } : null,
      },
      before: () => keepImages(client, city, applicationImages({ ...EMPTY_APPLICATION, materials })),
    })
  return (
    <form
      className="aj-application"
      data-testid="transfer-form"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <section className="aj-panel">
        <h2>{w('transfer.card')}</h2>
        <Flex vertical gap={8}>
          {FIELDS.map((name) => (
            <label className="aj-field" key={name}>
              <span>{w(`transfer.${name}`)}</span>
              <Input
                value={card[name]}
                data-testid={`field-${name}`}
                placeholder={w(`transfer.hint.${name}`)}
                maxLength={200}
                onChange={(event) => {
                  command.forget()
                  setCard({ ...card, [name]: event.target.value })
                }}
              />
            </label>
          ))}
          <div className="aj-field">
            <span>{w('transfer.issuedIn')}</span>
            <DivisionPicker
              value={issuedIn}
              levels={[2, 4, 6]}
              labels={([2, 4, 6] as const).map((level) => w(`transfer.level.${level}`))}
              name="issuedIn"
              onPicked={() => undefined}
              onChange={(code) => {
                command.forget()
                setIssuedIn(code)
              }}
            />
          </div>
          {known.asksFinding && (
            <>
              <Segmented
                style={{ alignSelf: 'flex-start' }}
                value={effect}
                options={(['keep', 'reset'] as const).map((value) => ({
                  value,
                  label: w(`transfer.finding.${value}`),
                }))}
                onChange={setEffect}
              />
              <Input
                value={reason}
                aria-label={w('transfer.finding.reason')}
                placeholder={w('transfer.finding.reason')}
                onChange={(event) => setReason(event.target.value)}
              />
            </>
          )}
        </Flex>
      </section>
      <PapersPanel
        kinds={[
          ...known.documents,
          ...known.proofs,
          ...(endorses ? known.endorse.documents.concat(known.endorse.proofs) : []),
        ]}
        materials={materials}
        onChange={(next) => {
          command.forget()
          setMaterials(next)
        }}
        inPerson={{
          value: inPerson,
          onChange: (here) => {
            command.forget()
            setInPerson(here)
          },
        }}
      />
      <section className="aj-panel">
        <h2>{w('transfer.endorse.title')}</h2>
        <Flex vertical gap={8}>
          <ReasonList refusals={known.endorse.refusals} />
          <Checkbox
            checked={endorses}
            disabled={known.endorse.refusals.length > 0}
            data-testid="field-endorses"
            onChange={({ target }) => {
              command.forget()
              setEndorses(target.checked)
              if (target.checked) setMaterials(withPapers(materials, known.endorse.documents))
            }}
          >
            {w('transfer.endorse.with')}
          </Checkbox>
          <span className="aj-faint">{w('transfer.endorse.note')}</span>
          {endorses && (
            <ConditionChoice
              value={condition}
              onChange={(next) => {
                command.forget()
                setCondition(next)
              }}
            />
          )}
        </Flex>
      </section>
      <HandIn attempt={command.attempt} onRetry={send} submit={w('transfer.submit')} />
    </form>
  )
}

/** What an endorsement asks for besides is offered on the list at once. */
function withPapers(materials: readonly MaterialDraft[], kinds: readonly string[]): readonly MaterialDraft[] {
  const missing = kinds.filter((kind) => !materials.some((one) => one.kind === kind))
  return [...materials, ...missing.map((kind) => newMaterial(kind))]
}
