import { envelopeOfRow } from '@anju/server/store/ledger-audit.ts'
import { envelopeBytes, envelopeMac, ledgerLeaf } from '@anju/server/store/ledger-envelope.ts'
import { ledgerRows, type Tampered, type Tamperer } from './ledger-tamper.ts'

/**
 * What somebody with database and keys of the server does so that nobody answers for a step: before a checkpoint covers it, it is
 * written as if nobody had had to sign it, and everything else agrees again.
 */
export async function unsignStep(tamperer: Tamperer, kind: string): Promise<Tampered> {
  const { client, crypto } = tamperer
  const row = (await ledgerRows(tamperer)).find(
    (each) => each.seq === null && each.kind === kind && each.signed_step !== null,
  )
  if (row === undefined) throw new Error(`No ${kind} waits for the sealer`)
  const bytes = envelopeBytes(envelopeOfRow('foshan', { ...row, signed_step: null }))
  const place = [row.stream_id, row.stream_version]
  await client.query('set local session_replication_role = replica')
  await client.query(
    'update ledger set signed_step = null, envelope_mac = $3 where stream_id = $1 and stream_version = $2',
    [...place, envelopeMac(crypto, bytes)],
  )
  await client.query('update ledger_pending set leaf = $3 where stream_id = $1 and stream_version = $2', [
    ...place,
    ledgerLeaf(bytes),
  ])
  await client.query('delete from signature where case_id = $1 and case_version = $2', place)
  await client.query('set local session_replication_role = origin')
  return {
    what: `${kind}, unsigned`,
    expected: { tables: ['signature'], streamId: row.stream_id, version: row.stream_version },
  }
}
