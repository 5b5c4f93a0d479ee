import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { openKeyFolder } from '@anju/crypto/key-folder.ts'
import { inventedIdNumber, OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { peerOf } from '@anju/exchange/peer.ts'
import { dumpCity } from '@anju/server/command/dump.ts'
import { openPaperPress } from '@anju/server/paper/paper-press.ts'
import { keepBlob } from '@anju/server/usecases/keep-blob.ts'
import { erasePerson, proposeErasure } from '@anju/server/usecases/erase-person.ts'
import { printPaper } from '@anju/server/usecases/print-paper.ts'
import { registerResidence } from '@anju/server/usecases/register-residence.ts'
import { exchangeJob } from '@anju/server/workers/exchange.ts'
import { noticeHandler } from '@anju/server/workers/notices.ts'
import { deliverOutbox } from '@anju/server/workers/outbox.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { driveApplications, newApplicant, PHOTO_BASE64 } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { type Needles, tracesInFiles, tracesInRows } from '@anju/tests/trace-scan.ts'

/** Words that stand nowhere else, one for every place in which something of a person is kept. */
const WORDS = {
  name: '龘靐齉',
  hukouDetail: '湖南省隆回县痕迹甲村',
  employerName: '痕迹乙陶瓷有限公司',
  employerAddress: '痕迹丙路八号',
  remark: '痕迹丁备注',
  letterAddress: '痕迹戊新址',
} as const
const BIRTH = '1983-02-17'
const PHOTO = Buffer.concat([Buffer.from(PHOTO_BASE64, 'base64'), randomBytes(400)])

const startedMs = Date.now()
const folder = mkdtempSync(join(tmpdir(), 'anju-trace-'))
const exchange = join(folder, 'exchange')
let registry: TestRegistry
before(async () => {
  registry = await openTestRegistry()
})
after(async () => {
  await registry.close()
  rmSync(folder, { recursive: true, force: true })
})
const now = () => new Date().toISOString()
const cityOf = () => registry.deps.cities.get('foshan') ?? assert.fail()
const rows = async (sql: string, values: readonly unknown[]) => registry.asOwner(sql, values)

type Lived = { readonly personId: string; readonly needles: Needles }

/** Registered, applied, visited, approved, sent to the police, told, printed, written about and telephoned: then all of it is over. */
async function live(): Promise<Lived> {
  const person = {
    ...newApplicant('foshan', BIRTH),
    name: WORDS.name,
    hukouDetail: WORDS.hukouDetail,
    mobile: '13766554433',
    idNumber: inventedIdNumber('foshan', BIRTH, 941),
  }
  const declaration = declarationOf(person, DWELLINGS.flat.dwellingId, '2016-01-05')
  const { employerName, employerAddress, remark } = WORDS
  const registered = await registerResidence(registry.deps, registry.act(OFFICIALS.clerk, '2016-01-05', 'city'), {
    intentId: randomUUID(),
    ...declaration,
    form: { ...declaration.form, employerName, employerAddress, remark },
  })
  assert.ok(registered.ok)
  const photo = { source: 'live' as const, blobId: randomUUID(), cardValidFrom: null }
  const clerk = registry.act(OFFICIALS.clerk, '2016-07-05')
  await keepBlob(registry.deps, clerk, { blobId: photo.blobId, mime: 'image/png', image: PHOTO })
  const drive = driveApplications(registry)
  const held = await drive.submit({ registrationId: registered.value.subjectId, person }, '2016-07-05', { photo })
  const accepted = await drive.accept(held)
  const printed = await printPaper(
    registry.deps,
    clerk,
    { intentId: randomUUID(), kind: 'acceptance-receipt', subjectId: held.applicationId },
    openPaperPress(),
  )
  assert.ok(printed.ok, JSON.stringify(printed))
  await drive.approve(await drive.verify(accepted))
  await sendToPolice()
  while ((await deliverOutbox(registry.deps, cityOf(), noticeHandler, 'test', now)) > 0);
  const [own] = await rows('select person_id, id_bidx, mobile_bidx, dek_wrapped from foshan.person where name = $1', [
    WORDS.name,
  ])
  const personId = String(own?.['person_id'])
  await writeAround(personId, own?.['id_bidx'] as Buffer, own?.['mobile_bidx'] as Buffer)
  const [blob] = await rows('select dek_wrapped from foshan.blob where blob_id = $1', [photo.blobId])
  const needles = {
    ...WORDS,
    idNumber: person.idNumber,
    mobile: person.mobile,
    birth: BIRTH,
    photo: PHOTO.subarray(-200),
    'key of the person': own?.['dek_wrapped'] as Buffer,
    'key of the photo': blob?.['dek_wrapped'] as Buffer,
    'index of the number': own?.['id_bidx'] as Buffer,
    'index of the telephone': own?.['mobile_bidx'] as Buffer,
  }
  await rows(`update foshan.application set state = 'withdrawn', closed_on = '2016-07-20' where person_id = $1`, [
    personId,
  ])
  await rows(`update foshan.registration set state = 'ended', ended_on = '2016-07-20' where person_id = $1`, [personId])
  return { personId, needles }
}

/** The order goes into the exchange folder, sealed for a card service whose keys are here only to receive it. */
async function sendToPolice(): Promise<void> {
  const peers = join(folder, 'peers')
  mkdirSync(peers, { mode: 0o700 })
  const police = peerOf(openKeyFolder(join(folder, 'police'), { role: 'card-service', create: true }))
  writeFileSync(join(peers, 'card-service.json'), JSON.stringify(police), { mode: 0o600 })
  const worker = exchangeJob(registry.deps, { exchange, peers, now }, 'test') ?? assert.fail()
  for (let round = 0; round < 3; round += 1) await worker.job.run()
  await worker.stop()
}

/** What other offices and gateways hold: a letter about a new address, a message with its report, and acts for others as their agent. */
async function writeAround(personId: string, idBidx: Buffer, mobileBidx: Buffer): Promise<void> {
  const [office] = await rows(`select office_id from shared.office where city = 'foshan' limit 1`, [])
  // Of another town than those of whoever deletes.
  await rows(
    `insert into foshan.office_letter (letter_id, kind, person_id, permit_no, name, address, division_code, from_office_id, to_office_id, to_office, sent_on)
     values (gen_random_uuid(), 'address-changed', $1, '', $2, $3, '440605101001', $4, $4, '', '2016-07-06')`,
    [personId, WORDS.name, WORDS.letterAddress, office?.['office_id']],
  )
  const [notice] = await rows('select notice_id, division_code from foshan.notice where person_id = $1 limit 1', [
    personId,
  ])
  await rows(
    `insert into foshan.sms_part (notice_id, part, parts, person_id, division_code, gateway, state, due_at, expires_at, reference, mobile_bidx)
     values ($1, 1, 1, $2, $3, 'g', 'delivered', now(), now(), 'r1', $4)`,
    [notice?.['notice_id'], personId, notice?.['division_code'], mobileBidx],
  )
  await rows(
    `insert into foshan.sms_report (gateway, reference, outcome, stat, mobile_bidx, arrived_at) values ('g', 'r1', 'delivered', '', $1, now())`,
    [mobileBidx],
  )
  await rows(
    `insert into foshan.agent_tally (agent_bidx, household, on_day) values ($1, gen_random_uuid(), '2016-07-06')`,
    [idBidx],
  )
}

/** All that lies in the home folder but the files of the database itself, whose old pages and log live on for a while (0138). */
const homeFolders = () =>
  readdirSync(registry.database.home)
    .filter((name) => name !== 'postgres')
    .map((name) => join(registry.database.home, name))
const dump = (name: string) =>
  dumpCity(registry.database.url, registry.deps.blobs, 'foshan', join(folder, name), () => {})

describe('T20 删除后不留痕迹 · after a deletion nothing of the person is left to be read', () => {
  it('in no row, index, image, paper, letter, message, exchange file or copy', async () => {
    const { personId, needles } = await live()
    const found = await tracesInRows(registry.database.url, ['foshan', 'shared'], needles)
    // Control: what stands in clear and every key and index is found while the person is there; what is sealed is not.
    for (const seen of [
      'name in foshan.person',
      'name in foshan.office_letter',
      'letterAddress in foshan.office_letter',
      'birth in foshan.person',
      'key of the person in foshan.person',
      'key of the photo in foshan.blob',
      'index of the number in foshan.person',
      'index of the number in shared.id_index',
      'index of the number in foshan.agent_tally',
      'index of the telephone in foshan.sms_part',
      'index of the telephone in foshan.sms_report',
    ])
      assert.ok(found.includes(seen), `control: ${seen}\n${found.join('\n')}`)
    for (const sealed of ['remark', 'employerName', 'idNumber', 'mobile', 'photo'])
      assert.ok(!found.some((each) => each.startsWith(`${sealed} in`)), sealed)
    await dump('before')
    assert.ok(tracesInFiles([join(folder, 'before')], needles, startedMs).length >= 5, 'control: a copy of before')
    for (const table of ['notice', 'paper', 'material', 'visit', 'exchange_record', 'ledger'])
      assert.notDeepEqual(await rows(`select 1 from foshan.${table} limit 1`, []), [], table)

    const propose = registry.act(OFFICIALS.stationHead, '2019-07-21', 'city')
    const proposed = await proposeErasure(registry.deps, propose, { intentId: randomUUID(), personId, reason: 'asked' })
    assert.ok(proposed.ok, JSON.stringify(proposed))
    // By the post's own reach, so that what lies elsewhere must be reached too.
    const done = await erasePerson(registry.deps, registry.act(OFFICIALS.deputyHead, '2019-07-21'), {
      intentId: randomUUID(),
      erasureId: proposed.value.subjectId,
      approve: true,
    })
    assert.ok(done.ok, JSON.stringify(done))

    assert.deepEqual(await tracesInRows(registry.database.url, ['foshan', 'shared'], needles), [])
    await dump('after')
    const readable = [exchange, ...homeFolders(), join(folder, 'after')]
    assert.deepEqual(tracesInFiles(readable, needles, startedMs), [])
  })

  it('a word that is put back into any table or file is found (negative control)', async () => {
    const needles = { word: WORDS.remark, index: Buffer.alloc(32, 7) }
    await rows(`insert into foshan.lane (division_code, name) values ('440604011001', $1)`, [WORDS.remark])
    await rows(
      `insert into shared.id_index (index_key_version, id_bidx, person_id) values (1, $1, gen_random_uuid())`,
      [needles.index],
    )
    assert.deepEqual(await tracesInRows(registry.database.url, ['foshan', 'shared'], needles), [
      'word in foshan.lane',
      'index in shared.id_index',
    ])
    writeFileSync(join(exchange, 'left'), Buffer.from(WORDS.remark).toString('base64'))
    assert.equal(tracesInFiles([exchange], needles, startedMs).length, 1)
  })
})
