import type { City, Deps } from '../deps.ts'
import type { GatewaySettings } from '../gateway/gateway-settings.ts'
import type { HandOver, MessageSender } from '../gateway/message-sender.ts'
import { closeCodeReports, recordCodeSent, takeCodes, type DueCode } from '../store/resident-attempt.ts'
import { forgetOldAttempts } from '../store/resident-limit.ts'

const FORGET_EVERY_MS = 60_000

export type CodeLine = {
  /** Hands over what is due, as much as fits. @returns how many */
  readonly handOver: (free: number) => Promise<number>
  readonly underWay: () => number
  readonly settled: () => Promise<void>
}

/**
 * Sign-in codes (验证码) of one city on their way to the gateway, by the same line as notices but before them: somebody sits and
 * waits. Quiet hours do not hold them, since the person asked this very minute. What the gateway may have taken is never sent
 * again; the person asks for another.
 */
export function openCodeLine(
  deps: Deps,
  city: City,
  plan: {
    readonly settings: GatewaySettings
    readonly sender: MessageSender
    readonly now: () => string
    readonly onError: (error: unknown) => void
  },
): CodeLine {
  const { settings, sender, now, onError } = plan
  const underWay = new Set<Promise<void>>()
  let forgottenMs = 0
  const send = async ({ attemptId, mobile, code }: DueCode): Promise<void> => {
    const text = codeText(settings.signature ?? city.nameZh, code)
    const answer = await sender.send({ messageId: attemptId, part: 1, parts: 1, mobile, text })
    deps.failpoint('after-code-hand-over')
    const reference = answer.outcome === 'accepted' ? answer.reference : undefined
    const why = answer.outcome === 'accepted' ? '' : answer.why
    await recordCodeSent(deps.shared, attemptId, stateAfter(answer), reference, why)
  }
  return {
    async handOver(free) {
      const at = now()
      if (Date.parse(at) - forgottenMs > FORGET_EVERY_MS) {
        forgottenMs = Date.parse(at)
        await forgetOldAttempts(deps.shared, at)
      }
      await closeCodeReports(city.pool, settings.name, at)
      if (free <= 0 || !sender.ready()) return 0
      const taken = await takeCodes(deps.shared, deps.crypto, {
        city: city.city,
        gateway: settings.name,
        at,
        limit: free,
      })
      for (const code of taken) {
        const sending = send(code)
          .catch(onError)
          .finally(() => underWay.delete(sending))
        underWay.add(sending)
      }
      return taken.length
    },
    underWay: () => underWay.size,
    async settled() {
      await Promise.all(underWay)
    },
  }
}

/** What the gateway surely did not take waits in line again; whatever else has had its only chance. */
function stateAfter({ outcome }: HandOver): 'queued' | 'handed-over' | 'failed' | 'unknown' {
  if (outcome === 'accepted') return 'handed-over'
  if (outcome === 'throttled' || outcome === 'unavailable') return 'queued'
  return outcome === 'refused' ? 'failed' : 'unknown'
}

/** Says what it is for and whom not to tell; no name, no number. Fits one message. */
export function codeText(signature: string, code: string): string {
  return `【${signature}】登录验证码${code}，5分钟内有效。工作人员不会向您索要验证码，请勿告诉任何人。`
}
