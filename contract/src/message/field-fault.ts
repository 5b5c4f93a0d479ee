import type { z } from 'zod'
import type { Words } from './words.ts'

export type FieldFault = { readonly path: string } & Words

/**
 * What the schemas found wrong with a request, field by field, in words for a person. Of a choice between shapes the one that
 * came nearest is told.
 */
export function fieldFaults(issues: readonly z.core.$ZodIssue[], prefix = ''): readonly FieldFault[] {
  return issues.flatMap((issue) => {
    const path = [...(prefix === '' ? [] : [prefix]), ...issue.path.map(String)].join('.')
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      const nearest = issue.errors.toSorted((one, other) => one.length - other.length)[0] ?? []
      return fieldFaults(nearest, path)
    }
    return [{ path, ...faultWords(issue) }]
  })
}

/** What our own checks found, by the word they leave. */
const CUSTOM_FAULTS: Readonly<Record<string, Words>> = {
  'control-character': {
    zh: '含有制表符、换向符等看不见的字符，请删除后重新填写',
    en: 'holds a character nobody can see, such as a tab or a turn of direction; delete it and type the text again',
  },
  'not-base64': { zh: '不是 Base64 编码', en: 'is not base64' },
  'not-a-day': { zh: '没有这一天', en: 'is no real day' },
  'day-out-of-range': { zh: '年份太早或太晚', en: 'lies too far back or ahead' },
  'before-law': { zh: '本市的规则那天还没有施行', en: 'lies before the first rules of this city' },
}

function faultWords(issue: z.core.$ZodIssue): Words {
  switch (issue.code) {
    case 'invalid_type':
      return isMissing(issue) ? { zh: '缺少此项', en: 'is missing' } : { zh: '类型不对', en: 'is of the wrong kind' }
    case 'too_big':
      return { zh: `超过上限${issue.maximum}`, en: `is over the limit of ${issue.maximum}` }
    case 'too_small':
      return { zh: `低于下限${issue.minimum}`, en: `is below the least, ${issue.minimum}` }
    case 'invalid_format':
      return { zh: '格式不对', en: 'is not in the right form' }
    case 'invalid_value':
      return { zh: '不在选项之内', en: 'is not one of the choices' }
    case 'unrecognized_keys':
      return { zh: `多出的项：${issue.keys.join('、')}`, en: `has unknown parts: ${issue.keys.join(', ')}` }
    case 'custom':
      return CUSTOM_FAULTS[issue.message] ?? { zh: '填写有误', en: 'is not valid' }
    default:
      return { zh: '填写有误', en: 'is not valid' }
  }
}

/** zod keeps what was sent out of its issues, as it should; that nothing was sent stands only in its own message. */
function isMissing(issue: z.core.$ZodIssue): boolean {
  return issue.message.endsWith('received undefined')
}
