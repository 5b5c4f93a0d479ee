const FIELDS =
  'input:not([type=hidden]):not([type=file]):not([disabled]):not([readonly]), textarea:not([disabled]), [data-enter-stop]:not([disabled])'

/** What the key Enter means at one place of a form. */
export type EnterMeaning = 'leave-alone' | 'open-choice' | 'move-on'

/** Enter belongs to buttons, long text and open lists; a closed list without a choice opens; everywhere else it moves on. */
export function enterMeaning(place: {
  readonly tag: string
  readonly insideSelect: boolean
  readonly listOpen: boolean
  readonly chosen: boolean
}): EnterMeaning {
  if (place.tag === 'BUTTON' || place.tag === 'TEXTAREA' || place.tag === 'A') return 'leave-alone'
  if (place.listOpen) return 'leave-alone'
  if (place.insideSelect && !place.chosen) return 'open-choice'
  return 'move-on'
}

/** Goes to the next field of `form` after `from`, skipping the other buttons of the same group of choices. */
export function focusNextField(form: HTMLElement, from: Element): boolean {
  const group = from.closest('[role=radiogroup]')
  const fields = [...form.querySelectorAll<HTMLElement>(FIELDS)].filter(
    (field) => field.offsetParent !== null && field.tabIndex !== -1 && isGroupEntry(field),
  )
  const next = fields.find(
    (field) =>
      (from.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 &&
      (group === null || !group.contains(field)),
  )
  if (next === undefined) return false
  next.focus()
  if (next instanceof HTMLInputElement && next.type === 'text') next.select()
  return true
}

/** A group of choices is one stop: the chosen one, else the first. */
function isGroupEntry(field: HTMLElement): boolean {
  if (!(field instanceof HTMLInputElement) || field.type !== 'radio') return true
  const group = field.closest('[role=radiogroup]')
  const entry = group?.querySelector('input:checked') ?? group?.querySelector('input')
  return entry === field
}

/** Handles Enter inside a form; give it to `onKeyDownCapture`. */
export function enterMovesOn(event: {
  readonly key: string
  readonly currentTarget: HTMLElement
  readonly target: EventTarget
  readonly nativeEvent: { readonly isComposing: boolean }
  preventDefault: () => void
  stopPropagation: () => void
}): void {
  const { target } = event
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || !(target instanceof HTMLElement)) return
  const select = target.closest('.ant-select')
  const meaning = enterMeaning({
    tag: target.tagName,
    insideSelect: select !== null && !select.classList.contains('ant-select-auto-complete'),
    listOpen: select?.classList.contains('ant-select-open') === true && hasMarkedOption(select),
    chosen: select?.getAttribute('data-chosen') === 'yes',
  })
  if (meaning !== 'move-on') return
  event.preventDefault()
  event.stopPropagation()
  focusNextField(event.currentTarget, target)
}

/** A free text with proposals keeps Enter only while one of them is marked; otherwise what was typed stands. */
function hasMarkedOption(select: Element): boolean {
  if (!select.classList.contains('ant-select-auto-complete')) return true
  const open = document.querySelector('.ant-select-dropdown:not(.ant-select-dropdown-hidden)')
  return open?.querySelector('.ant-select-item-option-active') != null
}

/** Goes on from where the cursor is, once the choice just made has been drawn. */
export function focusNextSoon(form: HTMLElement | null): void {
  requestAnimationFrame(() => {
    if (form !== null && document.activeElement !== null) focusNextField(form, document.activeElement)
  })
}

/** Puts the cursor into the first field that a message stands at. */
export function focusField(form: HTMLElement, names: Iterable<string>): void {
  const wanted = new Set(names)
  const field = [...form.querySelectorAll<HTMLElement>('[data-field]')].find((element) =>
    wanted.has(element.dataset['field'] ?? ''),
  )
  field?.scrollIntoView({ block: 'center' })
  field?.querySelector<HTMLElement>('input, textarea, button')?.focus()
}
