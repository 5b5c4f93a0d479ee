import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { paperWord } from './paper-word.ts'

type Paper = AnswerOf<Routes['getRegistration']>['materials'][number]

/** The papers of a case: how each came, what was seen and kept, and whether it was given back. */
export function MaterialTable({ materials }: { materials: readonly Paper[] }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const [shown, setShown] = useState<Paper>()
  if (materials.length === 0) return <p className="aj-faint">{w('material.none')}</p>
  return (
    <>
      <table className="aj-plain-table" data-testid="materials">
        <thead>
          <tr>
            {(['kind', 'provenance', 'seen', 'returned', 'image'] as const).map((column) => (
              <th key={column} scope="col">
                {w(`material.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {materials.map((paper) => (
            <tr key={paper.materialId}>
              <td>
                {paperWord(paper.kind, language, w)}
                {paper.reason !== '' && <div className="aj-faint">{paper.reason}</div>}
              </td>
              <td>{tableWord('provenance', paper.provenance, language)}</td>
              <td>
                {formatDay(paper.seenOn, language)} {paper.originalSeen && w('material.originalSeen')}
                {paper.copyKept && ` · ${w('material.copyKept')}`}
              </td>
              <td>{paper.returnedOn === null ? '—' : formatDay(paper.returnedOn, language)}</td>
              <td>
                {paper.hasImage && (
                  <Button size="small" onClick={() => setShown(paper)}>
                    {w('material.show')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Modal
        open={shown !== undefined}
        footer={null}
        width={760}
        title={shown === undefined ? '' : paperWord(shown.kind, language, w)}
        onCancel={() => setShown(undefined)}
        destroyOnHidden
      >
        {shown !== undefined && <PaperImage materialId={shown.materialId} alt={paperWord(shown.kind, language, w)} />}
      </Modal>
    </>
  )
}

function PaperImage({ materialId, alt }: { materialId: string; alt: string }) {
  const { city } = useSession()
  const image = useRegistry('getMaterialImage', { params: { city, materialId } })
  return (
    <Reading query={image}>
      {({ mime, base64 }) => <img className="aj-paper-image" src={`data:${mime};base64,${base64}`} alt={alt} />}
    </Reading>
  )
}
