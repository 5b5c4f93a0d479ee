import { useApi } from '@anju/face-kit/api.tsx'
import { enterMovesOn, focusField, focusNextSoon } from '@anju/face-kit/enter-moves-on.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { fieldMessages } from '@anju/face-kit/problem-view.ts'
import { type Command, useCommand } from '@anju/face-kit/use-command.ts'
import { useBlocker, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { HandIn } from '../action/hand-in.tsx'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { keepImages } from '../material/keep-image.ts'
import { materialsSent } from '../material/material-draft.ts'
import { blankStarred, declarationBody, emptyDraft } from './declaration-draft.ts'
import { PersonSection } from './declaration-sections.tsx'
import { IdNumberSection } from './id-number-section.tsx'
import { ResidenceSections } from './residence-sections.tsx'
import { Section } from './section.tsx'
import { startingCode } from './division-path.ts'
import { TargetFinding } from './target-finding.tsx'
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
      <ResidenceSections {...section} isWindow />
      <HandIn attempt={shown.attempt} onRetry={() => handIn(last)} submit={w('register.submit')}>
        <Button data-testid="hold" disabled={status === 'sending'} onClick={() => void handIn('holdDeclaration')}>
          {w('register.hold')}
        </Button>
        <Button type="text" onClick={() => form.setDraft(begin)}>
          {w('register.clear')}
        </Button>
        <span className="aj-faint" data-testid="blank-starred" data-count={blank.length}>
          {blank.length === 0 ? w('register.complete') : w('register.blank', { count: blank.length })}
        </span>
      </HandIn>
    </form>
  )
}
