import { createContext, Fragment, useState } from 'react'

/** Told after an act of the person was carried out and everything was read again. */
export const OwnActContext = createContext<(() => void) | undefined>(undefined)

type AnewAfterOwnActProps = {
  /** Of the case that the children show. */
  readonly version: number
  readonly children: React.ReactNode
}

/**
 * Begins its children anew when the person's own act brought the case to another version: emptied forms, no message of before. What
 * somebody else did only shows in them, so nothing typed is lost, nor the word that somebody was faster.
 */
export function AnewAfterOwnAct({ version, children }: AnewAfterOwnActProps): React.ReactNode {
  const [acts, setActs] = useState(0)
  const [began, setBegan] = useState({ version, acts })
  if (acts !== began.acts && version !== began.version) setBegan({ version, acts })
  return (
    <OwnActContext value={() => setActs((before) => before + 1)}>
      <Fragment key={began.version}>{children}</Fragment>
    </OwnActContext>
  )
}
