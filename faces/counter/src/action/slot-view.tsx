import { Field } from '@anju/face-kit/field.tsx'
import { newIntentId } from '@anju/face-kit/intent-id.ts'
import { PhotoCapture } from '@anju/face-kit/photo-capture.tsx'
import { useCounterWords } from '../counter-words.ts'
import { MaterialList } from '../material/material-list.tsx'
import { AmendmentFields } from '../registration/amendment-fields.tsx'
import { AmendmentSwitch } from '../registration/amendment-switch.tsx'
import { HomePicker } from '../registration/home-picker.tsx'
import type { ActionFieldProps } from './action-field-props.ts'
import type { SlotField } from './action.ts'
import { MendDeclaration } from './mend-declaration.tsx'
import { PositionFixView } from './position-fix-view.tsx'
import { NoticeItems, PapersToReturn, RefuseReasons } from './notice-items.tsx'

/** The parts of an action that show something of the case or take something in. */
export function SlotView(props: ActionFieldProps & { field: SlotField; label: string }) {
  const { field, label, values, onChange, about, messages } = props
  if (field.kind === 'photo') return <ImageSlot {...props} />
  if (field.kind === 'position') {
    return <PositionFixView label={label} value={values.position} onChange={(position) => onChange({ position })} />
  }
  if (field.kind === 'declaration') return <MendDeclaration {...props} />
  if (field.kind === 'amendment') {
    if (values.amendment === undefined) return null
    const shared = { messages, onPicked: props.onPicked }
    return <AmendmentFields value={values.amendment} onChange={(amendment) => onChange({ amendment })} {...shared} />
  }
  if (field.kind === 'amendment-beside') return <AmendmentBeside {...props} />
  if (field.kind === 'home') {
    return (
      <div className="aj-fields">
        <HomePicker
          home={values.home}
          onChange={(home) => onChange({ home })}
          onPicked={props.onPicked}
          messages={messages}
          canSearch
        />
      </div>
    )
  }
  return (
    <Field
      name={field.name}
      label={label}
      starred={field.kind !== 'materials'}
      wide
      messages={messages.get(field.name)}
    >
      {field.kind === 'materials' && (
        <MaterialList
          kinds={about.kinds}
          materials={values.materials}
          onChange={(materials) => onChange({ materials })}
        />
      )}
      {field.kind === 'items' && <NoticeItems {...props} />}
      {field.kind === 'papers' && <PapersToReturn {...props} />}
      {field.kind === 'reasons' && <RefuseReasons {...props} />}
    </Field>
  )
}

/** What has changed with a move; it stands in the registration of the new address. */
function AmendmentBeside({ values, onChange, onPicked, about, messages }: ActionFieldProps) {
  const w = useCounterWords()
  return (
    <AmendmentSwitch
      known={about.declaration}
      value={values.amendment}
      messages={messages}
      note={w('move.amend.note')}
      elsewhere={w('move.amend.elsewhere')}
      onPicked={onPicked}
      onChange={(amendment) => onChange({ amendment })}
    />
  )
}

function ImageSlot({ field, label, values, onChange }: ActionFieldProps & { field: SlotField; label: string }) {
  return (
    <PhotoCapture
      label={label}
      testId={`field-${field.name}`}
      value={values.images[field.name]?.picture}
      onChange={(picture) => {
        const { [field.name]: _before, ...others } = values.images
        const image = picture === undefined ? {} : { [field.name]: { blobId: newIntentId(), picture } }
        onChange({ images: { ...others, ...image } })
      }}
    />
  )
}
