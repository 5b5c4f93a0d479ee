import { useApi } from '@anju/face-kit/api.tsx'
import { enterMovesOn, focusField, focusNextSoon } from '@anju/face-kit/enter-moves-on.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { ProblemPanel, UnknownOutcomePanel } from '@anju/face-kit/problem-panel.tsx'
import { fieldMessages } from '@anju/face-kit/problem-view.ts'
import { type Command, useCommand } from '@anju/face-kit/use-command.ts'
import { useBlocker, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { keepImages } from '../material/keep-image.ts'
import { materialsSent } from '../material/material-draft.ts'
import { MaterialList } from '../material/material-list.tsx'
import { blankStarred, declarationBody, emptyDraft } from './declaration-draft.ts'
import {
  AgentSection,
  CircumstanceSection,
  FamilySection,
  PersonSection,
  StaySection,
} from './declaration-sections.tsx'
import { HomePicker } from './home-picker.tsx'
import { IdNumberSection } from './id-number-section.tsx'
import { Section } from './section.tsx'
import { startingCode } from './division-path.ts'
import { TargetFinding } from './target-finding.tsx'
import { useDeclarationMaterials } from './use-declaration-materials.ts'
import { useDeclaration } from './use-declaration.ts'

type Act = 'registerResidence' | 'holdDeclaration'

/** 居住登记 at the window, by keyboard alone: the ID number first, Enter moves on, Ctrl+Enter hands in. */
export function NewRegistrationPage(): React.ReactNode {
  const w = useCounterWords()
  const { language } = useLanguage()
  const session = useSession()
  const navigate = useNavigate()
  const client = useApi()
  const register = useCommand('registerResidence')
  const hold = useCommand('holdDeclaration')
  const [last, setLast] = useState<Act>('registerResidence')
  const shown: Command<Act> = last === 'registerResidence' ? register : hold
  const { problem, status } = shown.attempt
  const begin = () => emptyDraft(startingCode(session.post?.divisionPrefix))
  const form = useDeclaration(problem, language, begin)
  const kinds = useDeclarationMaterials()
  const element = useRef<HTMLFormElement>(null)
  const pristine = useRef(form.draft)
  const leaving = useRef(false)
  useBlocker({
    shouldBlockFn: () => !leaving.current && form.draft !== pristine.current && !window.confirm(w('register.leave')),
    enableBeforeUnload: () => !leaving.current && form.draft !== pristine.current,
  })

  const handIn = async (act: Act) => {
    setLast(act)
    form.forgetEdits()
    const { draft } = form
    const command: Command<Act> = act === 'registerResidence' ? register : hold
    const settled = await command.send({
      params: { city: session.city },
      body: { ...declarationBody(draft), materials: materialsSent(draft.materials) },
      before: () =>
        keepImages(
          client,
          session.city,
          draft.materials.map(({ image }) => image),
        ),
      leave: ({ registrationId, warnings }) => {
        leaving.current = true
        return navigate({
          to: act === 'registerResidence' ? '/registrations/$registrationId/receipt' : '/registrations/$registrationId',
          params: { registrationId },
          search:
            act === 'registerResidence'
              ? { fresh: '1', warned: warnings.map(({ field, code }) => `${field}:${code}`) }
              : {},
        })
      },
    })
    if (settled.status === 'done') return
    const wrong = fieldMessages(settled.problem, language)
    requestAnimationFrame(() => {
      if (element.current !== null) focusField(element.current, wrong.keys())
    })
  }
  const onPicked = () => focusNextSoon(element.current)
  const section = { form, today: session.legalOn, onPicked }
  const blank = blankStarred(form.draft)
  return (
    <form
      ref={element}
      className="aj-page aj-declaration"
      data-testid="registration-form"
      onKeyDownCapture={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault()
          event.stopPropagation()
          void handIn('registerResidence')
        } else enterMovesOn(event)
      }}
      onSubmit={(event) => {
        event.preventDefault()
        void handIn('registerResidence')
      }}
    >
      <header className="aj-page-head">
        <h1>{w('register.title')}</h1>
        <span className="aj-faint">{w('register.keys')}</span>
      </header>
      <Section word="register.section.person">
        <IdNumberSection form={form} />
        <PersonSection {...section} />
        <TargetFinding form={form} problem={problem} />
      </Section>
      <Section word="register.section.home">
        <HomePicker
          home={form.draft.home}
          messages={form.messages}
          canSearch
          onPicked={onPicked}
          onChange={(home) => form.setDraft((draft) => ({ ...draft, home }))}
        />
        <StaySection {...section} />
      </Section>
      <Section word="register.section.circumstances">
        <CircumstanceSection {...section} />
      </Section>
      <Section word="register.section.agent">
        <AgentSection {...section} />
      </Section>
      <Section word="register.section.family">
        <FamilySection {...section} />
      </Section>
      <Section word="register.section.materials">
        <MaterialList
          kinds={kinds}
          materials={form.draft.materials}
          onChange={(materials) => form.setDraft((draft) => ({ ...draft, materials }))}
        />
      </Section>
      <footer className="aj-hand-in">
        {status === 'unknown' && <UnknownOutcomePanel onRetry={() => void handIn(last)} />}
        {problem !== undefined && <ProblemPanel problem={problem} />}
        <div className="aj-hand-in-buttons">
          <Button type="primary" htmlType="submit" loading={status === 'sending'} data-testid="submit" data-enter-stop>
            {w('register.submit')}
          </Button>
          <Button data-testid="hold" disabled={status === 'sending'} onClick={() => void handIn('holdDeclaration')}>
            {w('register.hold')}
          </Button>
          <Button type="text" onClick={() => form.setDraft(begin)}>
            {w('register.clear')}
          </Button>
          <span className="aj-faint" data-testid="blank-starred" data-count={blank.length}>
            {blank.length === 0 ? w('register.complete') : w('register.blank', { count: blank.length })}
          </span>
        </div>
      </footer>
    </form>
  )
}
