import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { RegistryError } from '../registry-error.ts'
import { problemOf } from './problem-of.ts'

const withCode = (code: string) => Object.assign(new Error('told by the driver'), { code })

describe('what a caller hears of something thrown', () => {
  for (const [error, status, type] of [
    [new RegistryError('version-conflict', 'overtaken'), 409, 'stopped'],
    [withCode('57P01'), 503, 'stopped'],
    [withCode('08006'), 503, 'stopped'],
    [withCode('ECONNREFUSED'), 503, 'stopped'],
    [new Error('Connection terminated unexpectedly'), 503, 'stopped'],
    [withCode('23505'), 500, 'defect'],
    [new Error('a broken invariant of 张秀兰'), 500, 'defect'],
  ] as const) {
    it(`${error.name} ${'code' in error ? error.code : error.message}: ${status}`, () => {
      const problem = problemOf(error, 'incident-1')
      assert.deepEqual([problem.status, problem.type], [status, type])
      // Of a defect only its number goes out.
      assert.equal(problem.incident, type === 'defect' ? 'incident-1' : undefined)
      assert.ok(!JSON.stringify(problem).includes('张秀兰'))
    })
  }
})
