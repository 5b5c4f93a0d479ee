import { hasKeyFolder } from '@anju/crypto/key-folder.ts'
import { uuidV7 } from '@anju/crypto/random.ts'
import { consoleWords } from '@anju/platform/launcher/console-words.ts'
import { parseEnvironment } from '@anju/platform/launcher/environment.ts'
import type { Environment } from '@anju/platform/launcher/environment.ts'

import { systemNow } from './app.ts'
import { asOwner } from './command/as-owner.ts'
import { printCheckpoints } from './command/checkpoints.ts'
import { closeStaff, enrolStaff, revokeKeys } from './command/keep-staff.ts'
import { keepKeys } from './command/keys.ts'
import { addCity, migrateAll } from './command/migrate.ts'
import { keepOfficials, pinDemoRoster } from './command/officials.ts'
import { seed, signInLinks } from './command/seed.ts'
import { serve } from './command/serve.ts'
import { ukeys } from './command/ukeys.ts'

/** The card service as one program with several commands. */
const COMMANDS: Record<
  string,
  { readonly does: string; readonly run: (environment: Environment, args: readonly string[]) => Promise<void> }
> = {
  migrate: {
    does: 'bring the database to this version, as its owner (DATABASE_URL)',
    run: async (environment) => {
      await migrateAll(owner(environment), environment.appDatabaseUrl, say)
      // A folder that the ceremony made before the tables is bound now; a database bound to another one refuses.
      if (hasKeyFolder(environment.keys)) await keepKeys(environment, [], () => {})
    },
  },
  'add-city': {
    does: 'add-city <city> <area code> <中文名> <English name>: make cards for a city',
    run: async (environment, [city, areaCode, nameZh, nameEn]) => {
      if (city === undefined || areaCode === undefined || nameZh === undefined || nameEn === undefined)
        throw new Error(COMMANDS['add-city']?.does)
      await addCity(owner(environment), { city, areaCode, nameZh, nameEn })
    },
  },
  'add-staff': {
    does: 'add-staff <city> <name> <badge>: let a person work here',
    run: async (environment, [city, name, badge]) => {
      if (city === undefined || name === undefined || badge === undefined) throw new Error(COMMANDS['add-staff']?.does)
      await asOwner(owner(environment), (client) =>
        client.query('insert into card.staff (staff_id, city, name, badge) values ($1, $2, $3, $4)', [
          uuidV7(),
          city,
          name,
          badge,
        ]),
      )
    },
  },
  enrol: {
    does: 'enrol <badge> <operator> <operator>: leave to bind one security key, by two operators named by their police numbers; prints the code once',
    run: async (environment, [badge, first, second]) => {
      if (badge === undefined || first === undefined || second === undefined) throw new Error(COMMANDS['enrol']?.does)
      await enrolStaff(owner(environment), { badge, operators: [first, second] }, say)
    },
  },
  'revoke-keys': {
    does: 'revoke-keys <badge> <reason>: for a lost key; ends the sessions of its person',
    run: async (environment, [badge, reason]) => {
      if (badge === undefined || reason === undefined) throw new Error(COMMANDS['revoke-keys']?.does)
      await revokeKeys(owner(environment), badge, reason, say)
    },
  },
  'close-staff': {
    does: 'close-staff <badge>: somebody has left; their keys and sessions end with it',
    run: async (environment, [badge]) => {
      if (badge === undefined) throw new Error(COMMANDS['close-staff']?.does)
      await closeStaff(owner(environment), badge, say)
    },
  },
  keys: {
    does: "keys [--export <file> | --trust <file>]: make the key folder (ANJU_KEYS) once, give our public identity, take the registry's",
    run: (environment, args) => keepKeys(environment, args, say),
  },
  officials: {
    does: 'officials [<file> [<digest>]]: the pinned public keys of officials; with a file what it would change; with the digest that was read out, pin it',
    run: (environment, [file, digest]) => {
      keepOfficials(environment.peers, { file, digest, at: systemNow() }, say)
      return Promise.resolve()
    },
  },
  seed: {
    does: 'the cast, blank cards and roster of the demonstration; dev mode only',
    run: async (environment) => {
      await seed(inDev(environment), say)
      pinDemoRoster(environment.peers, systemNow())
    },
  },
  'sign-in-link': {
    does: 'a one-time sign-in link for each member of the cast; dev mode only. ANJU_ADDRESS says where the service is reached',
    run: (environment) =>
      signInLinks(
        inDev(environment),
        process.env['ANJU_ADDRESS'] ?? `http://${environment.host}:${environment.port}`,
        systemNow(),
        say,
      ),
  },
  checkpoints: {
    does: "checkpoints <city> [all]: print the newest checkpoint of the registry's ledger that we signed, or all of them",
    run: async (environment, [city, which]) => {
      if (city === undefined) throw new Error(COMMANDS['checkpoints']?.does)
      await printCheckpoints(owner(environment), { city, all: which === 'all' }, (text) => process.stdout.write(text))
    },
  },
  ukeys: {
    does: 'what is trusted of UKeys (ANJU_UKEY_ROOTS, ANJU_UKEY_LISTS), and of each that is bound whether it is taken and why not',
    run: async (environment) => {
      if (!(await ukeys(environment, say))) process.exitCode = 1
    },
  },
  serve: {
    does: 'serve the staff over HTTP and run the exchange, as anju_card (ANJU_APP_DATABASE_URL)',
    run: (environment) => serve(environment, process.env),
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

function inDev(environment: Environment): string {
  if (!environment.dev) throw new Error('This is for the demonstration and needs ANJU_DEV=1.')
  return owner(environment)
}

const [name = '', ...args] = process.argv.slice(2)
const command = COMMANDS[name]
if (command === undefined) {
  say(
    `Commands:\n${Object.entries(COMMANDS)
      .map(([each, { does }]) => `  ${each.padEnd(12)} ${does}`)
      .join('\n')}`,
  )
  process.exitCode = 2
} else {
  try {
    await command.run(parseEnvironment(process.env, 'card-service'), args)
  } catch (error) {
    process.stderr.write(`${consoleWords(error)}\n`)
    process.exitCode = 1
  }
}
