import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { type ScopeKind, SCOPE_KINDS } from '@anju/domain/access/compile-scope.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Input, Select } from 'antd'
import { useState } from 'react'
import { AskField, AskModal } from '../account/ask-modal.tsx'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'

type Known = AnswerOf<Routes['listPostScopes']>
type Props = {
  readonly post: Known['posts'][number]
  readonly offices: Known['offices']
  readonly onClose: () => void
}

/** 数据权限 of one post: its kind, and the divisions, grids or offices that a kind names. */
export function ScopeEditor({ post, offices, onClose }: Props) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const command = useCommand('setPostScope')
  const [kind, setKind] = useState<ScopeKind>(post.kind)
  const [lines, setLines] = useState(post.prefixes.join('\n'))
  const [officeIds, setOfficeIds] = useState<string[]>([...post.officeIds])
  const [reason, setReason] = useState('')
  const prefixes = lines.split(/\s+/).filter((line) => line !== '')
  const send = async () => {
    const body = { kind, prefixes: names ? prefixes : [], officeIds: kind === 'custom' ? officeIds : [], reason }
    if ((await command.send({ params: { city, postId: post.postId }, body })).status === 'done') onClose()
  }
  const names = kind === 'custom' || kind === 'grid'
  return (
    <AskModal
      title={`${w('access.scope')} · ${post.name}`}
      open
      ready={reason.trim() !== ''}
      attempt={command.attempt}
      onSend={() => void send()}
      onClose={onClose}
      testId="scope-form"
    >
      <AskField label={w('access.scope')}>
        <Select
          aria-label={w('access.scope')}
          data-testid="scope-kind"
          value={kind}
          options={SCOPE_KINDS.map((each) => ({ value: each, label: tableWord('scope-kind', each, language) }))}
          onChange={setKind}
        />
      </AskField>
      {names && (
        <AskField label={w('access.scope.prefixes')}>
          <Input.TextArea
            rows={3}
            value={lines}
            data-testid="scope-prefixes"
            onChange={(event) => setLines(event.target.value)}
          />
        </AskField>
      )}
      {kind === 'custom' && (
        <AskField label={w('access.scope.offices')}>
          <Select
            mode="multiple"
            aria-label={w('access.scope.offices')}
            value={officeIds}
            options={offices.map((office) => ({ value: office.officeId, label: office[language] }))}
            onChange={setOfficeIds}
          />
        </AskField>
      )}
      <AskField label={w('access.reason')}>
        <Input
          value={reason}
          maxLength={300}
          data-testid="scope-reason"
          onChange={(event) => setReason(event.target.value)}
        />
      </AskField>
      <p className="aj-faint">{w('access.scope.wider')}</p>
    </AskModal>
  )
}
