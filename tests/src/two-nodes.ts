import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkQuality } from '@anju/card-service/usecase/check-quality.ts'
import { dispatchBatch } from '@anju/card-service/usecase/dispatch-batch.ts'
import { produceCard } from '@anju/card-service/usecase/produce-card.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { recordLegalDay } from '@anju/server/store/session.ts'
import { getApplication } from '@anju/server/usecases/get-application.ts'
import { keepBlob } from '@anju/server/usecases/keep-blob.ts'
import { openCardSide } from '../../card-service/test/card-side.ts'
import { registryPeer, TINY_PNG } from '../../card-service/test/registry-side.ts'
import { driveApplications, type HeldCase } from './permit-driver.ts'
import { openTestRegistry } from './test-registry.ts'

type Case = Pick<HeldCase, 'applicationId'>
type Order = {
  readonly order_id: string
  readonly version: number
  readonly state: string
  readonly stock_no: string | null
  readonly office_code: string
  readonly permit_no: string | null
}

export type TwoNodes = Awaited<ReturnType<typeof openTwoNodes>>

/** Registry and card service with a database and keys each, and only a folder between them. */
export async function openTwoNodes() {
  const registry = await openTestRegistry()
  const drive = driveApplications(registry)
  const home = mkdtempSync(join(tmpdir(), 'anju-two-'))
  const exchange = join(home, 'exchange')
  const card = await openCardSide({ home, exchangeFolder: exchange, registry: registryPeer(registry.database.keys) })
  const peers = join(home, 'registry-peers')
  mkdirSync(peers, { mode: 0o700 })
  writeFileSync(join(peers, 'card-service.json'), JSON.stringify(card.peer), { mode: 0o600 })
  let stock = 0

  const clerk = (on: string) => registry.act(OFFICIALS.clerk, on)
  const orderOf = async ({ applicationId }: Case): Promise<Order> => {
    const rows = await card.asOwner<Order>(
      `select order_id, version, state, stock_no, permit_no, office_code from card.card_order where application_id = $1 order by order_id desc`,
      [applicationId],
    )
    assert.ok(rows[0], 'the police have no such order')
    return rows[0]
  }

  return {
    registry,
    card,
    drive,
    home,
    exchange,
    peers,
    clerk,
    orderOf,
    /** Sets the legal clocks of both. */
    async legalDay(on: string) {
      await recordLegalDay(registry.deps.shared, parsePlainDate(on))
      await card.setDay(on)
    },
    stateOf: async ({ applicationId }: Case) =>
      (await getApplication(registry.deps, clerk('2016-07-30'), applicationId)).state,
    /** A case approved by three people on 2016-07-08, with a photo. */
    async approved(): Promise<HeldCase> {
      const blobId = randomUUID()
      await keepBlob(registry.deps, clerk('2016-07-05'), { blobId, mime: 'image/png', image: TINY_PNG })
      const photo = { source: 'live' as const, blobId, cardValidFrom: null }
      const submitted = await drive.submit(await drive.register(), '2016-07-05', { photo })
      return drive.approve(await drive.verify(await drive.accept(submitted)))
    },
    async check(theCase: Case, result: 'accepted' | 'rejected') {
      const { order_id: orderId, version } = await orderOf(theCase)
      const reasons = result === 'rejected' ? [{ code: 'photo' as const, text: '照片背景不合格' }] : []
      const command = { intentId: randomUUID(), orderId, expectedVersion: version, result, reasons }
      const done = await checkQuality(card.deps, await card.actAs('440601'), command)
      assert.ok(done.ok, JSON.stringify(done))
    },
    /** Makes the card, or with `remakeCard` makes it again, from the next blank one. */
    async make(theCase: Case, how: typeof produceCard) {
      const { order_id: orderId, version } = await orderOf(theCase)
      stock += 1
      const stockNo = `FS${String(stock).padStart(6, '0')}`
      const command = { intentId: randomUUID(), orderId, expectedVersion: version, stockNo }
      const done = await how(card.deps, await card.actAs('440601'), command)
      assert.ok(done.ok, JSON.stringify(done))
    },
    async dispatch(theCase: Case) {
      const { order_id: orderId, office_code: officeCode } = await orderOf(theCase)
      const command = { intentId: randomUUID(), officeCode, orderIds: [orderId] }
      const done = await dispatchBatch(card.deps, await card.actAs('440602'), command)
      assert.ok(done.ok, JSON.stringify(done))
    },
    async close() {
      await card.close()
      await registry.close()
    },
  }
}
