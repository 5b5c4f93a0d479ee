import { CONDITIONS } from '@anju/contract/routes/application.ts'
import { WRITTEN_ON } from '@anju/contract/routes/endorsement.ts'
import { useApi } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { fieldMessages } from '@anju/face-kit/problem-view.ts'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Checkbox, Input, Segmented } from 'antd'
import { useState } from 'react'
import { HandIn } from '../action/hand-in.tsx'
import { useSession } from '../app/session.ts'
import { applicationImages, EMPTY_APPLICATION } from '../application/application-draft.ts'
import { useCounterWords } from '../counter-words.ts'
import { VisitAmendment, visitAmendmentSent } from '../endorsement/visit-amendment.tsx'
import type { AmendmentDraft } from '../registration/amendment-draft.ts'
import { keepImages } from '../material/keep-image.ts'
import { type MaterialDraft, materialsSent, newMaterial } from '../material/material-draft.ts'
import { PapersPanel } from '../material/papers-panel.tsx'
import { EMPTY_HOME, homeSent } from '../registration/declaration-draft.ts'
import { HomePicker } from '../registration/home-picker.tsx'
import type { KnownAddress, MadeChange } from './known-address.ts'

/** Taking a change of address in: where to, since when, the papers of the city, where it is written, and an endorsement with it. */
export function AddressChangeForm({ known, onDone }: { known: KnownAddress; onDone: (change: MadeChange) => void }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const client = useApi()
  const command = useCommand('changePermitAddress')
  const [moves, setMoves] = useState(!known.owed && known.mayMove)
  const [home, setHome] = useState(EMPTY_HOME)
  const [movedOn, setMovedOn] = useState('')
  const [materials, setMaterials] = useState<readonly MaterialDraft[]>(() =>
    known.documents.map((kind) => newMaterial(kind)),
  )
  const [inPerson, setInPerson] = useState(true)
  const [write, setWrite] = useState<(typeof WRITTEN_ON)[number]>('chip')
  const [endorses, setEndorses] = useState(false)
  const [condition, setCondition] = useState<(typeof CONDITIONS)[number] | 'none'>('dwelling')
  const [amendment, setAmendment] = useState<AmendmentDraft>()
  const { problem } = command.attempt
  const { registration } = known
  const move =
    moves && registration !== null
      ? {
          registrationId: registration.registrationId,
          expectedVersion: registration.version,
          home: homeSent(home),
          movedOn,
        }
      : null
  const send = () =>
    void command.send({
      params: { city, permitId: known.permitId },
      body: {
        move,
        materials: materialsSent(materials),
        inPerson,
        write,
        endorse: endorses ? { condition } : null,
        amendment: visitAmendmentSent(known.amendable, amendment),
      },
      before: () => keepImages(client, city, applicationImages({ ...EMPTY_APPLICATION, materials })),
      leave: ({ change }) => (change === null ? undefined : onDone(change)),
    })
  const word = (kind: string) => tableWord('material', kind, language)
  const between = language === 'zh' ? '、' : ', '
  return (
    <form
      className="aj-application"
      data-testid="address-change-form"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <section className="aj-panel">
        <h2>{w('move.how')}</h2>
        <Segmented
          data-testid="field-moves"
          value={moves ? 'now' : 'before'}
          options={(['now', 'before'] as const).map((value) => ({
            value,
            label: w(`move.how.${value}`),
            disabled: value === 'now' && !known.mayMove,
          }))}
          onChange={(value) => {
            command.forget()
            setMoves(value === 'now')
          }}
        />
        {moves && (
          <>
            <HomePicker
              home={home}
              onChange={(next) => {
                command.forget()
                setHome(next)
              }}
              onPicked={() => undefined}
              messages={fieldMessages(problem, language)}
              canSearch
            />
            <label className="aj-field">
              <span>{w('move.movedOn')}</span>
              <Input
                value={movedOn}
                data-testid="field-movedOn"
                placeholder="2017-11-15"
                maxLength={10}
                onChange={(event) => {
                  command.forget()
                  setMovedOn(event.target.value)
                }}
              />
            </label>
          </>
        )}
      </section>
      <PapersPanel
        asked={
          <>
            {w('endorse.papers.all', { papers: known.documents.map(word).join(between) })}{' '}
            {known.proofFrom.length > 0 &&
              w('endorse.papers.one', {
                conditions: known.proofFrom.map((from) => tableWord('condition', from, language)).join(between),
              })}
          </>
        }
        kinds={[...known.documents, ...known.proofs]}
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
      <VisitAmendment
        registration={known.amendable}
        value={amendment}
        messages={fieldMessages(problem, language)}
        note={w('move.amend.note')}
        elsewhere={w('move.amend.elsewhere')}
        onChange={(next) => {
          command.forget()
          setAmendment(next)
        }}
      />
      <section className="aj-panel">
        <h2>{w('endorse.write')}</h2>
        <Segmented
          value={write}
          options={WRITTEN_ON.map((value) => ({ value, label: tableWord('written', value, language) }))}
          onChange={setWrite}
        />
        <p>
          <Checkbox
            checked={endorses}
            data-testid="field-endorses"
            onChange={(event) => {
              command.forget()
              setEndorses(event.target.checked)
            }}
          >
            {w('move.endorse')}
          </Checkbox>{' '}
          <span className="aj-faint">{w('move.endorse.note')}</span>
        </p>
        {endorses && (
          <Segmented
            value={condition}
            options={[...CONDITIONS, 'none' as const].map((value) => ({
              value,
              label: value === 'none' ? w('endorse.condition.none') : tableWord('condition', value, language),
            }))}
            onChange={setCondition}
          />
        )}
      </section>
      <HandIn
        attempt={command.attempt}
        onRetry={send}
        submit={w(amendment === undefined ? 'move.submit' : 'move.submit.amend')}
      />
    </form>
  )
}
