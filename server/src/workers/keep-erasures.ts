import { wholeCity } from '@anju/platform/database/scope.ts'
import { addErasures } from './erasures-folder.ts'
import type { City } from '../deps.ts'
import { listDoneErasures } from '../store/erase.ts'
import type { Job } from './loop.ts'

const KEEP_MS = 10_000

/** The job that brings the deletions of a city to the list outside the database. */
export function keepErasuresJob(city: City, folder: string): Job {
  return {
    name: `erasures ${city.city}`,
    everyMs: KEEP_MS,
    async run() {
      addErasures(folder, city.city, await city.pool.look(wholeCity(city), listDoneErasures))
      return false
    },
  }
}
