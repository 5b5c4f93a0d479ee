import { wordOf } from '@anju/contract/message/find-word.ts'
import { POLICIES, statesOf, type PolicyRow } from '@anju/contract/policy-table.ts'
import { ROUTES, type RouteName } from '@anju/contract/route-table.ts'
import type { Access } from '@anju/contract/route.ts'
import { dutiesOf } from '@anju/domain/access/may-perform.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import type { Role } from '@anju/domain/policy/workflow-policy.ts'

/** 角色 × 功能: what each role of each city may call, how far it sees there, and in which states. */
export function permissionPage(packs: readonly Pack[]): string {
  const latest = [...new Map(packs.map((pack) => [pack.jurisdiction, pack])).values()]
  return `# 角色与功能权限 · Roles and functions

Made by \`node dev/src/generate-docs.ts\` from the routes, \`contract/src/policy-table.ts\` and the packs. A cell says how far the role
sees there: 范围 within the scope of the post (数据权限), 全市 the whole city (one person or dwelling named exactly, or nothing personal),
登录即可 whoever is signed in, empty: not at all. 承办 beside a function: a case that was assigned opens it, too; 协查: a cross-area look does. Without a row a function
does not compile; whatever is not written here is refused.

${latest.map(citySection).join('\n')}
## 居民与公开 · Residents and the public

| 功能 | function | who |
|---|---|---|
${entries()
  .filter(([, route]) => route.access.kind === 'resident' || route.access.kind === 'public')
  .map(
    ([, { zh, en, access }]) =>
      `| ${zh} | ${en} | ${access.kind === 'resident' ? '居民本人' : '任何人，不含个人信息'} |`,
  )
  .join('\n')}
`
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the table are its names
const entries = () => Object.entries(ROUTES) as readonly (readonly [RouteName, (typeof ROUTES)[RouteName]])[]

function citySection(pack: Pack): string {
  const { roles } = pack.workflow
  const functions = entries().filter(([, { access }]) => access.kind !== 'public' && access.kind !== 'resident')
  const head = `| 功能 · function | 状态 · states | ${roles.map(({ zh }) => zh).join(' | ')} |\n|---|---|${'---|'.repeat(roles.length)}`
  const lines = functions.map(([name, { zh, access }]) => {
    const policy: PolicyRow = POLICIES[name]
    const opened = [
      ...(policy.openedBy.includes('assigned') ? ['承办'] : []),
      ...(policy.openedBy.includes('cross-area') ? ['协查'] : []),
    ]
    const states = [...(statesOf(policy) ?? [])].map((state) => wordOf('case-state', state, 'zh'))
    const cells = roles.map(({ role }) => reachOf(access, role, pack))
    return `| ${zh}${opened.length === 0 ? '' : `（${opened.join('、')}）`} \`${name}\` | ${states.join('、')} | ${cells.join(' | ')} |`
  })
  return `## ${pack.title.zh}\n\n${head}\n${lines.join('\n')}\n`
}

function reachOf(access: Access, role: Role, { workflow }: Pack): string {
  if (access.kind === 'signed-in') return '登录即可'
  if (access.kind !== 'duty' && access.kind !== 'post') return ''
  const held = dutiesOf(role, workflow)
  if (access.kind === 'duty' && !access.duties.some((duty) => held.includes(duty))) return ''
  return access.reach === 'city' ? '全市' : '范围'
}
