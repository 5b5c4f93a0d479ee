import { useEffect, useState } from 'react'

const STORED_UNDER = 'anju.large-type'

/** Large type for whoever needs it, remembered on this device. */
export function useLargeType(): { readonly isLarge: boolean; readonly setLarge: (large: boolean) => void } {
  const [isLarge, setIsLarge] = useState(() => localStorage.getItem(STORED_UNDER) === 'yes')
  useEffect(() => {
    document.documentElement.dataset['type'] = isLarge ? 'large' : 'normal'
  }, [isLarge])
  return {
    isLarge,
    setLarge: (large) => {
      localStorage.setItem(STORED_UNDER, large ? 'yes' : 'no')
      setIsLarge(large)
    },
  }
}
