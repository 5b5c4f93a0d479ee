import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder this checkout lies in. */
export const checkout = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '')

/** The programs that a house is made of. */
export const programs = {
  registry: join(checkout, 'server', 'src', 'main.ts'),
  'card-service': join(checkout, 'card-service', 'src', 'main.ts'),
} as const
