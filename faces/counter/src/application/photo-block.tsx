import { DayInput } from '@anju/face-kit/day-input.tsx'
import type { KeptImage } from '@anju/face-kit/device/image-file.ts'
import { Field } from '@anju/face-kit/field.tsx'
import { newIntentId } from '@anju/face-kit/intent-id.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { PhotoCapture } from '@anju/face-kit/photo-capture.tsx'
import { Segmented } from 'antd'
import { useCounterWords } from '../counter-words.ts'
import type { ImageDraft } from '../material/keep-image.ts'
import { type ApplicationDraft, photoSources } from './application-draft.ts'

type PhotoBlockProps = {
  readonly draft: ApplicationDraft
  readonly photoRules: unknown
  readonly today: string
  readonly messages: ReadonlyMap<string, readonly string[]>
  readonly onChange: (change: Partial<ApplicationDraft>) => void
  /** Said beneath the title: whether one has to be taken at all. */
  readonly note?: string
  /** Only the photo for the card: no portrait stays in the case. */
  readonly cardOnly?: boolean
}

/** 相片与人像: the photo for the card from a source the city allows, and the portrait that stays in the case. */
export function PhotoBlock({ draft, photoRules, today, messages, onChange, note, cardOnly = false }: PhotoBlockProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  return (
    <section className="aj-panel" data-field="photo">
      <h2>{w(cardOnly ? 'card.newPhoto' : 'apply.photo')}</h2>
      {note !== undefined && <p className="aj-soft">{note}</p>}
      {(messages.get('photo') ?? []).map((message) => (
        <p key={message} className="aj-field-message" role="alert">
          {message}
        </p>
      ))}
      <Segmented
        value={draft.photoSource}
        options={photoSources(photoRules).map((source) => ({
          value: source,
          label: <span data-testid={`photo-${source}`}>{tableWord('photo-source', source, language)}</span>,
        }))}
        onChange={(photoSource) => onChange({ photoSource })}
      />
      <div className="aj-photos">
        <PhotoCapture
          label={w('apply.photo.card')}
          testId="field-photo"
          value={draft.photo?.picture}
          onChange={(picture) => onChange({ photo: imageDraft(picture) })}
        />
        {!cardOnly && (
          <PhotoCapture
            label={w('apply.photo.portrait')}
            testId="field-applicantPortrait"
            value={draft.applicantPortrait?.picture}
            onChange={(picture) => onChange({ applicantPortrait: imageDraft(picture) })}
          />
        )}
        {draft.photoSource === 'chip' && (
          <Field name="cardValidFrom" label={w('apply.photo.validFrom')} messages={messages.get('cardValidFrom')}>
            <DayInput
              id="field-cardValidFrom"
              testId="field-cardValidFrom"
              today={today}
              value={draft.cardValidFrom}
              onChange={(cardValidFrom) => onChange({ cardValidFrom })}
            />
          </Field>
        )}
      </div>
    </section>
  )
}

/** Each picture taken is a new image; the same picture keeps its id through every retry. */
function imageDraft(picture: KeptImage | undefined): ImageDraft | undefined {
  return picture === undefined ? undefined : { blobId: newIntentId(), picture }
}
