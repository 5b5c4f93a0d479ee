import { randomBytes } from '@anju/crypto/random.ts'
import { sm3 } from '@anju/crypto/sm3.ts'

import { asOwner } from './as-owner.ts'
import { addCity } from './migrate.ts'
import type { Say } from './migrate.ts'

/** Minutes for which a one-time sign-in link is good. */
const LINK_MINUTES = 24 * 60
const BLANK_CARDS = 200

/**
 * The demonstration's cast: who makes cards where, with blank cards in stock. Never shipped data. Linhe is not here: its
 * police hall makes its cards itself, and nothing of it crosses.
 */
const CAST = [
  {
    city: {
      city: 'foshan',
      areaCode: '4406',
      nameZh: '佛山市公安局制证中心',
      nameEn: 'Foshan police, card production',
    },
    staff: [
      {
        staffId: '0192c000-0000-7000-8000-00000000ca01',
        name: '陈制证',
        badge: '440601',
        en: 'quality check and production',
      },
      { staffId: '0192c000-0000-7000-8000-00000000ca02', name: '何分发', badge: '440602', en: 'dispatch' },
    ],
    stock: { prefix: 'FS', chip: '04A1F5' },
  },
] as const

/** Seeds the demonstration: cities, staff, blank cards. Safe to run again. */
export async function seed(ownerUrl: string, say: Say): Promise<void> {
  for (const { city, staff, stock } of CAST) {
    await addCity(ownerUrl, city)
    await asOwner(ownerUrl, async (client) => {
      for (const { staffId, name, badge } of staff) {
        await client.query(
          'insert into card.staff (staff_id, city, name, badge) values ($1, $2, $3, $4) on conflict (staff_id) do nothing',
          [staffId, city.city, name, badge],
        )
      }
      const cards = Array.from({ length: BLANK_CARDS }, (_, index) => ({
        stockNo: `${stock.prefix}${String(index + 1).padStart(6, '0')}`,
        chipUid: `${stock.chip}${(index + 1).toString(16).toUpperCase().padStart(8, '0')}`,
      }))
      await client.query(
        `insert into card.card_stock (stock_no, city, chip_uid, state, received_on)
         select stock_no, $1, chip_uid, 'unused', '2015-12-31' from unnest($2::text[], $3::text[]) as c(stock_no, chip_uid) on conflict do nothing`,
        [city.city, cards.map((card) => card.stockNo), cards.map((card) => card.chipUid)],
      )
    })
    say(`${city.city}: ${staff.map((one) => one.name).join('、')}, ${BLANK_CARDS} blank cards`)
  }
}

/** A fresh one-time link for each member of the cast, one JSON line each. Only digests of the links are kept. */
export async function signInLinks(ownerUrl: string, address: string, now: string, say: Say): Promise<void> {
  const expiresAt = new Date(Date.parse(now) + LINK_MINUTES * 60_000).toISOString()
  for (const { city, staff } of CAST) {
    for (const { staffId, name, badge, en } of staff) {
      const token = randomBytes(24).toString('base64url')
      await asOwner(ownerUrl, (client) =>
        client.query('insert into card.sign_in_link (token_sm3, staff_id, expires_at) values ($1, $2, $3)', [
          sm3(Buffer.from(token)),
          staffId,
          expiresAt,
        ]),
      )
      say(
        JSON.stringify({
          id: `card-${badge}`,
          city: city.city,
          who: name,
          role: `${city.nameZh} · ${en}`,
          url: `${address}/sign-in/${token}`,
        }),
      )
    }
  }
}
