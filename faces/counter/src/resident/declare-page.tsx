import { useApi } from '@anju/face-kit/api.tsx'
import { enterMovesOn, focusField, focusNextSoon } from '@anju/face-kit/enter-moves-on.ts'
import { Field } from '@anju/face-kit/field.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { fieldMessages } from '@anju/face-kit/problem-view.ts'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { useNavigate } from '@tanstack/react-router'
import { Alert, Input } from 'antd'
import { useRef } from 'react'
import { HandIn } from '../action/hand-in.tsx'
import { useSession } from '../app/session.ts'
import { usePack } from '../app/use-pack.ts'
import { useCounterWords } from '../counter-words.ts'
import { keepImages } from '../material/keep-image.ts'
import { materialsSent } from '../material/material-draft.ts'
import { declarationBody, emptyDraft } from '../registration/declaration-draft.ts'
import { PersonSection } from '../registration/declaration-sections.tsx'
import { ResidenceSections } from '../registration/residence-sections.tsx'
import { Section } from '../registration/section.tsx'
import { onlineChannel } from './online-channel.ts'
import { WindowOnly } from './window-only.tsx'
import { useDeclaration } from '../registration/use-declaration.ts'

/** The name is known from the sign-in; nobody types it twice. */
function ownDraft(name: string) {
  const draft = emptyDraft()
  return { ...draft, values: { ...draft.values, name } }
}

/** 网上申报: the resident's own declaration; the officer comes first, the entry follows. */
export function DeclarePage() {
  const online = onlineChannel(usePack())
  if (online === undefined) return null
  return online.offered ? <DeclarationPage /> : <WindowOnly law={online.law} />
}

function DeclarationPage() {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city, legalOn, name } = useSession()
  const client = useApi()
  const navigate = useNavigate()
  const declare = useCommand('declareOnline')
  const { problem } = declare.attempt
  const form = useDeclaration(problem, language, () => ownDraft(name))
  const element = useRef<HTMLFormElement>(null)
  const onPicked = () => focusNextSoon(element.current)
  const section = { form, today: legalOn, onPicked }
  const send = async () => {
    form.forgetEdits()
    const settled = await declare.send({
      params: { city },
      body: { ...declarationBody(form.draft), materials: materialsSent(form.draft.materials) },
      before: () =>
        keepImages(
          client,
          city,
          form.draft.materials.map(({ image }) => image),
        ),
      leave: () => navigate({ to: '/my' }),
    })
    if (settled.status === 'done') return
    const wrong = [...fieldMessages(settled.problem, language).keys()]
    requestAnimationFrame(() => {
      if (element.current !== null) focusField(element.current, wrong)
    })
  }
  return (
    <form
      ref={element}
      className="aj-page aj-declaration aj-resident"
      data-testid="declaration-form"
      onKeyDownCapture={enterMovesOn}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <header className="aj-page-head">
        <h1>{w('menu.declare')}</h1>
      </header>
      <Alert type="info" showIcon className="aj-problem" title={w('my.declare.lead')} />
      <Section word="register.section.person">
        <Field
          name="idNumber"
          label={tableWord('field', 'idNumber', language)}
          starred
          messages={form.messages.get('idNumber')}
        >
          <Input
            id="field-idNumber"
            data-testid="field-idNumber"
            className="aj-figure"
            value={form.draft.values['idNumber'] ?? ''}
            maxLength={18}
            autoComplete="off"
            onChange={(event) => form.setValue('idNumber', event.target.value.toUpperCase())}
          />
        </Field>
        <PersonSection {...section} />
      </Section>
      <ResidenceSections {...section} isWindow={false} />
      <HandIn attempt={declare.attempt} onRetry={send} submit={w('my.declare.submit')} />
    </form>
  )
}
