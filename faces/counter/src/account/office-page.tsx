import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'

/** 部门与岗位: offices below the post, and who holds which post there. */
export function OfficePage() {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const offices = useRegistry('listOffices', { params: { city } })
  const posts = useRegistry('listPostsToConfirm', { params: { city } })
  return (
    <div className="aj-page">
      <header className="aj-page-head">
        <h1>{w('menu.offices')}</h1>
        <span className="aj-faint">{w('office.note')}</span>
      </header>
      <Reading query={offices}>
        {(known) => (
          <>
            {known.offices.map((office) => (
              <section key={office.officeId} className="aj-panel" data-testid={`office-${office.code}`}>
                <h2>
                  {office.code} {office[language]} <span className="aj-faint">{office.divisionPrefix}</span>
                </h2>
                <table className="aj-plain-table">
                  <tbody>
                    {(posts.data?.posts ?? [])
                      .filter(({ officeId }) => officeId === office.officeId)
                      .map((post) => (
                        <tr key={post.postId}>
                          <td>{language === 'zh' ? post.roleZh : post.roleEn}</td>
                          <td>{post.officialName}</td>
                          <td className="aj-figure">{post.divisionPrefix}</td>
                          <td className="aj-faint">{w(`confirmation.state.${post.confirmation.state}`)}</td>
                        </tr>
                      ))}
                  </tbody>
                </table>
              </section>
            ))}
          </>
        )}
      </Reading>
    </div>
  )
}
