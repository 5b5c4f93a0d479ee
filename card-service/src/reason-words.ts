/** What a reason tells beside its words. */
export type Facts = Readonly<Record<string, string>>

/** What one reason says, with its facts filled in. */
export type ReasonWords = Record<'zh' | 'en', (facts: Facts) => string>
