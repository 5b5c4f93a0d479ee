import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { KeyFolderError } from '@anju/crypto/key-folder-error.ts'
import { EnvironmentError } from './environment.ts'
import { consoleWords } from './console-words.ts'

const thrownBy = (act: () => unknown): unknown => {
  try {
    act()
  } catch (error) {
    return error
  }
  return undefined
}

test('our own words are said as they are, with what to do', () => {
  assert.equal(
    consoleWords(new Error('There is no city x: add-city comes first')),
    'There is no city x: add-city comes first',
  )
  assert.match(consoleWords(new EnvironmentError(['PORT is a number'])), /PORT is a number/)
  const folder = new KeyFolderError('missing', '/nowhere/keys', 'Run the command keys first.')
  assert.equal(consoleWords(folder), 'Key folder missing: /nowhere/keys. Run the command keys first.')
  assert.match(consoleWords(thrownBy(() => readFileSync('/nowhere/offices.yaml'))), /ENOENT: \/nowhere\/offices\.yaml$/)
})

test('of what a library threw, its kind, code and place are told and no value', () => {
  const seed = '13912345678'
  assert.doesNotMatch(consoleWords(thrownBy(() => JSON.parse(`{"mobile": ${seed}x}`))), /139/)
  const database = Object.assign(new Error(`invalid input syntax for type date: "${seed}"`), {
    code: '22007',
    table: 'person',
    detail: `Failing row contains (${seed})`,
  })
  assert.equal(consoleWords(database), 'Error 22007 person invalid input syntax for type date: …')
  const schema = Object.assign(new Error(`[{"input":"${seed}"}]`), {
    name: 'ZodError',
    issues: [
      { path: [1, 'idNumber'], code: 'invalid_format', input: seed, message: seed },
      { path: [seed], code: 'custom' },
    ],
  })
  assert.equal(consoleWords(schema), 'The file cannot be used:\n  - 1.idNumber: invalid_format\n  - the whole: custom')
  const yaml = Object.assign(new Error(`bad\n ${seed}`), {
    name: 'YAMLParseError',
    code: 'X',
    linePos: [{ line: 3, col: 5 }],
  })
  assert.equal(consoleWords(yaml), 'The file cannot be read at line 3, column 5')
  assert.doesNotMatch(consoleWords(seed), /139/)
  // (negative control) What these say by themselves does repeat it.
  for (const error of [database, schema, yaml]) assert.match(error.message, /139/)
})
