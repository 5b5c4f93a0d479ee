import { useApi } from '@anju/face-kit/api.tsx'
import { Clause } from '@anju/face-kit/clause.tsx'
import { enterMovesOn, focusField, focusNextSoon } from '@anju/face-kit/enter-moves-on.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { eventWord } from '@anju/face-kit/law-words.ts'
import type { NextStep } from '@anju/face-kit/next-step.ts'
import { PastEvents } from '@anju/face-kit/past-events.tsx'
import { ProblemPanel, UnknownOutcomePanel } from '@anju/face-kit/problem-panel.tsx'
import { fieldMessages, isConflict } from '@anju/face-kit/problem-view.ts'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { whatChanged } from '@anju/face-kit/what-changed.ts'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Drawer } from 'antd'
import { useRef, useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { keepImages } from '../material/keep-image.ts'
import type { ActionCase } from './action-case.ts'
import { ActionFieldView } from './action-field-view.tsx'
import type { Action } from './action.ts'
import { initialValues } from './initial-values.ts'
import { registrationBegun } from './registration-begun.ts'
import type { OpenAct } from './use-open-act.ts'
import { imagesOf, type Values } from './values.ts'

type ActionDrawerProps = {
  readonly event: string
  readonly action: Action
  readonly about: ActionCase
  readonly step: NextStep | undefined
  readonly children?: React.ReactNode
  readonly act: OpenAct
}

/** The form of one event at the side of its case. A no leaves everything typed; a yes closes it. */
export function ActionDrawer({ event, action, about, step, act, children }: ActionDrawerProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  // The case moves on before its form has closed, or because somebody else acted: what is typed stays either way.
  const [offered, setOffered] = useState(step)
  if (step !== undefined && step !== offered) setOffered(step)
  const wide = action.fields.some(({ kind }) =>
    ['declaration', 'amendment', 'amendment-beside', 'home', 'materials'].includes(kind),
  )
  return (
    <Drawer
      open
      // The file stays readable and scrollable beside the form, and a slip of the mouse cannot close it.
      mask={false}
      onClose={act.close}
      size={wide ? 760 : 520}
      title={eventWord(event, language)}
      extra={offered === undefined ? null : <Clause law={offered.law} />}
      data-testid={`drawer-${event}`}
    >
      {offered === undefined ? (
        <p role="alert">{w('action.notOffered')}</p>
      ) : (
        <ActionForm event={event} action={action} about={about} act={act}>
          {children}
        </ActionForm>
      )}
    </Drawer>
  )
}

function ActionForm({ event, action, about, act, children }: Omit<ActionDrawerProps, 'step'>) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { legalOn, city } = useSession()
  const client = useApi()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const command = useCommand(action.route)
  const { problem, status } = command.attempt
  const [values, setValues] = useState<Values>(() => initialValues(action, legalOn, about))
  const [seenVersion, setSeenVersion] = useState(about.version)
  const [conflictAt, setConflictAt] = useState<number>()
  const element = useRef<HTMLFormElement>(null)
  const messages = fieldMessages(problem, language)

  const send = async () => {
    setConflictAt(undefined)
    const settled = await command.send({
      params: about.params,
      body: { ...action.body(values), expectedVersion: seenVersion },
      before: () => keepImages(client, city, imagesOf(values)),
      leave: (answer) => {
        const begun = registrationBegun(about.params, answer)
        if (begun === undefined) return act.done()
        return navigate({ to: '/registrations/$registrationId', params: { registrationId: begun }, search: {} })
      },
    })
    if (settled.status === 'done') {
      message.success(w('action.done', { what: eventWord(event, language) }))
      act.close()
      return
    }
    if (isConflict(settled.problem)) {
      setConflictAt(seenVersion)
      return
    }
    const wrong = [...fieldMessages(settled.problem, language).keys()]
    requestAnimationFrame(() => {
      if (element.current !== null) focusField(element.current, wrong)
    })
  }
  // After a conflict the case has been read again; the next try answers to the version now on the screen.
  if (conflictAt !== undefined && about.version !== seenVersion) setSeenVersion(about.version)
  return (
    <form
      ref={element}
      className="aj-action aj-action-whole"
      data-testid={`form-${event}`}
      onKeyDownCapture={enterMovesOn}
      onSubmit={(submitted) => {
        submitted.preventDefault()
        void send()
      }}
    >
      {children}
      {action.fields.map((field) => (
        <ActionFieldView
          key={field.name}
          field={field}
          values={values}
          onChange={(change) => setValues((known) => ({ ...known, ...change }))}
          onPicked={() => focusNextSoon(element.current)}
          about={about}
          messages={messages}
        />
      ))}
      {action.fields.length === 0 && <p>{w('action.nothingToFill')}</p>}
      {status === 'unknown' && <UnknownOutcomePanel onRetry={() => void send()} />}
      {problem !== undefined && (
        <ProblemPanel problem={problem}>
          {conflictAt !== undefined && <PastEvents history={whatChanged(about.history, conflictAt)} />}
        </ProblemPanel>
      )}
      <footer className="aj-hand-in-buttons">
        <Button type="primary" htmlType="submit" loading={status === 'sending'} data-testid="submit" data-enter-stop>
          {w('action.submit', { what: eventWord(event, language) })}
        </Button>
        <Button onClick={act.close} data-testid="cancel">
          {w('action.cancel')}
        </Button>
      </footer>
    </form>
  )
}
