import { randomUUID } from 'node:crypto'
import { sm3 } from '@anju/crypto/sm3.ts'
import type { Client } from 'pg'
import { openDesks, samplePlaces, takeArrivals, type Desk, type Place } from './city-desks.ts'
import { CITY } from './city-plan.ts'
import { dayText } from './civil-days.ts'
import { requestBytes, type HttpAnswer } from './http-connection.ts'
import { arrivalNumber } from './invented-number.ts'
import { inventedForm, inventedMobile, inventedName } from './invented-person.ts'
import { parseMeasuringOrder } from './measured-order.ts'
import { runMeasurement, type Bench, type Measurement } from './measured-run.ts'
import { fillTemplate, replay, templateOf, withoutStatements, type Execution, type Template } from './replay.ts'
import type { Variant } from './rounds.ts'
import { seededRandom } from './seeded-random.ts'

const PATH = `/api/${CITY}/registrations`
const random = seededRandom(1, 1)
/** Invented arrivals set aside for one measurement. */
const ARRIVALS_MAX = 400_000

/** The declaration of somebody who has never been here, at a desk, for a dwelling of the register. */
function declarationOf(n: number, place: Place) {
  const { idNumber, birthOn, sex } = arrivalNumber(n)
  const arrivedOn = dayText(Math.floor(Date.now() / 86_400_000) - 1)
  return {
    intentId: randomUUID(),
    person: {
      name: inventedName(random, sex),
      sex,
      ethnicity: '01',
      birthOn,
      documentKind: '111',
      idNumber,
      mobile: inventedMobile(random),
      hukouDivision: '430524',
      hukouDetail: '湖南省邵阳市隆回县桃洪镇文仙村五组',
    },
    form: {
      ...inventedForm(random, arrivedOn, 30, false),
      employment: '1',
      employerName: '南风陶瓷有限公司',
      employerAddress: '禅城区张槎一路8号',
      employerPhone: '0757-82000000',
      socialInsurance: true,
      occupation: '06',
    },
    home: { dwellingId: place.dwellingId },
    materials: [],
  }
}

/** A desk's own statements as captured, and what in them belongs to the desk and the dwelling of the capture. */
type DeskTemplate = { readonly desk: Desk; readonly place: Place; readonly whole: Template; readonly bare: Template }

class RegisterResidence implements Measurement {
  readonly what = 'register-residence'
  #desks: readonly Desk[] = []
  #places: readonly Place[] = []
  #templates: readonly DeskTemplate[] = []
  #registrationsBefore = 0

  async prepare(owner: Client, listening: Parameters<Measurement['prepare']>[1]) {
    this.#desks = await openDesks(owner, listening)
    this.#places = await samplePlaces(owner, 20_000)
    const templates: DeskTemplate[] = []
    let n = await takeArrivals(owner, this.#desks.length * 2)
    for (const desk of this.#desks) {
      // The first request of a connection is not the ordinary one; the second is captured.
      for (const isCaptured of [false, true]) {
        const place = this.#placeAt(n)
        const request = { method: 'POST', path: PATH, token: desk.token, body: declarationOf(n, place) } as const
        const captured = await listening.capture(request, (asked) => desk.sign(asked))
        n += 1
        const whole = templateOf(captured.groups)
        if (isCaptured) templates.push({ desk, place, whole, bare: withoutStatements(afterAsking(whole), isPrice) })
      }
    }
    this.#templates = templates
    this.#registrationsBefore = await countRegistrations(owner)
    const groups =
      templates[0]?.whole.map((group) => group.map(({ sql }) => sql.trim().replaceAll(/\s+/g, ' ').slice(0, 60))) ?? []
    return {
      statementsPerRegistration: groups.flat().length,
      roundTrips: groups.length,
      statements: groups,
      bareStatements: templates[0]?.bare.flat().map(({ sql }) => sql.trim().slice(0, 40)),
    }
  }

  async variants(bench: Bench): Promise<readonly Variant[]> {
    // Numbers are drawn in blocks before a round, so that no clock runs while they are drawn.
    const arrivals = await takeArrivals(bench.owner, ARRIVALS_MAX)
    let used = 0
    const app: Variant = {
      key: 'app',
      title: 'A  app over HTTP',
      perSecondMax: 2_500,
      prepare: (count) =>
        Array.from({ length: count }, () => {
          const n = arrivals + used
          used += 1
          const body = JSON.stringify(declarationOf(n, this.#placeAt(n)))
          return async (connection: number) => {
            // A clerk does one thing after the other: desks are of one connection.
            const each = Math.max(1, Math.floor(this.#desks.length / bench.http.length))
            const desk = this.#desks[(connection * each + (n % each)) % this.#desks.length] as Desk
            const ask = (headers = {}) =>
              bench.http[connection]?.send(requestBytes('POST', PATH, `anju_session=${desk.token}`, body, headers))
            const asked = await ask()
            if (asked?.status !== 428) throw new Error(`No signature was asked for: ${asked?.status} ${asked?.body}`)
            checkAnswer(await ask(desk.sign(JSON.parse(asked.body))))
          }
        }),
    }
    return [
      app,
      this.#bare('same', 'B  the same statements, bare driver', bench.bareApp, 'whole'),
      this.#bare('plain', 'C  bare, no row security, ledger, outbox', bench.bareOwner, 'bare'),
    ]
  }

  #bare(key: string, title: string, clients: readonly Client[], which: 'whole' | 'bare'): Variant {
    let n = 0
    return {
      key,
      title,
      perSecondMax: 5_000,
      prepare: (count) =>
        Array.from({ length: count }, () => {
          const execution = this.#fill((n += 1), which)
          return (connection: number) => replay(clients[connection] as Client, execution)
        }),
    }
  }

  #fill(n: number, which: 'whole' | 'bare'): Execution {
    const { desk, place, ...templates } = this.#templates[n % this.#templates.length] as DeskTemplate
    const other = this.#placeAt(n * 7)
    const kept = [desk.officeId, desk.officialId, desk.postId].map((id) => [id, id] as const)
    const given = new Map([
      ...kept,
      [place.dwellingId, other.dwellingId] as const,
      [place.divisionCode, other.divisionCode] as const,
    ])
    return fillTemplate(templates[which], given, new Set([sm3(Buffer.from(desk.token)).toString('latin1')]))
  }

  #placeAt(n: number): Place {
    return this.#places[n % this.#places.length] as Place
  }

  async check(owner: Client, operations: Readonly<Record<string, number>>): Promise<string> {
    const wanted = Object.values(operations).reduce((sum, each) => sum + each, 0)
    const now = await countRegistrations(owner)
    const entered = now - this.#registrationsBefore
    this.#registrationsBefore = now
    if (entered !== wanted) throw new Error(`${wanted} registrations were carried out, the table has ${entered} more`)
    return `${entered} registrations carried out, ${entered} more rows in the table`
  }
}

function checkAnswer(answer: HttpAnswer | undefined): void {
  if (answer?.status !== 200) throw new Error(`A registration was answered ${answer?.status}: ${answer?.body}`)
  const { receiptNo, repeated } = JSON.parse(answer.body) as { receiptNo: string | null; repeated: boolean }
  if (receiptNo === null || receiptNo.length !== 22 || repeated)
    throw new Error(`A registration without its receipt: ${answer.body}`)
}

/** The command itself: the request before it was only asked for what to sign. */
function afterAsking(template: Template): Template {
  const asked = template.findIndex((group) => group.some(({ sql }) => /insert into signing\b/i.test(sql)))
  return template.slice(asked + 1)
}

/** What the second bare figure goes without: scope, signing, and everything that is not the state itself. */
function isPrice(sql: string): boolean {
  return (
    /^set local/i.test(sql.trim()) ||
    /insert into ledger\b|\bsigning\b|\bauthenticator\b|^begin read only/i.test(sql.trim())
  )
}

async function countRegistrations(owner: Client): Promise<number> {
  return (await owner.query<{ n: number }>('select count(*)::int as n from foshan.registration')).rows[0]?.n ?? 0
}

await runMeasurement(new RegisterResidence(), parseMeasuringOrder(process.argv.slice(2)))
