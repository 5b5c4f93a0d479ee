import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { generateKeySet } from '@anju/crypto/key-set.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { Sm2KeyPair } from '@anju/crypto/sm2.ts'
import { softProvider } from '@anju/crypto/soft-provider.ts'

import type { Door } from '../src/package.ts'

/** The nodes of the golden files, with their published test keys. The stranger belongs to no installation. */
type TestNode = 'registry' | 'cards' | 'stranger'
type NodeKeys = { readonly signing: Sm2KeyPair; readonly encryption: Sm2KeyPair }

const keys: Record<TestNode, NodeKeys> = JSON.parse(readFileSync(join(import.meta.dirname, 'test-keys.json'), 'utf8'))

export function testNode(name: TestNode): CryptoProvider {
  return softProvider({ keys: { ...generateKeySet(), ...keys[name] }, fingerprint: `test ${name}` })
}

const registry = testNode('registry')
const cards = testNode('cards')

/** The doors of the golden files: what each of the two nodes takes in. */
export const TEST_DOORS = {
  cards: {
    stream: 'foshan.orders',
    from: 'foshan.registry',
    to: 'foshan.cards',
    schemas: ['orders/1'],
    senderPublicKeys: [registry.identity.signingPublicKey],
    receiver: cards,
  },
  registry: {
    stream: 'foshan.results',
    from: 'foshan.cards',
    to: 'foshan.registry',
    schemas: ['results/1'],
    senderPublicKeys: [cards.identity.signingPublicKey],
    receiver: registry,
  },
  /** where the registry takes answers to its own stream */
  answers: {
    stream: 'foshan.orders',
    from: 'foshan.cards',
    to: 'foshan.registry',
    schemas: ['receipt/1', 'status/1'],
    senderPublicKeys: [cards.identity.signingPublicKey],
    receiver: registry,
  },
} as const satisfies Record<string, Door & { receiver: CryptoProvider }>

export type TestDoor = keyof typeof TEST_DOORS
