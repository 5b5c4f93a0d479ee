import { sessionKeyOf } from '@anju/face-kit/sign-in/key-door.ts'
import { LockScreen as Cover } from '@anju/face-kit/sign-in/lock-screen.tsx'
import { callCard, type Answer } from '../app/card-client.ts'
import { cardKeyDoor } from './card-key-door.ts'

type LockScreenProps = { readonly owner: Answer<'getSession'>; readonly isOver: boolean }

/** 锁屏: opened by the key of the same person. */
export function LockScreen({ owner, isOver }: LockScreenProps) {
  return (
    <Cover
      door={cardKeyDoor}
      kind={sessionKeyOf(owner.assurance)}
      name={owner.staff?.name ?? ''}
      isOver={isOver}
      whoIsIn={async () => {
        const now = await callCard('getSession', {})
        if (!now.ok || !now.value.signedIn) return 'nobody'
        return now.value.staff?.badge === owner.staff?.badge ? 'owner' : 'other'
      }}
      endOther={() => callCard('endSession', {})}
    />
  )
}
