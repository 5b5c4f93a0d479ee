import { readFileSync } from 'node:fs'

const COUNTER = '../../faces/counter/src/app/router.tsx'
const CITIZEN = '../../faces/citizen/src/app.tsx'
const CARD = '../../card-service/face/src/app/place.ts'

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8')

/** The addresses of the counter face, as its router has them: `/cards/$permitId`. */
export function counterPages(): readonly string[] {
  return [...read(COUNTER).matchAll(/path: '([^']+)'/g)].map(([, path = '']) => path)
}

/** The pages that anybody opens, by their name in the address: `what-if` stands at `/foshan/what-if`. */
export function citizenPages(): readonly string[] {
  const table = /const PAGES = \{([^]*?)\n\}/.exec(read(CITIZEN))?.[1] ?? ''
  return [...table.matchAll(/^ {2}'?([\w-]+)'?: \{ Page/gm)].map(([, name = '']) => name)
}

/** The screens of the card centre's face, as its addresses are read: `batch` stands at `/batches/…`. */
export function cardScreens(): readonly string[] {
  const places = /export type Place =([^]*?)\n\n/.exec(read(CARD))?.[1] ?? ''
  return [...places.matchAll(/screen: '([\w-]+)'/g)].map(([, screen = '']) => screen)
}
