import { archiveFile, dropName, placeFile } from '@anju/exchange/file-drop.ts'
import type { DropHooks } from '@anju/exchange/file-drop.ts'
import type { BuiltPackage } from '@anju/exchange/package.ts'
import { sm3Hex } from '@anju/crypto/sm3.ts'

import type { Exchange } from './node.ts'

function hooks({ deps }: Exchange): DropHooks {
  return { onBeforeRename: () => deps.failpoint('before-rename'), onAfterRename: () => deps.failpoint('after-rename') }
}

/** Places a file for the registry. The same bytes always take the same name, so placing them again adds nothing. */
export async function placeForRegistry(
  exchange: Exchange,
  stream: string,
  seq: number,
  { bytes, fileSm3 }: BuiltPackage,
): Promise<void> {
  await placeFile(
    exchange.folders.leaving,
    dropName({ stream, seq, random: fileSm3.slice(0, 16) }),
    bytes,
    hooks(exchange),
  )
}

/** Sends a stored file again. */
export async function placeBytes(exchange: Exchange, stream: string, seq: number, bytes: Buffer): Promise<void> {
  await placeForRegistry(exchange, stream, seq, { bytes, fileSm3: sm3Hex(bytes) })
}

/** Puts a file that is done with out of the way. */
export async function archive(exchange: Exchange, name: string): Promise<void> {
  await archiveFile(exchange.folders.arriving, name, exchange.folders.archive, hooks(exchange))
}
