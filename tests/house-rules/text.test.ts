import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listFiles, readFile } from './repository.ts'
import { glue, testFaults, textFaults } from './text-fault.ts'

test('no file speaks of one machine, one registry, things left to do or how it was made', () => {
  assert.deepEqual(
    listFiles().flatMap((path) => textFaults(path, readFile(path))),
    [],
  )
})

test('such text is found (negative control)', () => {
  const bad: [string, string][] = [
    ['a.ts', "import x from '/¦root/anju/x.ts'"],
    ['a.md', 'Go to /¦home/somebody/anju'],
    ['a.ts', "const folder = '/¦tmp/anju'"],
    ['package-lock.json', '"resol¦ved": "https://example.org/x.tgz"'],
    ['.npmrc', 'registry=https://regis¦try.example.org'],
    ['a.ts', '// TO¦DO: later'],
    ['a.md', 'as de¦sign.md says'],
    ['a.sql', '-- see is¦sue 12'],
    ['words.ts', 'the principal\u2019s own number'],
  ]
  for (const [path, text] of bad) assert.equal(textFaults(path, glue(text)).length, 1, text)
  assert.deepEqual(textFaults('a.md', 'The work/ folder and its home/ page, and a registry of residents.'), [])
})

test('every test runs, and asserts something', () => {
  const tests = listFiles().filter((path) => /\.test\.tsx?$/.test(path))
  assert.deepEqual(
    tests.flatMap((path) => testFaults(path, readFile(path))),
    [],
  )
})

test('a test that does not run is found (negative control)', () => {
  const bad = [
    "test.sk¦ip('x', f)",
    "describe.on¦ly('x', f)",
    "test('x', { sk¦ip: true }, f)",
    "test('x', { to¦do: 'later' }, f)",
  ]
  for (const text of bad) assert.equal(testFaults('a.test.ts', glue(`assert.ok(1)\n${text}`)).length, 1, text)
  assert.deepEqual(testFaults('a.test.ts', `test('x', () => undefined)`), ['a.test.ts asserts nothing'])
})
