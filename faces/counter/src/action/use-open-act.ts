import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'

export type OpenAct = {
  readonly event: string | undefined
  readonly open: (event: string) => void
  /** The act was accepted: its form stays until everything has been read again, its address does not. */
  readonly done: () => void
  readonly close: () => void
}

/**
 * Which act of a file is open beside it stands in the address: a bookmark brings it back. Whoever goes on before the form of an
 * accepted act has closed stays where they went, and does not find the form again on the way back.
 */
export function useOpenAct(inAddress: string | undefined): OpenAct {
  const router = useRouter()
  const [accepted, setAccepted] = useState<string>()
  const event = inAddress ?? accepted
  const takeOut = () => {
    if (event !== undefined && router.latestLocation.search.do === event)
      void router.navigate({ to: '.', search: ({ do: _done, ...rest }) => rest, replace: true })
  }
  return {
    event,
    open: (next) => void router.navigate({ to: '.', search: { do: next } }),
    done: () => {
      setAccepted(event)
      takeOut()
    },
    close: () => {
      setAccepted(undefined)
      takeOut()
    },
  }
}
