import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { openRegistry } from '@anju/server/http/open-registry.ts'
import { systemNow, wire } from '@anju/server/app.ts'
import type { Environment } from '@anju/platform/launcher/environment.ts'
import type { Statement } from '@anju/platform/database/pool.ts'
import { BENCH_AGENT } from './http-connection.ts'

/** The statements of one request, in the groups that travelled together: the app waited between groups. */
export type CapturedRequest = { readonly groups: readonly (readonly Statement[])[]; readonly answer: unknown }
export type InjectedRequest = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly token?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Where the caller sits. */
  readonly from?: string
}
export type InjectedAnswer = { readonly status: number; readonly body: unknown; readonly cookie: string | undefined }

/** The registry itself, in this process, with an ear on its connections. Requests enter through the whole HTTP stack. */
export type ListeningRegistry = {
  readonly crypto: CryptoProvider
  ask(request: InjectedRequest): Promise<InjectedAnswer>
  /**
   * Asks, and where the registry wants a signature under the step, signs and asks again: the statements of both requests.
   * @throws Error when the last answer is not 200
   */
  capture(
    request: InjectedRequest,
    sign?: (asked: unknown) => Readonly<Record<string, string>>,
  ): Promise<CapturedRequest>
  close(): Promise<void>
}

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
  const ask = async ({
    method,
    path,
    token,
    body,
    headers = {},
    from = '127.0.0.1',
  }: InjectedRequest): Promise<InjectedAnswer> => {
    const answer = await app.inject({
      method,
      url: path,
      remoteAddress: from,
      headers: { 'user-agent': BENCH_AGENT, ...headers },
      ...(token === undefined ? {} : { cookies: { anju_session: token } }),
      ...(body === undefined ? {} : { payload: body as object }),
    })
    const cookie = answer.cookies.find(({ name }) => name === 'anju_session')?.value
    return { status: answer.statusCode, body: answer.json(), cookie }
  }
  return {
    crypto: deps.crypto,
    ask,
    async capture(request, sign) {
      heard = []
      let answer = await ask(request)
      if (answer.status === 428 && sign !== undefined) answer = await ask({ ...request, headers: sign(answer.body) })
      if (answer.status !== 200)
        throw new Error(`The request to be captured was answered ${answer.status}: ${JSON.stringify(answer.body)}`)
      const byTurn = Map.groupBy(heard, (each) => each.turn)
      return {
        groups: [...byTurn.values()].map((group) => group.map(({ statement }) => statement)),
        answer: answer.body,
      }
    },
    async close() {
      listening = false
      await app.close()
      await close()
    },
  }
}
