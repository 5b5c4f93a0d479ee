import { z } from 'zod'

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM')
const positive = z.number().int().positive()

/**
 * When the other gateway takes over. The figures are those by which GOV.UK Notify moves its messages from one provider to
 * another: 15 % of the messages of 15 minutes slower than 5 minutes. The least number, the minute and the rest are ours (I-158).
 */
const health = z
  .strictObject({
    windowMinutes: positive.default(15),
    slowMinutes: positive.default(5),
    share: z.number().gt(0).max(1).default(0.15),
    messagesMin: positive.default(10),
    downSeconds: positive.default(60),
    restMinutes: positive.default(15),
  })
  .prefault({})

/** What every gateway has, whatever it speaks. */
const shared = {
  /** Stands with each message in the database and in the address of callbacks. */
  name: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  /** In front of each text, without its brackets (短信签名); as the network has approved it. */
  signature: z.string().min(2).max(12).optional(),
  /** 免打扰时段; null sends at any hour. */
  quietHours: z.object({ from: time, until: time }).nullable().default({ from: '21:00', until: '08:00' }),
  /** Parts to all people and texts to one person, a civil day. What is over waits for the next day. */
  perDay: positive.default(50_000),
  perPersonPerDay: positive.default(10),
  /** After so long a text is given up and the person is called. */
  expireHours: positive.max(24 * 14).default(72),
  refusalsMax: positive.default(8),
  retryMs: positive.default(30_000),
  retryMsMax: positive.default(3_600_000),
  window: positive.max(1_000).default(16),
  /** An answer that takes longer is none, and the part is unknown. */
  answerMs: positive.default(60_000),
  health,
}

/** What gateways on a line of their own have. */
const line = {
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535),
  perSecond: z.number().positive().max(5_000).default(50),
  pingMs: positive.default(60_000),
  reconnectMs: positive.default(1_000),
  throttleMs: positive.default(1_000),
}

/** Texts name people: beyond this machine they travel encrypted. */
function isGuarded(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(hostname)
}

/** The settings of one city's gateway. Secrets stand in them: the file belongs beside the keys. */
export const GatewaySettings = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('smpp'),
    ...shared,
    ...line,
    systemId: z.string().min(1).max(15),
    password: z.string().max(8),
    systemType: z.string().max(12).default(''),
    sourceAddress: z.string().min(1).max(20),
  }),
  z.strictObject({
    kind: z.literal('cmpp'),
    ...shared,
    ...line,
    providerCode: z.string().length(6),
    sharedSecret: z.string().min(1),
    serviceId: z.string().max(10).default(''),
    sourceId: z.string().min(1).max(21),
  }),
  z.strictObject({
    kind: z.literal('provider'),
    ...shared,
    url: z.url({ protocol: /^https?$/ }).refine(isGuarded, 'https, or this machine'),
    account: z.string().min(1).max(60),
    secret: z.string().min(16),
  }),
])
export type GatewaySettings = z.output<typeof GatewaySettings>

/** The gateways of a city: one, and one that takes over where that fails. */
export type CityGateways = { readonly gateway: GatewaySettings; readonly standby?: GatewaySettings }

/** By city, one or a list of two, the first of which is used while it is well; a city that is not named keeps the viewer. */
const GatewayFile = z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), z.array(GatewaySettings).min(1).max(2))

/** @throws Error that says every mistake with its place, and never repeats a value: it may be a secret. */
export function parseGatewaySettings(text: string): ReadonlyMap<string, CityGateways> {
  let written: unknown
  try {
    written = JSON.parse(text)
  } catch {
    throw new Error('The gateway settings are no JSON.')
  }
  const parsed = GatewayFile.safeParse(asLists(written))
  if (!parsed.success) {
    const mistakes = parsed.error.issues.map(({ path, message }) => `  - ${placeOf(path)}: ${message}`)
    throw new Error(`The gateway settings cannot be used:\n${mistakes.join('\n')}`)
  }
  const names = Object.values(parsed.data).flatMap((all) => all.map(({ name }) => name))
  if (new Set(names).size < names.length) throw new Error('Two gateways of the settings have one name.')
  return new Map(Object.entries(parsed.data).map(([city, all]) => [city, gatewaysOf(city, all)]))
}

/** `foshan.port` for one, `foshan.1.port` for the second of a list. */
function placeOf(path: readonly PropertyKey[]): string {
  return path.filter((piece, at) => !(at === 1 && piece === 0)).join('.')
}

/** A single gateway is a list of one. */
function asLists(written: unknown): unknown {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return written
  return Object.fromEntries(Object.entries(written).map(([city, one]) => [city, Array.isArray(one) ? one : [one]]))
}

/** A text is signed before anybody knows which of the two carries it, so both carry one signature. */
function gatewaysOf(city: string, [gateway, standby]: readonly GatewaySettings[]): CityGateways {
  if (gateway === undefined) throw new Error(`The gateways of ${city} are none.`)
  if (standby === undefined) return { gateway }
  if (gateway.signature !== standby.signature) throw new Error(`The two gateways of ${city} have two signatures.`)
  return { gateway, standby }
}
