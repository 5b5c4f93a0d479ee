import { hasKeyFolder, openKeyFolder } from '@anju/crypto/key-folder.ts'
import { softProvider } from '@anju/crypto/soft-provider.ts'
import { isReach } from '@anju/domain/simulation/draft-law.ts'
import { consoleWords } from '@anju/platform/launcher/console-words.ts'
import { parseEnvironment, type Environment } from '@anju/platform/launcher/environment.ts'
import { folderBlobStore } from './blob/blob-store.ts'
import { dumpCity, loadCity } from './command/dump.ts'
import { loadPacks } from './law/load-packs.ts'
import { erasuresFolder, readErasures } from './workers/erasures-folder.ts'
import { addCity, bindKeys, migrateAll, migrateCity } from './command/migrate.ts'

/** The registry as one program with several commands. The long-running ones are loaded when asked for: migrate needs no HTTP. */
const COMMANDS: Record<
  string,
  { readonly does: string; readonly run: (environment: Environment, args: readonly string[]) => Promise<void> }
> = {
  migrate: {
    does: 'bring the database to this version, as its owner (DATABASE_URL)',
    run: (environment) => migrateAll(owner(environment), environment.appDatabaseUrl, say),
  },
  'add-city': {
    does: 'add-city <city> <jurisdiction> <division prefix> <中文名> <English name>: make a city',
    run: async (environment, [city, jurisdiction, divisionPrefix, nameZh, nameEn]) => {
      if (
        city === undefined ||
        jurisdiction === undefined ||
        divisionPrefix === undefined ||
        nameZh === undefined ||
        nameEn === undefined
      )
        throw new Error(COMMANDS['add-city']?.does)
      await addCity(owner(environment), { city, jurisdiction, divisionPrefix, nameZh, nameEn }, say)
    },
  },
  'enter-offices': {
    does: 'enter-offices <city> <file.yaml>: enter its offices, as the owner (DATABASE_URL); nobody gets an account by it',
    run: async (environment, [city, file]) => {
      if (city === undefined || file === undefined) throw new Error(COMMANDS['enter-offices']?.does)
      const order = { ownerUrl: owner(environment), city, file, packs: loadPacks() }
      await (await import('./command/enter-offices.ts')).enterOffices(order, say)
    },
  },
  'first-administrators': {
    does: 'first-administrators <city> <file.yaml>: enter the first system, security and audit administrators and print their codes, as the owner (DATABASE_URL)',
    run: async (environment, [city, file]) => {
      if (city === undefined || file === undefined) throw new Error(COMMANDS['first-administrators']?.does)
      const crypto = softProvider(openKeyFolder(environment.keys, { role: 'registry', create: false }))
      const order = {
        ownerUrl: owner(environment),
        city,
        file,
        packs: loadPacks(),
        crypto,
        at: new Date().toISOString(),
      }
      await (await import('./command/first-administrators.ts')).firstAdministrators(order, say)
    },
  },
  'import-roster': {
    does: 'import-roster <city> <file>: apply an HR file; whoever left is out at once, nobody is entered',
    run: async (environment, [city, file]) => {
      if (city === undefined || file === undefined) throw new Error(COMMANDS['import-roster']?.does)
      if (!(await (await import('./command/import-roster.ts')).importRosterFile(environment, { city, file }, say)))
        process.exitCode = 1
    },
  },
  'import-permits': {
    does: 'import-permits <city> <file.csv> [--dry-run]: take over permits from before 2016; lines with faults go to <file.csv>.rejected.csv',
    run: async (environment, [city, file, dryRun]) => {
      if (city === undefined || file === undefined || (dryRun ?? '--dry-run') !== '--dry-run')
        throw new Error(COMMANDS['import-permits']?.does)
      const order = { city, file, isDryRun: dryRun !== undefined }
      if (!(await (await import('./command/import-permits.ts')).importPermitsAtConsole(environment, order, say)))
        process.exitCode = 1
    },
  },
  'send-again': {
    does: 'send-again <city> <number>: a package to the police that was refused too often goes again',
    run: async (environment, [city, number]) => {
      if (city === undefined || !/^[1-9]\d{0,14}$/.test(number ?? '')) throw new Error(COMMANDS['send-again']?.does)
      await (
        await import('./command/send-again.ts')
      ).sendAgainAtConsole(environment, { city, number: Number(number) }, say)
    },
  },
  'explain-access': {
    does: 'explain-access <city> <official id> <route> [<record id>]: which rule lets an official at a record (权限体检); the question is recorded',
    run: async (environment, [city, officialId, route, recordId]) => {
      if (city === undefined || officialId === undefined || route === undefined)
        throw new Error(COMMANDS['explain-access']?.does)
      const asked = { city, officialId, route, recordId: recordId ?? null, at: new Date().toISOString() }
      await (await import('./command/explain-access-at-console.ts')).explainAccessAtConsole(environment, asked, say)
    },
  },
  keys: {
    does: 'initialise the key folder (ANJU_KEYS) when there is none, and bind the database to it',
    run: async (environment) => {
      const keys = openKeyFolder(environment.keys, { role: 'registry', create: !hasKeyFolder(environment.keys) })
      await bindKeys(owner(environment), softProvider(keys).fingerprint)
      say(JSON.stringify(softProvider(keys).identity))
    },
  },
  'key-inventory': {
    does: 'print every key of the key folder as JSON: what it is, its state, what it serves',
    run: async (environment) =>
      say(
        (await import('./command/rotate-key.ts')).keyInventory(
          openKeyFolder(environment.keys, { role: 'registry', create: false }),
        ),
      ),
  },
  'rotate-key': {
    does: 'rotate-key <name> [--resume]: put a new key in the place of one in use and carry over what must be, while the registry works',
    run: async (environment, [name, resume]) => {
      if (name === undefined) throw new Error(COMMANDS['rotate-key']?.does)
      const options = { resume: resume === '--resume' }
      await (await import('./command/rotate-key.ts')).rotateKey(environment, owner(environment), name, options, say)
    },
  },
  'destroy-key': {
    does: 'destroy-key <name> <kid>: take the secret of a retired key out of the key folder, once nothing needs it',
    run: async (environment, [name, kid]) => {
      if (name === undefined || kid === undefined) throw new Error(COMMANDS['destroy-key']?.does)
      await (await import('./command/rotate-key.ts')).destroyKey(environment, owner(environment), { name, kid }, say)
    },
  },
  dump: {
    does: 'dump <city> <folder>: write a city into a folder',
    run: (environment, [city, folder]) => {
      if (city === undefined || folder === undefined) throw new Error(COMMANDS['dump']?.does)
      return dumpCity(owner(environment), folderBlobStore(environment.blobs), city, folder, say)
    },
  },
  load: {
    does: 'load <folder>: read a dumped city into a migrated database that does not have it yet',
    run: (environment, [folder]) => {
      if (folder === undefined) throw new Error(COMMANDS['load']?.does)
      return loadCity(
        owner(environment),
        folderBlobStore(environment.blobs),
        folder,
        (city) => migrateCity(owner(environment), city, say),
        say,
        (city) => readErasures(erasuresFolder(environment.home), city),
      )
    },
  },
  simulate: {
    does: 'simulate <city> <draft.yaml> [always|from-first-day] [folder]: what a draft pack would change for everybody',
    run: async (environment, [city, draft, reach = 'always', folder = '.']) => {
      if (city === undefined || draft === undefined || !isReach(reach)) throw new Error(COMMANDS['simulate']?.does)
      return (await import('./command/simulate.ts')).simulate(environment, { city, draft, reach, folder }, say)
    },
  },
  verify: {
    does: 'verify <city> [file or folder with kept checkpoints]: whether the ledger is the one that was written, and where not',
    run: async (environment, [city, anchors]) => {
      if (city === undefined) throw new Error(COMMANDS['verify']?.does)
      if (!(await (await import('./command/verify.ts')).verify(environment, { city, anchors }, say)))
        process.exitCode = 1
    },
  },
  'take-witness': {
    does: 'take-witness <city> <file>: keep the signature of an outside office under a checkpoint (crypto/src/witness.ts makes it)',
    run: async (environment, [city, file]) => {
      if (city === undefined || file === undefined) throw new Error(COMMANDS['take-witness']?.does)
      await (await import('./command/witness.ts')).takeWitness(environment, { city, file }, say)
    },
  },
  'seal-rows': {
    does: 'seal-rows <city>: seal rows from before seals or from a bulk load, once, unless the ledger speaks against them',
    run: async (environment, [city]) => {
      if (city === undefined) throw new Error(COMMANDS['seal-rows']?.does)
      if (!(await (await import('./command/seal-rows.ts')).sealRowsAtConsole(environment, city, say)))
        process.exitCode = 1
    },
  },
  seal: {
    does: 'seal <city>: sign a checkpoint of the ledger now; the workers do so every ten seconds',
    run: async (environment, [city]) => {
      if (city === undefined) throw new Error(COMMANDS['seal']?.does)
      await (await import('./command/seal.ts')).seal(environment, city, say)
    },
  },
  bundle: {
    does: 'bundle <city> <case id> <file>: write a case with its proofs, to be verified offline by crypto/src/verify-case.ts',
    run: async (environment, [city, caseId, path]) => {
      if (city === undefined || caseId === undefined || path === undefined) throw new Error(COMMANDS['bundle']?.does)
      await (await import('./command/verify.ts')).writeBundle(environment, { city, caseId, path }, say)
    },
  },
  officials: {
    does: 'officials <file>: write the public keys of officials, for whoever verifies cases elsewhere',
    run: async (environment, [path]) => {
      if (path === undefined) throw new Error(COMMANDS['officials']?.does)
      await (await import('./command/write-officials.ts')).writeOfficials(environment, path, say)
    },
  },
  serve: {
    does: 'serve the registry over HTTP, as anju_app (ANJU_APP_DATABASE_URL)',
    run: async (environment) => (await import('./command/serve.ts')).serve(environment, process.env),
  },
  ukeys: {
    does: 'what is trusted of UKeys (ANJU_UKEY_ROOTS, ANJU_UKEY_LISTS), and of each that is bound whether it is taken and why not',
    run: async (environment) => {
      if (!(await (await import('./command/ukeys.ts')).ukeys(environment, say))) process.exitCode = 1
    },
  },
  work: {
    does: 'run the workers: notices, sweeps, sealing, exchange',
    run: async (environment) => (await import('./command/work.ts')).work(environment, process.env),
  },
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

function owner(environment: Environment): string {
  if (environment.ownerDatabaseUrl === undefined)
    throw new Error('DATABASE_URL is missing: the address of the database for its owner.')
  return environment.ownerDatabaseUrl
}

const [name = '', ...args] = process.argv.slice(2)
const command = COMMANDS[name]
if (command === undefined) {
  say(
    `Commands:\n${Object.entries(COMMANDS)
      .map(([each, { does }]) => `  ${each.padEnd(10)} ${does}`)
      .join('\n')}`,
  )
  process.exitCode = 2
} else {
  try {
    await command.run(parseEnvironment(process.env, 'registry'), args)
  } catch (error) {
    process.stderr.write(`${consoleWords(error)}\n`)
    process.exitCode = 1
  }
}
