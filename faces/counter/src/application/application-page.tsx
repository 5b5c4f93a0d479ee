import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { stateWord, tableWord } from '@anju/face-kit/law-words.ts'
import { PathBar } from '@anju/face-kit/path-bar.tsx'
import { ProvisionalMark } from '@anju/face-kit/provisional-mark.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { getRouteApi, Link } from '@tanstack/react-router'
import { AssigneeLine } from '../access/assignee-line.tsx'
import { ActionDrawer } from '../action/action-drawer.tsx'
import { type OpenAct, useOpenAct } from '../action/use-open-act.ts'
import { useSession } from '../app/session.ts'
import { CaseHeader } from '../case/case-header.tsx'
import { CasePanels } from '../case/case-panels.tsx'
import { fact } from '../case/fact.ts'
import { Facts } from '../case/facts.tsx'
import { useCounterWords } from '../counter-words.ts'
import { PaperPanel } from '../paper/paper-panel.tsx'
import { useDeskHome } from '../registration/use-desk-home.ts'
import { PersonResidence } from '../person/person-residence.tsx'
import { APPLICATION_ACTIONS } from './application-action.ts'
import { ChecklistPanel, NoticesPanel, SignaturesPanel } from './application-panels.tsx'
import { noticeChoice } from './notice-choice.ts'
import { OccupancyPanel } from './occupancy-panel.tsx'

const route = getRouteApi('/applications/$applicationId')
type ApplicationFile = AnswerOf<Routes['getApplication']>

/** The file of an application: its way from the window to the card in hand. */
export function ApplicationPage(): React.ReactNode {
  const { applicationId } = route.useParams()
  const { city } = useSession()
  const file = useRegistry('getApplication', { params: { city, applicationId } })
  return <Reading query={file}>{(known) => <ApplicationFileView key={applicationId} file={known} />}</Reading>
}

function ApplicationFileView({ file }: { file: ApplicationFile }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const act = useOpenAct(route.useSearch().do)
  const { applicationId, registrationId } = file
  return (
    <div className="aj-page" data-testid="application-page" data-state={file.state}>
      <CaseHeader
        kind={`${w('queue.kind.application')}${file.acceptanceNo === null ? '' : ` · ${file.acceptanceNo}`}`}
        state={stateWord('application', file.state, language)}
        since={file.since}
        person={file.person}
        personId={file.personId}
        caseId={file.applicationId}
        address={file.dwelling.standardText}
        // Nothing is owed once nothing with a day can happen: the header then shows none.
        dueOn={file.next.some((step) => step.dueOn !== null) ? file.dueOn : null}
      >
        <Link
          to="/registrations/$registrationId"
          params={{ registrationId }}
          search={{}}
          data-testid="open-registration"
        >
          {w('file.registration')}
        </Link>
        <AssigneeLine caseId={file.applicationId} />
        {file.acceptanceNo !== null && (
          <Link to="/applications/$applicationId/receipt" params={{ applicationId }}>
            {w('file.acceptanceReceipt')}
          </Link>
        )}
      </CaseHeader>
      <PathBar
        stops={file.path.map((stop) => ({
          key: stop.step,
          label: tableWord('step', stop.step, language),
          status: stop.status,
          on: stop.on,
        }))}
      />
      <CasePanels next={file.next} history={file.history} materials={file.materials} onAct={act.open}>
        <ApplicationFacts file={file} />
        <NoticesPanel {...file} />
        <ChecklistPanel lines={file.checklist} />
        <OccupancyPanel dwellingId={file.dwelling.dwellingId} />
        <SignaturesPanel signatures={file.signatures} />
        <PersonResidence personId={file.personId} caseId={file.applicationId} />
        <PaperPanel subject="application" caseId={file.applicationId} />
      </CasePanels>
      {act.event !== undefined && <ApplicationDrawer key={act.event} event={act.event} file={file} act={act} />}
    </div>
  )
}

function ApplicationFacts({ file }: { file: ApplicationFile }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const day = (on: string | null) => (on === null ? '—' : formatDay(on, language))
  return (
    <Facts
      rows={[
        fact(w('apply.condition'), tableWord('condition', file.condition, language)),
        fact(w('file.appliedOn'), day(file.appliedOn)),
        fact(
          w('file.acceptedOn'),
          <span data-testid="accepted-on" data-day={file.acceptedOn ?? ''}>
            {day(file.acceptedOn)}
          </span>,
        ),
        fact(
          w('file.acceptanceNo'),
          <span className="aj-figure" data-testid="acceptance-no">
            {file.acceptanceNo ?? '—'}
          </span>,
        ),
        fact(
          w('file.productionDue'),
          <span data-testid="production-due" data-day={file.dueOn ?? ''}>
            {day(file.dueOn)}
          </span>,
        ),
        ...(file.dueExtendedOn === null || file.dueExtendedOn === file.dueOn
          ? []
          : [fact(w('file.dueExtended'), day(file.dueExtendedOn))]),
        ...(file.provisionalYear === null
          ? []
          : [fact(w('file.provisional'), <ProvisionalMark year={file.provisionalYear} />)]),
        ...(file.agent === null
          ? []
          : [fact(w('file.agent'), `${file.agent.name} · ${tableWord('relation', file.agent.relation, language)}`)]),
        ...(file.permit === null
          ? []
          : [
              fact(
                w('file.permitNo'),
                <span className="aj-figure" data-testid="permit-no">
                  {file.permit.permitNo}
                </span>,
              ),
              fact(
                w('file.issuedOn'),
                <span data-testid="issued-on" data-day={file.permit.issuedOn}>
                  {day(file.permit.issuedOn)}
                </span>,
              ),
              fact(w('file.stockNo'), file.permit.stockNo ?? '—'),
            ]),
        ...(file.batchNo === null ? [] : [fact(w('file.batchNo'), file.batchNo)]),
        ...(file.qualityReasons.length === 0
          ? []
          : [
              fact(
                w('file.qualityReasons'),
                file.qualityReasons
                  .map(({ code, text }) =>
                    [tableWord('quality-reason', code, language), text].filter(Boolean).join('：'),
                  )
                  .join('；'),
              ),
            ]),
      ]}
    />
  )
}

function ApplicationDrawer({ event, file, act }: { event: string; file: ApplicationFile; act: OpenAct }) {
  const { city } = useSession()
  const home = useDeskHome()
  const action = APPLICATION_ACTIONS[event]
  if (action === undefined) return null
  const missing = file.checklist.filter((line) => event !== 'supplement' || !line.satisfied)
  return (
    <ActionDrawer
      event={event}
      action={action}
      step={file.next.find((step) => step.event === event)}
      act={act}
      about={{
        params: { city, applicationId: file.applicationId },
        version: file.version,
        history: file.history,
        materials: file.materials,
        kinds: [...new Set(missing.flatMap((line) => line.alternatives.map(({ kind }) => kind)))],
        notice: noticeChoice(file),
        declaration: undefined,
        home,
      }}
    >
      {(event === 'approve' || event.startsWith('verify')) && <OccupancyPanel dwellingId={file.dwelling.dwellingId} />}
    </ActionDrawer>
  )
}
