import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { Grounds } from '@anju/face-kit/grounds.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { actorWord } from '@anju/face-kit/law-words.ts'
import { NextSteps } from '@anju/face-kit/next-steps.tsx'
import { whoDoes } from '@anju/face-kit/pack-view.ts'
import { PastEvents } from '@anju/face-kit/past-events.tsx'
import { useSession } from '../app/session.ts'
import { usePack } from '../app/use-pack.ts'
import { useCounterWords } from '../counter-words.ts'
import { MaterialTable } from '../material/material-table.tsx'
import { latestGrounds } from './latest-grounds.ts'

type CaseFile = Pick<AnswerOf<Routes['getRegistration']>, 'next' | 'history' | 'materials'>

type CasePanelsProps = CaseFile & {
  readonly onAct: (event: string) => void
  readonly children: React.ReactNode
}

/** The two columns of every file: the matter itself on the left, what comes next and why on the right. */
export function CasePanels({ next, history, materials, onAct, children }: CasePanelsProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { legalOn } = useSession()
  const pack = usePack()
  return (
    <div className="aj-columns">
      <div className="aj-column-side">
        <section className="aj-panel">
          <h2>{w('file.next')}</h2>
          <NextSteps
            steps={next}
            legalOn={legalOn}
            whoDoes={(by) => whoDoes(pack, by, language) ?? actorWord(by, language)}
            onAct={onAct}
          />
        </section>
        <section className="aj-panel" data-testid="grounds">
          <h2>{w('file.grounds')}</h2>
          <Grounds grounds={latestGrounds(history)} />
        </section>
        <section className="aj-panel">
          <h2>{w('file.history')}</h2>
          <PastEvents history={history} />
        </section>
      </div>
      <div className="aj-column-main">
        {children}
        <section className="aj-panel">
          <h2>{w('file.materials')}</h2>
          <MaterialTable materials={materials} />
        </section>
      </div>
    </div>
  )
}
