import { useRegistry } from '@anju/face-kit/api.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { ResidencePicture } from '@anju/face-kit/residence-picture.tsx'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'

/** The residence of the person a file is about. */
export function PersonResidence({ personId, caseId }: { personId: string; caseId: string }) {
  const w = useCounterWords()
  const { city } = useSession()
  const residence = useRegistry('getResidence', { params: { city, personId }, body: { caseId } })
  return (
    <section className="aj-panel">
      <h2>{w('file.residence')}</h2>
      <Reading query={residence}>{(known) => <ResidencePicture residence={known} />}</Reading>
    </section>
  )
}
