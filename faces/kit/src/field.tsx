import type { ReactNode } from 'react'

type FieldProps = {
  /** Identifier of the form table; the control inside takes `field-<name>` as its id. */
  readonly name: string
  readonly label: string
  readonly starred?: boolean
  readonly hint?: ReactNode
  readonly messages?: readonly string[] | undefined
  readonly wide?: boolean
  readonly children: ReactNode
}

/** A label, a control, and what the registry says about it, right beside it. */
export function Field({ name, label, starred = false, hint, messages = [], wide = false, children }: FieldProps) {
  return (
    <div className="aj-field" data-field={name} data-wrong={messages.length > 0} data-wide={wide}>
      <label htmlFor={`field-${name}`}>
        {starred && (
          <span className="aj-star" title="必填">
            ★
          </span>
        )}
        {label}
      </label>
      <div className="aj-field-control">{children}</div>
      {hint !== undefined && <div className="aj-field-hint">{hint}</div>}
      {messages.map((message) => (
        <div key={message} className="aj-field-message" role="alert">
          {message}
        </div>
      ))}
    </div>
  )
}
