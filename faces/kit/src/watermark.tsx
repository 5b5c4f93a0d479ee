import { useEffect, useState } from 'react'

const MARKS = Array.from({ length: 48 }, (_, index) => `mark-${index}`)
const MINUTE_MS = 60_000

/**
 * Whose screen this is, faintly over everything, on paper too (水印): name, post, the end of the account, the minute. Plain text, so
 * that it needs no image and no style of its own and is printed with the page.
 */
export function Watermark({ name, post, account }: { name: string; post: string; account: string }) {
  const [at, setAt] = useState(() => new Date())
  useEffect(() => {
    const tick = setInterval(() => setAt(new Date()), MINUTE_MS)
    return () => clearInterval(tick)
  }, [])
  const time = at.toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hourCycle: 'h23' }).slice(0, -3)
  return (
    <div className="aj-watermark" aria-hidden data-testid="watermark">
      {MARKS.map((mark) => (
        <span key={mark}>
          {name} {post} {account.slice(-4)}
          <br />
          {time}
        </span>
      ))}
    </div>
  )
}
