import { asOwner } from './as-owner.ts'

/**
 * Prints checkpoints of the registry's ledger as we hold them, each with its signature and ours below. Such a text, on paper
 * or on a disc, is what an auditor brings to the registry's `verify`.
 * @throws Error when we hold none
 */
export async function printCheckpoints(
  ownerUrl: string,
  { city, all }: { readonly city: string; readonly all: boolean },
  write: (text: string) => void,
): Promise<void> {
  await asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<{ note: string }>(
      `select note from card.witnessed_checkpoint where city = $1 order by size desc ${all ? '' : 'limit 1'}`,
      [city],
    )
    if (rows.length === 0) throw new Error(`We hold no checkpoint of ${city} yet: none has come with a package`)
    write(
      rows
        .toReversed()
        .map(({ note }) => note)
        .join('\n'),
    )
    const contradicting = await client.query<{ found_at: Date; held_size: string }>(
      'select found_at, held_size from card.contradicting_checkpoint where city = $1 order by found_at',
      [city],
    )
    for (const { found_at, held_size } of contradicting.rows)
      process.stderr.write(
        `WARNING ${new Date(found_at).toISOString()}: a checkpoint that contradicts the one of size ${held_size}\n`,
      )
  })
}
