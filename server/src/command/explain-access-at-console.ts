import { EXPLAINED_BY_WORDS } from '@anju/contract/message/access-words.ts'
import { accessStepWords } from '@anju/contract/message/access-step-words.ts'
import { wordOf } from '@anju/contract/message/find-word.ts'
import type { AccessStep } from '@anju/domain/access/explain-access.ts'
import { civilDateOf } from '@anju/domain/kernel/plain-date.ts'
import type { Environment } from '@anju/platform/launcher/environment.ts'
import { wire } from '../app.ts'
import { accessAsked } from '../http/handlers/access.ts'
import { findLegalDay } from '../store/session.ts'
import { consoleAct, explainAccessOf } from '../usecases/explain-access-of.ts'

export type ConsoleQuestion = {
  readonly city: string
  readonly officialId: string
  readonly route: string
  readonly recordId: string | null
  readonly at: string
}

/** Prints for each post of an official which rule lets them do a thing to a record (权限体检), in both languages. */
export async function explainAccessAtConsole(
  environment: Environment,
  { city: name, officialId, route, recordId, at }: ConsoleQuestion,
  say: (line: string) => void,
): Promise<void> {
  const { deps, close } = await wire(environment, 'explain-access')
  try {
    const city = deps.cities.get(name)
    if (city === undefined) throw new Error(`This installation does not serve ${name}`)
    const legalOn = (await findLegalDay(deps.shared)) ?? civilDateOf(at)
    const { answers } = await explainAccessOf(
      deps,
      consoleAct(city, legalOn, at),
      accessAsked(officialId, route, recordId),
    )
    for (const { post, allowed, steps } of answers) {
      say(
        `${allowed ? '可以 yes' : '不可以 no'} · ${post.name} · ${post.office_zh} · ${wordOf('role', post.role, 'zh')}`,
      )
      for (const step of steps) say(stepLine(step))
    }
  } finally {
    await close()
  }
}

function stepLine(step: AccessStep): string {
  const { zh, en } = accessStepWords(step)
  const mark = step.passed === null ? '·' : step.passed ? '✓' : '✗'
  return `  ${mark} ${EXPLAINED_BY_WORDS[step.by].zh}: ${zh} | ${en}${step.law === null ? '' : ` (${step.law})`}`
}
