import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { stateWord, tableWord } from '@anju/face-kit/law-words.ts'
import { PathBar } from '@anju/face-kit/path-bar.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { AssigneeLine } from '../access/assignee-line.tsx'
import { ActionDrawer } from '../action/action-drawer.tsx'
import { type OpenAct, useOpenAct } from '../action/use-open-act.ts'
import { hasDuty, useSession } from '../app/session.ts'
import { type Fact, fact } from '../case/fact.ts'
import { Facts } from '../case/facts.tsx'
import { CaseHeader } from '../case/case-header.tsx'
import { CasePanels } from '../case/case-panels.tsx'
import { PersonResidence } from '../person/person-residence.tsx'
import { useCounterWords } from '../counter-words.ts'
import { PaperPanel } from '../paper/paper-panel.tsx'
import { CivilEvents } from './civil-events.tsx'
import { endReasonWord } from './end-reason-word.ts'
import { draftOfFile } from './draft-of-form.ts'
import { FormRecord } from './form-record.tsx'
import { PastAmendments } from './past-amendments.tsx'
import { REGISTRATION_ACTIONS } from './registration-action.ts'
import { registrationStops } from './registration-stops.ts'
import { useDeskHome } from './use-desk-home.ts'
import { useDeclarationMaterials } from './use-declaration-materials.ts'

const route = getRouteApi('/registrations/$registrationId')
type RegistrationFile = AnswerOf<Routes['getRegistration']>

/** The file of a registration: where it stands, what comes next, why, and everything that happened. */
export function RegistrationPage(): React.ReactNode {
  const { registrationId } = route.useParams()
  const { city } = useSession()
  const file = useRegistry('getRegistration', { params: { city, registrationId } })
  return <Reading query={file}>{(known) => <RegistrationFileView key={registrationId} file={known} />}</Reading>
}

function RegistrationFileView({ file }: { file: RegistrationFile }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const act = useOpenAct(route.useSearch().do)
  return (
    <div className="aj-page" data-testid="registration-page" data-state={file.state}>
      <CaseHeader
        kind={w('queue.kind.registration')}
        state={stateWord('registration', file.state, language)}
        since={file.since}
        person={file.person}
        personId={file.personId}
        caseId={file.registrationId}
        address={file.dwelling.standardText}
        dueOn={file.dueOn}
      >
        <AssigneeLine caseId={file.registrationId} />
        <CaseLinks file={file} />
      </CaseHeader>
      <PathBar stops={registrationStops(file, language)} />
      <CasePanels next={file.next} history={file.history} materials={file.materials} onAct={act.open}>
        <CivilEvents file={file} onEnd={() => act.open('end-by-record')} />
        <Facts
          rows={[
            fact(w('file.registeredOn'), marked('registered-on', file.registeredOn)),
            fact(w('file.eligibleFrom'), marked('eligible-from', file.eligibleFrom)),
            fact(w('file.declaredOn'), marked('declared-on', file.declaredOn)),
            fact(w('file.channel'), tableWord('channel', file.channel, language)),
            fact(w('file.receiptNo'), file.receiptNo ?? '—'),
            fact(w('file.finding'), file.finding === null ? '—' : tableWord('visit-outcome', file.finding, language)),
            fact(w('file.visitsMissed'), String(file.visitsMissed)),
            ...optional(w('file.landlordConfirmedOn'), file.landlordConfirmedOn),
            ...optional(w('file.endedOn'), file.endedOn),
            ...(file.endReason === null ? [] : [fact(w('file.endReason'), endReasonWord(file.endReason, language))]),
          ]}
        />
        <PersonResidence personId={file.personId} caseId={file.registrationId} />
        <PaperPanel subject="registration" caseId={file.registrationId} />
        <FormRecord form={file.form} />
        {file.amendments.length > 0 && <PastAmendments amendments={file.amendments} />}
      </CasePanels>
      {act.event !== undefined && <RegistrationDrawer key={act.event} event={act.event} file={file} act={act} />}
    </div>
  )

  function marked(testId: string, on: string | null) {
    return (
      <span data-testid={testId} data-day={on ?? ''}>
        {day(on)}
      </span>
    )
  }
  function day(on: string | null): string {
    return on === null ? '—' : formatDay(on, language)
  }
  function optional(label: string, on: string | null): readonly Fact[] {
    return on === null ? [] : [fact(label, day(on))]
  }
}

function RegistrationDrawer({ event, file, act }: { event: string; file: RegistrationFile; act: OpenAct }) {
  const { city } = useSession()
  const kinds = useDeclarationMaterials()
  const home = useDeskHome()
  const action = REGISTRATION_ACTIONS[event]
  if (action === undefined) return null
  return (
    <ActionDrawer
      event={event}
      action={action}
      step={file.next.find((step) => step.event === event)}
      act={act}
      about={{
        params: { city, registrationId: file.registrationId },
        version: file.version,
        history: file.history,
        materials: file.materials,
        kinds,
        notice: { missing: [], onFile: [] },
        declaration: draftOfFile(file),
        home,
        texts: event === 'end-by-record' ? endByEvent(file) : {},
      }}
    />
  )
}

/** What the police told stands in the form that ends the registration by it. */
function endByEvent({ civilEvents }: RegistrationFile): Readonly<Record<string, string>> {
  const told = civilEvents.findLast(({ settled }) => settled === null)
  if (told === undefined) return {}
  const reason = told.event === 'death' ? 'died' : 'hukou-converted'
  return { reason, on: told.happenedOn, document: `公安通报 ${told.recordId.slice(0, 8)}（${told.learnedOn}）` }
}

function CaseLinks({ file }: { file: RegistrationFile }) {
  const w = useCounterWords()
  const navigate = useNavigate()
  const { registrationId, applicationId } = file
  const session = useSession()
  const canApply = applicationId === null && file.registeredOn !== null && file.endedOn === null
  const mayAccept = hasDuty(session, 'accept')
  return (
    <>
      {file.registeredOn !== null && (
        <Link
          to="/registrations/$registrationId/receipt"
          params={{ registrationId }}
          search={{ fresh: '0', warned: [] }}
        >
          {w('file.receipt')}
        </Link>
      )}
      {applicationId !== null && (
        <Link to="/applications/$applicationId" params={{ applicationId }} search={{}} data-testid="open-application">
          {w('file.application')}
        </Link>
      )}
      {canApply && (
        <Button
          type="primary"
          size="small"
          data-testid="action-apply"
          disabled={!mayAccept}
          onClick={() =>
            void navigate({ to: '/applications/new', search: { registration: registrationId, condition: 'dwelling' } })
          }
        >
          {w('file.apply')}
        </Button>
      )}
      {canApply && !mayAccept && <span className="aj-faint">{w('file.applyElsewhere')}</span>}
    </>
  )
}
