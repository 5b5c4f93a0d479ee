import { DUTIES } from '@anju/domain/policy/workflow-policy.ts'
import { Clause } from '@anju/face-kit/clause.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { whoDoes } from '@anju/face-kit/pack-view.ts'
import { PostScopeTable } from '../access/post-scope-table.tsx'
import { usePack } from '../app/use-pack.ts'
import { useCounterWords } from '../counter-words.ts'

/** 角色与岗位: who is charged with what in this city, by which clause. */
export function PostPage() {
  const w = useCounterWords()
  const { language } = useLanguage()
  const pack = usePack()
  const workflow = pack?.workflow
  return (
    <div className="aj-page">
      <header className="aj-page-head">
        <h1>{w('menu.posts')}</h1>
        <span className="aj-faint">{w('rule.posts.note')}</span>
      </header>
      <table className="aj-table" data-testid="duties">
        <thead>
          <tr>
            {(['duty', 'roles', 'signed', 'law'] as const).map((column) => (
              <th key={column} scope="col">
                {w(`rule.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {DUTIES.map((duty) => {
            const charged = workflow?.duties[duty]
            return (
              <tr key={duty}>
                <td>{tableWord('duty', duty, language)}</td>
                <td>{whoDoes(pack, duty, language) ?? <span className="aj-faint">{w('rule.notHere')}</span>}</td>
                <td>{charged === undefined ? '—' : w(charged.signed ? 'rule.signed' : 'rule.unsigned')}</td>
                <td>{charged !== undefined && <Clause law={charged.law} />}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <h2>{w('rule.roles')}</h2>
      <table className="aj-table">
        <tbody>
          {(workflow?.roles ?? []).map((row) => (
            <tr key={row.role}>
              <td>{row[language]}</td>
              <td>
                {workflow?.offices.find((office) => office.kind === row.officeKind)?.[language] ?? row.officeKind}
              </td>
              <td>
                <Clause law={row.law} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{w('access.scope')}</h2>
      <p className="aj-faint">{w('access.scope.note')}</p>
      <PostScopeTable />
    </div>
  )
}
