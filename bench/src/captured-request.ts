import { openRegistry } from '@anju/server/http/open-registry.ts'
import { systemNow, wire } from '@anju/server/app.ts'
import type { Environment } from '@anju/platform/launcher/environment.ts'
import type { Statement } from '@anju/platform/database/pool.ts'

/** The statements of one request, in the groups that travelled together: the app waited between groups. */
export type CapturedRequest = { readonly groups: readonly (readonly Statement[])[]; readonly answer: unknown }
export type InjectedRequest = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly token: string
  readonly body?: unknown
}

/** The registry itself, in this process, with an ear on its connections. Requests enter through the whole HTTP stack. */
export type ListeningRegistry = { capture(request: InjectedRequest): Promise<CapturedRequest>; close(): Promise<void> }

export async function openListeningRegistry(environment: Environment): Promise<ListeningRegistry> {
  let turn = 0
  let heard: { readonly turn: number; readonly statement: Statement }[] = []
  const { deps, close } = await wire(environment, 'bench capture', {
    onStatement: (statement) => heard.push({ turn, statement }),
  })
  const app = await openRegistry(
    { deps, now: systemNow },
    {
      dev: false,
      sweepAll: async () => ({}),
      faceFolder: import.meta.dirname,
      citizenFolder: import.meta.dirname,
      logLevel: 'silent',
    },
  )
  let listening = true
  // What is sent without the event loop turning in between was not waited for.
  const count = () => {
    turn += 1
    if (listening) setImmediate(count)
  }
  count()
  return {
    async capture({ method, path, token, body }) {
      heard = []
      const answer = await app.inject({
        method,
        url: path,
        cookies: { anju_session: token },
        ...(body === undefined ? {} : { payload: body as object }),
      })
      if (answer.statusCode !== 200)
        throw new Error(`The request to be captured was answered ${answer.statusCode}: ${answer.body}`)
      const byTurn = Map.groupBy(heard, (each) => each.turn)
      return {
        groups: [...byTurn.values()].map((group) => group.map(({ statement }) => statement)),
        answer: answer.json(),
      }
    },
    async close() {
      listening = false
      await app.close()
      await close()
    },
  }
}
