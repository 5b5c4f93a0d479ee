/**
 * The facts of a case as written in `law/cases`. They are test data of many shapes, checked by what the rule makes of them,
 * so they are not typed here.
 */
// eslint-disable-next-line typescript/no-explicit-any
export type CaseFacts = any
