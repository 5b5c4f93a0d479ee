import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClauseText, parseClauseTexts } from '@anju/domain/policy/clause-text.ts'
import { parse } from 'yaml'
import { LAW_FOLDER } from './load-packs.ts'

/** What each clause says, so that a screen can explain what it cites. @throws Error when the books cannot be read */
export function loadClauseTexts(file: string = join(LAW_FOLDER, 'books.yaml')): Readonly<Record<string, ClauseText>> {
  return parseClauseTexts(parse(readFileSync(file, 'utf8')))
}
