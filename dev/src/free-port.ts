import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** Attempts, and the pause between them, while a killed run may still be letting go of its port. */
const retries = 15
const pauseMs = 200

/**
 * A free port on loopback: `preferred`, else one of the next twenty, else whatever the system gives. With `patient`
 * the preferred one is waited for up to three seconds.
 */
export async function freePort(preferred: number, patient = false): Promise<number> {
  const attempts = patient ? retries : 0
  for (let attempt = 0; attempt < attempts && !(await isFree(preferred)); attempt += 1) await pause(pauseMs)
  for (let port = preferred; port < preferred + 20; port += 1) if (await isFree(port)) return port
  return anyPort()
}

/** A port that the system says is free just now. */
export async function anyPort(): Promise<number> {
  return (await listenOnce(0)) ?? 0
}

async function isFree(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== undefined
}

async function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : undefined))
    })
  })
}
