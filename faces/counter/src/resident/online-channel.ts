import type { PackView } from '@anju/face-kit/pack-view.ts'

/** Whether the city takes declarations online, by which clause; undefined until its rules are read. */
export function onlineChannel(
  pack: PackView | undefined,
): { readonly offered: boolean; readonly law: string } | undefined {
  const channels = pack?.workflow?.registration.channels
  return channels === undefined ? undefined : { offered: channels.value.includes('online'), law: channels.law }
}
