import type { RefusalCode } from '@anju/domain/kernel/refusal-code.ts'
import type { Words } from './words.ts'

/** Why a draft of new rules cannot be tried out (规则试算); form as in `REFUSAL_MESSAGES`. */
export const SIMULATION_REFUSAL_MESSAGES = {
  'simulation.draft-in-past': {
    zh: '草案从{inForceFrom}起施行，今天已是{legalOn}。已经施行的规则不能改；请改用今天以后的施行日期。',
    en: 'The draft begins on {inForceFrom} and today is {legalOn}. Rules in force are never changed; give it a first day after today.',
  },
  'simulation.draft-leaves-bounds': {
    zh: '草案超出《居住证暂行条例》允许的范围：{keys}。请改到范围以内。',
    en: 'The draft leaves the bounds of the regulation at: {keys}. Bring it inside them.',
  },
  'simulation.draft-other-city': {
    zh: '这份草案属于“{jurisdiction}”，不是本市的规则。请换成本市的草案。',
    en: 'The draft belongs to {jurisdiction}, not to this city. Bring a draft of this city.',
  },
  'simulation.draft-unreadable': {
    zh: '草案读不出来：{problems}。请按规则文件的格式改正。',
    en: 'The draft cannot be read: {problems}. Correct it to the form of a rule file.',
  },
} as const satisfies Record<Extract<RefusalCode, `simulation.${string}`>, Words>
