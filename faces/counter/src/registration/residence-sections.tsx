import { MaterialList } from '../material/material-list.tsx'
import type { DeclarationForm } from './declaration-form.ts'
import { AgentSection, CircumstanceSection, FamilySection, StaySection } from './declaration-sections.tsx'
import { HomePicker } from './home-picker.tsx'
import { Section } from './section.tsx'
import { useDeclarationMaterials } from './use-declaration-materials.ts'

type ResidenceSectionsProps = {
  readonly form: DeclarationForm
  readonly today: string
  readonly onPicked: () => void
  /** At the window: dwellings are looked up, and somebody may come for another. */
  readonly isWindow: boolean
}

/** All of 附件1 after who the person is: where they live, how, with whom, and what was brought. */
export function ResidenceSections({ form, today, onPicked, isWindow }: ResidenceSectionsProps): React.ReactNode {
  const kinds = useDeclarationMaterials()
  const section = { form, today, onPicked }
  return (
    <>
      <Section word="register.section.home">
        <HomePicker
          home={form.draft.home}
          messages={form.messages}
          canSearch={isWindow}
          onPicked={onPicked}
          onChange={(home) => form.setDraft((draft) => ({ ...draft, home }))}
        />
        <StaySection {...section} />
      </Section>
      <Section word="register.section.circumstances">
        <CircumstanceSection {...section} />
      </Section>
      {isWindow && (
        <Section word="register.section.agent">
          <AgentSection {...section} />
        </Section>
      )}
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
    </>
  )
}
