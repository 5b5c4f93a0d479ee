import { useEffect, useState } from 'react'

/** A value as it stood when it last stayed the same for a moment. */
export function useSettledValue<Value>(value: Value, pauseMs = 250): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs)
    return () => clearTimeout(timer)
  }, [value, pauseMs])
  return settled
}
