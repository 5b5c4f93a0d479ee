import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { normaliseAddress } from '@anju/standards/address/normalise-address.ts'
import { standardText, textBelowTown } from '@anju/standards/address/standard-text.ts'
import { INDEX_KEY_VERSION, sealPerson } from '@anju/server/store/person.ts'
import { sealForm } from '@anju/server/store/registration.ts'
import { dayNumber, dayText, workingInstant } from './civil-days.ts'
import type { CityPlan } from './city-plan.ts'
import type { CityTable } from './city-table.ts'
import { copyLine, type CopyValue } from './copy-text.ts'
import { cityNumbers } from './invented-number.ts'
import { inventedForm, inventedHukou, inventedMobile, inventedName } from './invented-person.ts'
import { ledgerLines, type LedgeredRegistration } from './past-ledger.ts'
import { permitLines } from './past-permit.ts'
import { packOn, type Home, type PastRegistration } from './past-registration.ts'
import { withSeal } from './row-with-seal.ts'
import { seededRandom, seededUuid, weightedIndex, type SeededRandom } from './seeded-random.ts'

/** The lines of one part of the city, table by table, ready for COPY. */
export type CityPart = {
  readonly part: number
  readonly lines: ReadonlyMap<CityTable, string[]>
  readonly rows: number
}

const FIRST_DAY = dayNumber('2010-01-04')
/** A fifth of the persons live in dormitories, four to ten a room. */
const DORMITORY_SHARE = 0.2
const FLAT_SIZES = weightedIndex([35, 30, 20, 10, 5])
/** Receipts one station can number a day, shared among the parts so that no two are alike. */
const SERIALS = 99_999

/** Makes one part: its own dwellings, who lives in them, and where they lived before. The same part from the same plan. */
export function makeCityPart(plan: CityPlan, part: number, crypto: CryptoProvider): CityPart {
  return new PartWriter(plan, part, crypto).write()
}

class PartWriter {
  readonly #plan: CityPlan
  readonly #part: number
  readonly #crypto: CryptoProvider
  readonly #random: SeededRandom
  readonly #villageAt: (at: number) => number
  readonly #numberOf: ReturnType<typeof cityNumbers>
  readonly #lines = new Map<CityTable, string[]>()
  readonly #homes: Home[] = []
  readonly #serials = new Map<string, number>()
  readonly #doors = new Map<string, number>()
  readonly #lastDay: number
  #rows = 0

  constructor(plan: CityPlan, part: number, crypto: CryptoProvider) {
    this.#plan = plan
    this.#part = part
    this.#crypto = crypto
    this.#lastDay = dayNumber(plan.endsOn)
    this.#random = seededRandom(plan.seed, 1_000 + part)
    this.#villageAt = weightedIndex(plan.weights)
    this.#numberOf = cityNumbers(plan.persons)
  }

  write(): CityPart {
    const first = this.#part * this.#plan.partSize
    const count = Math.min(this.#plan.partSize, this.#plan.persons - first)
    const ledgered = Math.floor(count * this.#plan.ledgerShare)
    for (let at = 0; at < count;) {
      const home = this.#openHome()
      for (let place = 0; place < home.places && at < count; place += 1, at += 1) {
        this.#enterPerson(first + at, home, at < ledgered)
      }
    }
    for (const home of this.#homes) this.#enterHome(home)
    return { part: this.#part, lines: this.#lines, rows: this.#rows }
  }

  #add(table: CityTable, values: readonly CopyValue[]): void {
    let lines = this.#lines.get(table)
    if (lines === undefined) this.#lines.set(table, (lines = []))
    lines.push(copyLine(values))
    this.#rows += 1
  }

  #openHome(): Home {
    const random = this.#random
    const village = this.#plan.villages[this.#villageAt(random.next())]
    const town = village === undefined ? undefined : this.#plan.towns[village.code.slice(0, 9)]
    if (village === undefined || town === undefined) throw new Error('A village without its town')
    // By homes, so that the share of persons comes out: rooms of seven beside flats of 2.2.
    const inDormitory = random.chance(DORMITORY_SHARE / 7 / (DORMITORY_SHARE / 7 + (1 - DORMITORY_SHARE) / 2.2))
    const places = inDormitory ? 4 + random.below(7) : 1 + FLAT_SIZES(random.next())
    const builtMs = workingInstant(FIRST_DAY - random.below(900), random.next())
    const areaM2 = inDormitory ? 18 + random.below(12) : 10 + places * 8 + random.below(25)
    const home: Home = {
      dwellingId: seededUuid(random, builtMs),
      addressId: seededUuid(random, builtMs),
      village,
      town,
      inDormitory,
      places,
      areaM2,
      occupants: 0,
      permits: 0,
    }
    this.#homes.push(home)
    return home
  }

  /** Address and dwelling. The door number belongs to the part and the building counts on, so no address comes twice. */
  #enterHome(home: Home): void {
    const { village, town, inDormitory } = home
    const lane = village.lanes[(this.#part + home.areaM2) % village.lanes.length] ?? ''
    const door = `${this.#part + 1}号`
    const place = `${village.code}/${lane}/${inDormitory}`
    const at = this.#doors.get(place) ?? 0
    this.#doors.set(place, at + 1)
    const floor = (Math.floor(at / 4) % 9) + 1
    const number = Math.floor(at / 36) + 1
    const address = normaliseAddress({
      divisionCode: village.code,
      lane: { kind: 'registered', laneId: `${village.code}/${lane}`, name: lane },
      door,
      building: inDormitory ? `员工宿舍楼${number}栋` : `${number}栋`,
      unit: `${floor}0${(at % 4) + 1}房`,
    })
    const values = [address.door ?? '', address.building ?? '', address.unit ?? '']
    this.#add('foshan.address', [
      home.addressId,
      village.code,
      lane,
      ...values,
      '',
      standardText(address, town.names),
      textBelowTown(address),
      'standard',
    ])
    this.#add('foshan.dwelling', [
      home.dwellingId,
      home.addressId,
      village.code,
      home.areaM2,
      inDormitory ? '' : `租备${this.#part}-${at}`,
      inDormitory ? '工厂宿舍' : inventedName(this.#random, '2'),
      home.occupants,
      home.permits,
    ])
  }

  #enterPerson(index: number, home: Home, ledgered: boolean): void {
    const random = this.#random
    const number = this.#numberOf(index, random.next())
    // More of them came lately: the day is the square root of a uniform number. Nobody before their birth.
    const cameDay = FIRST_DAY + Math.floor(Math.sqrt(random.next()) * (this.#lastDay - FIRST_DAY))
    const arrivedDay = Math.min(this.#lastDay, Math.max(cameDay, number.birthDay + 20))
    const personId = seededUuid(random, workingInstant(arrivedDay, random.next()))
    const hukou = inventedHukou(random, this.#plan.counties)
    const facts = {
      documentKind: '111',
      idNumber: number.idNumber,
      mobile: inventedMobile(random),
      name: inventedName(random, number.sex),
      sex: number.sex,
      ethnicity: hukou.division.startsWith('45') && random.chance(0.3) ? '08' : '01',
      birthOn: number.birthOn,
      hukouDivision: hukou.division,
      hukouDetail: hukou.detail,
    }
    const sealed = sealPerson(this.#crypto, personId, facts, undefined)
    const registrations = this.#pastOf(personId, home, arrivedDay)
    const last = registrations.at(-1)
    if (last === undefined) throw new Error('A person without a registration')
    this.#add('shared.id_index', [INDEX_KEY_VERSION, sealed.idBidx, personId])
    this.#add('foshan.person', [
      personId,
      facts.documentKind,
      INDEX_KEY_VERSION,
      sealed.idBidx,
      sealed.idEnc,
      sealed.mobileEnc,
      sealed.mobileBidx,
      sealed.wrappedKey,
      facts.name,
      facts.sex,
      facts.ethnicity,
      facts.birthOn,
      facts.hukouDivision,
      facts.hukouDetail,
      last.home.village.code,
    ])
    for (const registration of registrations) this.#enterRegistration(registration, sealed.wrappedKey, number.birthDay)
    if (ledgered)
      this.#enterLedger(
        { registration: last, wrappedKey: sealed.wrappedKey, crypto: this.#crypto, station: home.town.station },
        index,
      )
    const permit = permitLines({
      registrations,
      index,
      random,
      serialOf: (at, day, name) => this.#serial(at, day, name),
      birthDay: number.birthDay,
      lastDay: this.#lastDay,
    })
    for (const [table, values] of permit) this.#add(table, withSeal(this.#crypto, table, values))
  }

  /** Where a person lived since arriving: about one move in four years, some with a gap, and some leave again. */
  #pastOf(personId: string, home: Home, arrivedDay: number): readonly PastRegistration[] {
    const random = this.#random
    const past: PastRegistration[] = []
    const moves: number[] = []
    for (
      let day = arrivedDay + 60 + random.below(2_000);
      day < this.#lastDay - 30 && moves.length < 4;
      day += 90 + random.below(2_200)
    )
      moves.push(day)
    const leaves = random.chance(0.12)
      ? arrivedDay + Math.floor((this.#lastDay - arrivedDay) * (0.3 + 0.7 * random.next()))
      : undefined
    const days = [arrivedDay, ...moves].filter((day, at) => at === 0 || leaves === undefined || day < leaves - 10)
    let gapBefore = 0
    days.forEach((day, at) => {
      const isLast = at === days.length - 1
      const next = days[at + 1]
      // Of seven moves one leaves some days between, and of those half are declared as an arrival, not as a change.
      const gap = isLast || !random.chance(1 / 7) ? 0 : Math.min(random.below(12), (next ?? day) - day - 1)
      const endedDay = isLast ? (leaves ?? null) : (next ?? day) - gap
      const follows = gapBefore > 0 && random.chance(0.5) ? null : (past.at(-1)?.registrationId ?? null)
      const where = isLast ? home : (this.#homes[random.below(this.#homes.length)] ?? home)
      past.push({
        registrationId: seededUuid(random, workingInstant(day, random.next())),
        personId,
        home: where,
        registeredDay: day,
        endedDay,
        endReason: endedDay === null ? null : isLast ? 'departed' : 'moved',
        movedInDay: day - random.below(3),
        follows,
        pack: packOn(day),
      })
      gapBefore = gap
    })
    return past
  }

  #enterRegistration(registration: PastRegistration, wrappedKey: Buffer, birthDay: number): void {
    const { registrationId, personId, home, registeredDay, endedDay, endReason } = registration
    const { station } = home.town
    const arrivedOn = dayText(registration.movedInDay)
    const form = inventedForm(
      this.#random,
      arrivedOn,
      Math.floor((registeredDay - birthDay) / 365.2425),
      home.inDormitory,
    )
    const on = dayText(registeredDay)
    const isNew = endedDay === null && registeredDay > this.#lastDay - 10
    const state = endedDay === null ? (isNew ? 'recorded' : 'active') : 'ended'
    if (endedDay === null) home.occupants += 1
    this.#add('foshan.registration', [
      registrationId,
      endedDay === null ? (isNew ? 2 : 3) : 4,
      personId,
      home.dwellingId,
      station.officeId,
      home.village.code,
      this.#random.chance(0.15) ? 'online' : 'counter',
      state,
      dayText(endedDay ?? registeredDay),
      registration.pack,
      on,
      dayText(registeredDay + 5),
      arrivedOn,
      arrivedOn,
      on,
      this.#serial(home, registeredDay, 'receipt'),
      isNew ? dayText(registeredDay + 10) : null,
      sealForm(this.#crypto, registrationId, personId, form, wrappedKey),
      isNew ? null : 'true',
      endedDay === null ? null : dayText(endedDay),
      endReason,
      registration.follows,
    ])
  }

  #enterLedger(ledgered: LedgeredRegistration, index: number): void {
    const perPart = Math.floor(this.#plan.partSize * this.#plan.ledgerShare)
    const firstSeq = (this.#part * perPart + (index - this.#part * this.#plan.partSize)) * 2
    const { events, leaves } = ledgerLines(ledgered, firstSeq)
    for (const values of events) this.#add('foshan.ledger', values)
    for (const values of leaves) this.#add('foshan.ledger_leaf', values)
  }

  /** A visible number: division, office, day, serial. Each part has a block of serials of its own. */
  #serial(home: Home, day: number, name: string): string {
    const parts = Math.ceil(this.#plan.persons / this.#plan.partSize)
    const block = Math.floor(SERIALS / parts)
    const key = `${name}/${home.town.station.code}/${day}`
    const used = this.#serials.get(key) ?? 0
    if (used >= block)
      throw new RangeError(`More than ${block} numbers of a station and day in one part: make the parts larger`)
    this.#serials.set(key, used + 1)
    const serial = String(this.#part * block + used + 1).padStart(5, '0')
    return `${home.village.code.slice(0, 6)}${home.town.station.code}${dayText(day).replaceAll('-', '')}${serial}`
  }
}
