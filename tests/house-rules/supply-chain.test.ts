import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSupplyChain } from '@anju/dev/read-supply-chain.ts'
import { supplyChainFaults } from '@anju/dev/supply-chain-fault.ts'

const chain = readSupplyChain()

test('every library has its hash, a licence that may be passed on, one version, no script of its own, and a line in the SBOM', () => {
  assert.ok(Object.keys(chain.lockfile.packages).length > 300)
  assert.ok(chain.wanted.length > 60)
  assert.deepEqual(supplyChainFaults(chain), [])
})

test('what would slip in is found (negative control)', () => {
  const added = {
    ...chain,
    lockfile: {
      ...chain.lockfile,
      packages: {
        ...chain.lockfile.packages,
        'node_modules/left-pad': {
          version: '1.3.0',
          license: 'WTFPL',
          integrity: 'sha1-abc',
          resolved: 'https://example.org/left-pad.tgz',
          hasInstallScript: true,
        },
      },
    },
    wanted: [...chain.wanted, { path: 'package.json', name: 'left-pad', range: '^1.3.0' }],
  }
  assert.deepEqual(supplyChainFaults(added), [
    'node_modules/left-pad has no SHA-512',
    'node_modules/left-pad names an address',
    'node_modules/left-pad has the licence WTFPL',
    'left-pad runs a script when installed',
    'package.json asks for left-pad ^1.3.0, not for one version',
    'docs/generated/sbom.cdx.json lacks pkg:npm/left-pad@1.3.0',
  ])
  const { 'node_modules/zod': _, ...fewer } = chain.lockfile.packages
  const removed = { ...chain, lockfile: { ...chain.lockfile, packages: fewer } }
  assert.match(supplyChainFaults(removed).join(), /lists what the lockfile does not have/)
})
