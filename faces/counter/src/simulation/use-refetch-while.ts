import { useEffect } from 'react'

const EVERY_MS = 2_000

/** Reads again every two seconds while something is under way. */
export function useRefetchWhile(isUnderWay: boolean, refetch: () => Promise<unknown>): void {
  useEffect(() => {
    if (!isUnderWay) return undefined
    const timer = setInterval(() => void refetch(), EVERY_MS)
    return () => clearInterval(timer)
  }, [isUnderWay, refetch])
}
