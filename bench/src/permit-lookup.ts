import { sm3 } from '@anju/crypto/sm3.ts'
import type { Client } from 'pg'
import { openDesks, samplePermits, type Desk } from './city-desks.ts'
import { CITY } from './city-plan.ts'
import { requestBytes, type HttpAnswer } from './http-connection.ts'
import { parseMeasuringOrder } from './measured-order.ts'
import { runMeasurement, type Bench, type Measurement } from './measured-run.ts'
import { fillTemplate, replay, templateOf, withoutStatements, type Template } from './replay.ts'
import type { Variant } from './rounds.ts'

const PATH = `/api/${CITY}/permits/lookup`
const questionOf = (permitNo: string) => ({ permitNo, purpose: 'permit-check' })

class PermitLookup implements Measurement {
  readonly what = 'permit-lookup'
  #desks: readonly Desk[] = []
  #permits: readonly string[] = []
  #captured:
    | { readonly desk: Desk; readonly permitNo: string; readonly whole: Template; readonly bare: Template }
    | undefined

  async prepare(owner: Client, listening: Parameters<Measurement['prepare']>[1]) {
    this.#desks = await openDesks(owner, listening)
    this.#permits = await samplePermits(owner, 100_000)
    const [desk] = this.#desks
    const permitNo = this.#permits[0]
    if (desk === undefined || permitNo === undefined) throw new Error('A city without desks or permits')
    await listening.capture({ method: 'POST', path: PATH, body: questionOf(permitNo), token: desk.token })
    const { groups } = await listening.capture({
      method: 'POST',
      path: PATH,
      body: questionOf(permitNo),
      token: desk.token,
    })
    const whole = templateOf(groups)
    // The question alone: no session, no transaction around it, nobody's scope.
    const bare = withoutStatements(whole, (sql) => !/from permit/i.test(sql))
    this.#captured = { desk, permitNo, whole, bare }
    return {
      statementsPerLookup: whole.flat().length,
      roundTrips: whole.length,
      statements: whole.map((group) => group.map(({ sql }) => sql.trim().replaceAll(/\s+/g, ' ').slice(0, 60))),
      bareStatements: bare.flat().length,
    }
  }

  async variants(bench: Bench): Promise<readonly Variant[]> {
    let n = 0
    const app: Variant = {
      key: 'app',
      title: 'A  app over HTTP',
      perSecondMax: 15_000,
      prepare: (count) =>
        Array.from({ length: count }, () => {
          n += 1
          const permitNo = this.#permitAt(n * 31)
          const request = requestBytes(
            'POST',
            PATH,
            `anju_session=${this.#desks[n % this.#desks.length]?.token ?? ''}`,
            JSON.stringify(questionOf(permitNo)),
          )
          return async (connection: number) => checkAnswer(await bench.http[connection]?.send(request), permitNo)
        }),
    }
    return [
      app,
      this.#bare('same', 'B  the same statements, bare driver', bench.bareApp, 'whole'),
      this.#bare('plain', 'C  the question alone, no row security', bench.bareOwner, 'bare'),
    ]
  }

  #bare(key: string, title: string, clients: readonly Client[], which: 'whole' | 'bare'): Variant {
    let n = 0
    const captured = this.#captured
    if (captured === undefined) throw new Error('Nothing was captured')
    const keptBytes = new Set([sm3(Buffer.from(captured.desk.token)).toString('latin1')])
    return {
      key,
      title,
      perSecondMax: 30_000,
      prepare: (count) =>
        Array.from({ length: count }, () => {
          const execution = fillTemplate(
            captured[which],
            new Map([[captured.permitNo, this.#permitAt((n += 1) * 31)]]),
            keptBytes,
          )
          return (connection: number) => replay(clients[connection] as Client, execution)
        }),
    }
  }

  #permitAt(n: number): string {
    return this.#permits[n % this.#permits.length] ?? ''
  }
}

function checkAnswer(answer: HttpAnswer | undefined, permitNo: string): void {
  if (answer?.status !== 200) throw new Error(`A look-up was answered ${answer?.status}: ${answer?.body}`)
  if ((JSON.parse(answer.body) as { permitNo: string }).permitNo !== permitNo)
    throw new Error(`Asked for ${permitNo}, got ${answer.body}`)
}

await runMeasurement(new PermitLookup(), parseMeasuringOrder(process.argv.slice(2)))
