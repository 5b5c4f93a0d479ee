const began = performance.now()

/** One line of progress, Chinese first; the seconds since the start stand in front once there are any. */
export function say(chinese: string, english: string): void {
  const seconds = Math.floor((performance.now() - began) / 1000)
  console.log(`${seconds > 0 ? `${String(seconds).padStart(3)} s` : '  ·  '} ${chinese} · ${english}`)
}
