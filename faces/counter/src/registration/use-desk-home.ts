import { useSession } from '../app/session.ts'
import { EMPTY_HOME, type HomeDraft } from './declaration-draft.ts'
import { startingCode } from './division-path.ts'

/** A blank address that starts in the desk's own district and town. */
export function useDeskHome(): HomeDraft {
  const { post } = useSession()
  return { ...EMPTY_HOME, divisionCode: startingCode(post?.divisionPrefix) }
}
