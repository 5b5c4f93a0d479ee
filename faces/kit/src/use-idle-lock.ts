import { useEffect, useRef } from 'react'

const SIGNS_OF_LIFE = ['keydown', 'pointerdown', 'wheel'] as const

/** Calls once nobody has touched keyboard or mouse for so long. */
export function useIdleLock(afterMs: number, isOn: boolean, lock: () => void): void {
  const act = useRef(lock)
  useEffect(() => {
    act.current = lock
  })
  useEffect(() => {
    if (!isOn) return undefined
    let timer = setTimeout(() => act.current(), afterMs)
    const alive = () => {
      clearTimeout(timer)
      timer = setTimeout(() => act.current(), afterMs)
    }
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, alive, { passive: true })
    return () => {
      clearTimeout(timer)
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, alive)
    }
  }, [afterMs, isOn])
}
