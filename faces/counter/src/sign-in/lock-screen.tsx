import { useApi } from '@anju/face-kit/api.tsx'
import { sessionKeyOf } from '@anju/face-kit/sign-in/key-door.ts'
import { LockScreen as Cover } from '@anju/face-kit/sign-in/lock-screen.tsx'
import { useRegistryKeyDoor } from '@anju/face-kit/sign-in/registry-key-door.ts'
import type { CitySession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'

/** 锁屏: opened by the key of the same person. */
export function LockScreen({ owner, isOver }: { owner: CitySession; isOver: boolean }) {
  const w = useCounterWords()
  const client = useApi()
  const door = useRegistryKeyDoor()
  return (
    <Cover
      door={door}
      kind={sessionKeyOf(owner.assurance)}
      name={owner.name}
      isOver={isOver}
      whoIsIn={async () => {
        const now = await client.call('getSession')
        if (!now.ok || !now.value.signedIn) return 'nobody'
        return now.value.holderId === owner.holderId ? 'owner' : 'other'
      }}
      endOther={() => client.call('endSession', { body: {} })}
      demoNote={w('shell.demoSignIn.note')}
    />
  )
}
