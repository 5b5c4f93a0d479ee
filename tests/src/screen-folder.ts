import { fileURLToPath } from 'node:url'

/** Where the pictures of every screen are kept; no part of the repository. */
export const screenFolder = fileURLToPath(new URL('../journeys/screens', import.meta.url))
/** What the desks of a journey showed when it failed. */
export const failureFolder = `${screenFolder}/failed`
