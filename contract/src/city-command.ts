import type { Duty } from '@anju/domain/policy/workflow-policy.ts'
import { noQuery } from './shape.ts'

/**
 * What commands share that name their case exactly, anywhere in the city (全市): how they are sent, and who may.
 * @param path - behind the city
 */
export const cityCommand = (path: string, zh: string, en: string, duties: readonly Duty[]) =>
  ({
    method: 'POST',
    path: `/api/:city/${path}`,
    zh,
    en,
    access: { kind: 'duty', duties, reach: 'city' },
    decides: true,
    looks: 'nothing personal',
    query: noQuery,
  }) as const
