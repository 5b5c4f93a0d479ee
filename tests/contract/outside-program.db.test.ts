import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import {
  checkpointBody,
  checkpointSignedBytes,
  noteOf,
  parseNote,
  signatureLine,
} from '@anju/crypto/merkle-checkpoint.ts'
import { publicKeyId } from '@anju/crypto/key-set.ts'
import { generateSm2KeyPair, sm2Sign } from '@anju/crypto/sm2.ts'
import { checkout, programs } from '@anju/dev/checkout.ts'
import { sealCheckpoint } from '@anju/server/workers/seal-checkpoint.ts'
import { sealLedger } from '@anju/server/workers/seal-ledger.ts'
import { openTamperedCity, type TamperedCity } from '@anju/tests/tampered-city.ts'

/**
 * The programs by which somebody else checks the registry, each as it is run: a process of its own with nothing in its environment,
 * in a folder that holds `crypto/` and what was carried there, far from the checkout.
 */
let bent: TamperedCity
/** Of the auditor, of the office outside, and of the registry's own console. */
let home: string
let peers: string
before(async () => {
  bent = await openTamperedCity()
  home = mkdtempSync(join(tmpdir(), 'anju-outside-'))
  peers = join(home, 'peers')
  mkdirSync(join(peers, 'witness'), { recursive: true, mode: 0o700 })
  cpSync(join(checkout, 'crypto/src'), join(home, 'tool'), { recursive: true })
  writeFileSync(join(home, 'package.json'), '{"type":"module"}')
  // Of all libraries only the one that knows SM2, and what it stands on.
  mkdirSync(join(home, 'node_modules/@noble'), { recursive: true })
  for (const name of ['sm-crypto-v2', '@noble/curves', '@noble/ciphers', '@noble/hashes'])
    symlinkSync(join(checkout, 'node_modules', name), join(home, 'node_modules', name))
  file('registry.json', identity())
})
after(async () => {
  rmSync(home, { recursive: true, force: true })
  await bent.close()
})

const identity = () => ({ signingPublicKey: bent.house.registry.deps.crypto.identity.signingPublicKey })

function file(name: string, content: unknown): string {
  writeFileSync(join(home, name), typeof content === 'string' ? content : JSON.stringify(content))
  return join(home, name)
}

type Ended = { readonly status: number | null; readonly said: string }

/** Runs a program to its end, while this process goes on serving the registry. */
function run(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return new Promise((done, failed) => {
    let said = ''
    const child = spawn(process.execPath, [script, ...args], { cwd: home, env })
    child.stdout.on('data', (text: Buffer) => (said += text.toString()))
    child.stderr.on('data', (text: Buffer) => (said += text.toString()))
    child.on('error', failed)
    child.on('close', (status) => done({ status, said }))
  })
}
const outside = (program: string, ...args: readonly string[]) => run(join(home, 'tool', program), args)
const atConsole = (...args: readonly string[]) => {
  const { database } = bent.house.registry
  return run(programs.registry, args, {
    ANJU_HOME: database.home,
    ANJU_KEYS: database.keys,
    ANJU_PEERS: peers,
    ANJU_APP_DATABASE_URL: database.appUrl,
    DATABASE_URL: database.url,
  })
}

async function sealNow(): Promise<void> {
  const at = new Date().toISOString()
  while ((await sealLedger(bent.city, 'test', at)) > 0);
  await sealCheckpoint(bent.house.registry.deps, bent.city, 'test', at, 0)
}

/** A registry that answers what it likes. */
async function otherRegistry(answers: (path: string) => unknown): Promise<Server & { baseUrl: string }> {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answers(request.url ?? '')))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return Object.assign(server, { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}

describe('外部见证 the office outside, as a program', () => {
  const folder = () => join(home, 'office')
  const witness = (address: string) => outside('witness.ts', address, 'foshan', join(home, 'registry.json'), folder())
  const heldSize = () => parseNote(readFileSync(join(folder(), 'foshan.txt'), 'utf8'))?.checkpoint.size

  it('takes the newest checkpoint, signs it, and goes on from the one it holds', async () => {
    await sealNow()
    const first = await witness(bent.house.address)
    assert.equal(first.status, 0, first.said)
    const size = heldSize() ?? assert.fail()
    const registered = await bent.house.registry.asOwner('select max(size)::int as n from foshan.checkpoint')
    assert.equal(size, registered[0]?.['n'])
    const again = await witness(bent.house.address)
    assert.equal(again.status, 0, again.said)
    assert.deepEqual(readdirSync(folder()).toSorted(), ['foshan.txt', 'witness-key.json', 'witness.json'])
  })

  it('its signature is taken in only when its key was carried here, counts in verify, and is an anchor', async () => {
    const signed = join(folder(), 'foshan.txt')
    const unknown = await atConsole('take-witness', 'foshan', signed)
    assert.equal(unknown.status, 1)
    assert.match(unknown.said, /witness\.json/)
    cpSync(join(folder(), 'witness.json'), join(peers, 'witness', 'witness.json'))
    const taken = await atConsole('take-witness', 'foshan', signed)
    assert.equal(taken.status, 0, taken.said)
    const [line] = await bent.house.registry.asOwner(
      `select size::int as size from foshan.checkpoint_cosignature where witness = 'records-office'`,
    )
    assert.equal(line?.['size'], heldSize())
    // The police of this test signed with a key that is nobody's peer; their lines are theirs to check.
    const good = await atConsole('verify', 'foshan', signed)
    const own = good.said.split('\n').filter((each) => each.startsWith('[') && !each.includes('checkpoint_cosignature'))
    assert.deepEqual(own, [], good.said)
    await bent.house.registry.asOwner(
      `update foshan.checkpoint_cosignature set line = (select line from foshan.checkpoint_cosignature where witness <> 'records-office' limit 1) where witness = 'records-office'`,
    )
    const bad = await atConsole('verify', 'foshan', signed)
    assert.equal(bad.status, 1)
    const seen = (said: string) => said.includes(`size ${heldSize()}: a countersignature that no witness gave`)
    assert.deepEqual([seen(good.said), seen(bad.said)], [false, true], bad.said)
  })

  it('signs nothing that is forged, set back or another history, says which, and keeps the contradiction', async () => {
    const text = readFileSync(join(folder(), 'foshan.txt'), 'utf8')
    const held = parseNote(text) ?? assert.fail()
    const { size } = held.checkpoint
    const registry = bent.house.registry.deps.crypto
    const noteSigned = (change: { size?: number; root?: Buffer }, forger?: ReturnType<typeof generateSm2KeyPair>) => {
      const body = checkpointBody({ ...held.checkpoint, ...change })
      const bytes = checkpointSignedBytes(body)
      const signature = forger === undefined ? registry.sign(bytes) : sm2Sign(bytes, forger)
      const kid = forger === undefined ? held.checkpoint.kid : publicKeyId(forger.publicKey)
      return { size: change.size ?? size, note: noteOf(body, [signatureLine(held.checkpoint.origin, kid, signature)]) }
    }
    const attempts = {
      'not of this registry': noteSigned({ size: size + 1 }, generateSm2KeyPair()),
      'older than the one held': noteSigned({ size: size - 1 }),
      CONTRADICTION: noteSigned({ root: Buffer.alloc(32, 5) }),
      'CONTRADICTION: the ledger': noteSigned({ size: size + 3, root: Buffer.alloc(32, 6) }),
    }
    for (const [why, answer] of Object.entries(attempts)) {
      const server = await otherRegistry((path) => (path.endsWith('/checkpoint') ? answer : { proof: [] }))
      const ended = await witness(server.baseUrl)
      server.close()
      assert.equal(ended.status, 1, `${why}: ${ended.said}`)
      assert.ok(ended.said.includes(why), `${why}: ${ended.said}`)
      assert.equal(readFileSync(join(folder(), 'foshan.txt'), 'utf8'), text, 'what it holds stays')
    }
    const kept = readdirSync(folder()).filter((name) => name.includes('contradicts'))
    assert.deepEqual(kept, [`foshan-contradicts-${size}.txt`, `foshan-contradicts-${size + 3}.txt`])
    // Control: what is honest is signed after all that.
    await sealNow()
    assert.equal((await witness(bent.house.address)).status, 0)
  })
})

describe('个案离线核验 a case verified elsewhere, as a program', () => {
  it('with what four commands wrote and nothing else; one changed byte ends with 1 and names where', async () => {
    const [issued] = await bent.house.registry.asOwner(
      `select application_id from foshan.application where state = 'issued'`,
    )
    const paths = ['case.json', 'officials.json', 'keys.json'].map((name) => join(home, name))
    const [bundle = '', officials = '', keys = ''] = paths
    const done = [
      await atConsole('bundle', 'foshan', String(issued?.['application_id']), bundle),
      await atConsole('officials', officials),
    ]
    assert.deepEqual(
      done.map(({ status }) => status),
      [0, 0],
      done.map(({ said }) => said).join('\n'),
    )
    const inventory = await atConsole('key-inventory')
    assert.equal(inventory.status, 0, inventory.said)
    writeFileSync(keys, inventory.said)
    const police = file('card-service.json', { signingPublicKey: bent.witnessKey })
    const verify = (path: string, ...others: readonly string[]) =>
      outside('verify-case.ts', '--keys', keys, path, join(home, 'registry.json'), police, ...others)
    const good = await verify(bundle)
    assert.equal(good.status, 0, good.said)
    assert.match(good.said, /events, \d+ signatures: as it was written/)
    // The cast signs with demo links: whoever knows the keys of officials is told that none of these stands under a step.
    assert.equal(Object.keys(JSON.parse(readFileSync(officials, 'utf8')) as object).length, 2)
    const demo = await verify(bundle, officials)
    assert.equal(demo.status, 1)
    assert.match(demo.said, /signature under event \d+: a demo: nobody's key stands under it/)

    const text = readFileSync(bundle, 'utf8')
    const { events } = JSON.parse(text) as { events: readonly { envelope: { kind: string } }[] }
    const at = events.findIndex(({ envelope }) => envelope.kind === 'approve')
    const bytes = Buffer.from(text)
    const flips: Readonly<Record<string, readonly [string, RegExp]>> = {
      'a day': [
        text.replace(/("kind": "approve",[^}]*?"legalOn": "2016-07-)(\d)/s, flipLast),
        new RegExp(`event ${at + 1}\\b`),
      ],
      'a root': [text.replace(/(time 20)(\d)/, flipLast), /checkpoint/],
      'a signature': [text.replace(/("countersignature": ")([0-9a-f])/, flipLast), /event \d+/],
    }
    for (const [what, [changed, names]] of Object.entries(flips)) {
      assert.equal(Buffer.from(changed).filter((byte, place) => byte !== bytes[place]).length, 1, `${what}: one byte`)
      const bad = await verify(file('changed.json', changed))
      assert.equal(bad.status, 1, `${what}: ${bad.said}`)
      assert.match(bad.said, names, what)
    }
    const broken = await verify(file('changed.json', text.slice(0, -20)))
    assert.equal(broken.status, 1)
    assert.match(broken.said, /changed\.json/)
    assert.doesNotMatch(broken.said, /\n\s+at /, 'no trace of a program')
  })
})

const flipLast = (_: string, head: string, digit: string) => `${head}${digit === '1' ? '2' : '1'}`
