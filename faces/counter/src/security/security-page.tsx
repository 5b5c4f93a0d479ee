import { SECURITY_CONTROLS, SECURITY_VALUES } from '@anju/contract/message/security-words.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { WITNESS_SILENT_HOURS, WITNESS_STOP_HOURS } from '@anju/domain/oversight/witness-standing.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { Alert, Button } from 'antd'
import { useSession } from '../app/session.ts'
import { PrintSheet } from '../case/print-sheet.tsx'
import { useCounterWords } from '../counter-words.ts'

/** After how long without a signature from outside the page says so, and after how long no permit is made. */
const HOURS = { silent: WITNESS_SILENT_HOURS, stop: WITNESS_STOP_HOURS }

type Posture = AnswerOf<Routes['getSecurityPosture']>

/** 安全策略: each control with its value now and the one it should have; printed, it is the self-check (等保自查报告). */
export function SecurityPage(): React.ReactNode {
  const w = useCounterWords()
  const { city } = useSession()
  const posture = useRegistry('getSecurityPosture', { params: { city } })
  return (
    <div className="aj-page" data-testid="security-page">
      <header className="aj-page-head aj-no-print">
        <h1>{w('menu.security')}</h1>
        <span className="aj-faint">{w('security.note')}</span>
        <Button onClick={() => window.print()} data-testid="security-print">
          {w('security.print')}
        </Button>
      </header>
      <Reading query={posture}>{(known) => <SelfCheck posture={known} />}</Reading>
    </div>
  )
}

function SelfCheck({ posture }: { readonly posture: Posture }): React.ReactNode {
  const w = useCounterWords()
  const { post } = useSession()
  const { language } = useLanguage()
  const witness = posture.controls.find(({ control }) => control === 'outside-witness')?.value
  const met = posture.controls.filter(({ isMet }) => isMet).length
  const office = language === 'zh' ? post?.officeZh : post?.officeEn
  return (
    <PrintSheet title={w('security.title')} number={null} office={office ?? ''} printedOn={posture.on}>
      {posture.unsafe.length > 0 && (
        <Alert
          type="error"
          showIcon
          title={w('security.unsafe')}
          description={posture.unsafe.map((problem) => (
            <div key={problem}>{problem}</div>
          ))}
        />
      )}
      {(witness === 'witness-silent' || witness === 'witness-stopped' || witness === 'witness-never') && (
        <Alert
          type={witness === 'witness-stopped' ? 'error' : 'warning'}
          showIcon
          data-testid="witness-alarm"
          title={w(`security.${witness}`, HOURS)}
          description={w(`security.${witness}.do`, HOURS)}
        />
      )}
      <p data-testid="security-sum">{w('security.met', { met, open: posture.controls.length - met })}</p>
      <table className="aj-table" data-testid="security-controls">
        <thead>
          <tr>
            {(['item', 'control', 'value', 'wanted', 'state'] as const).map((column) => (
              <th key={column} scope="col">
                {w(`security.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {posture.controls.map(({ control, value, wanted, isMet }) => (
            <tr key={control} data-testid={`control-${control}`} data-met={isMet}>
              <td className="aj-figure">{SECURITY_CONTROLS[control].item}</td>
              <td>{SECURITY_CONTROLS[control][language]}</td>
              <td>{SECURITY_VALUES[value]?.[language] ?? value}</td>
              <td>{SECURITY_VALUES[wanted]?.[language] ?? wanted}</td>
              <td className={isMet ? 'aj-met' : 'aj-unmet'}>
                {w(isMet ? 'security.state.met' : 'security.state.open')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="aj-faint">{w('security.basis')}</p>
    </PrintSheet>
  )
}
