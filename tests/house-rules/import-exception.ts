/** An import that the table forbids and we allow, in one file, for a reason. */
export type ImportException = { readonly path: string; readonly specifier: string; readonly why: string }

/** Kept short: each line is a debt with a reason. One that is no longer needed is red. */
export const IMPORT_EXCEPTIONS: readonly ImportException[] = [
  {
    path: 'platform/src/launcher/state-folder.ts',
    specifier: 'node:crypto',
    why: 'names the state folder of a checkout; nothing is protected by it',
  },
  {
    path: 'platform/src/launcher/postgres-account.ts',
    specifier: 'node:crypto',
    why: 'names a folder for the unprivileged account; nothing is protected by it',
  },
  {
    path: 'platform/src/launcher/test-database.ts',
    specifier: 'node:crypto',
    why: 'names a database of a test',
  },
  {
    path: 'server/src/blob/blob-store.ts',
    specifier: 'node:crypto',
    why: 'names a file until it is renamed into place',
  },
  {
    path: 'server/src/gateway/cmpp/authenticator.ts',
    specifier: 'node:crypto',
    why: 'CMPP fixes MD5 for its login; no other part may come near it',
  },
  {
    path: 'server/src/store/registration.ts',
    specifier: '@anju/domain/registration/registration-machine.ts',
    why: 'the list of open states goes into the statement as a parameter, so that it stands in one place',
  },
  {
    path: 'server/src/store/application.ts',
    specifier: '@anju/domain/application/application-machine.ts',
    why: 'the list of open states goes into the statement as a parameter, so that it stands in one place',
  },
  {
    path: 'server/src/usecases/list-notices.ts',
    specifier: '../gateway/delivery-state.ts',
    why: 'a text stands with its worst part, by the one table of states; nothing is sent here',
  },
  {
    path: 'server/src/usecases/carry-out.ts',
    specifier: '@anju/platform/database/pool.ts',
    why: 'tells a retried intent and a lost race from a defect by the SQL state, once for all use cases',
  },
  {
    path: 'server/src/usecases/session.ts',
    specifier: '@anju/crypto/sm3.ts',
    why: 'a browser is kept by the digest of its name, never by the name',
  },
  {
    path: 'server/src/usecases/sign-step.ts',
    specifier: '@anju/crypto/canonical-json.ts',
    why: "the statement is the very text that the official's key signs",
  },
  {
    path: 'server/src/usecases/sign-step.ts',
    specifier: '@anju/crypto/signing-evidence.ts',
    why: 'the challenge is made of the statement by the same lines that verify it years later',
  },
  {
    path: 'server/src/usecases/sign-step.ts',
    specifier: '@anju/crypto/sm3.ts',
    why: 'the statement names request, shown text and attestation by their digests',
  },
  {
    path: 'server/src/usecases/verify-key.ts',
    specifier: '@anju/platform/webauthn/holds-ukey.ts',
    why: 'one check of what a UKey answered, for both programs; nothing is signed',
  },
  {
    path: 'server/src/usecases/verify-key.ts',
    specifier: '@simplewebauthn/server',
    why: 'the one place where an answer of a security key is checked',
  },
  {
    path: 'server/src/usecases/enrol-key.ts',
    specifier: '@anju/crypto/enrolment-code.ts',
    why: 'a code is looked up by its digest',
  },
  {
    path: 'server/src/usecases/enrol-key.ts',
    specifier: '@anju/platform/webauthn/check-new-key.ts',
    why: 'a new security key is checked by the lines that the police use too',
  },
  {
    path: 'server/src/usecases/enrol-key.ts',
    specifier: '@anju/platform/webauthn/check-new-ukey.ts',
    why: 'a new UKey is checked by the lines that the police use too',
  },
  {
    path: 'server/src/usecases/enrol-key.ts',
    specifier: '@anju/platform/database/pool.ts',
    why: 'tells a key that is bound already by the name of the constraint',
  },
  {
    path: 'server/src/usecases/account/enrol.ts',
    specifier: '@anju/crypto/enrolment-code.ts',
    why: 'the code that is shown once is made where it is decided that it may be shown',
  },
  {
    path: 'server/src/usecases/account/import-roster.ts',
    specifier: '@anju/crypto/sm3.ts',
    why: 'the ledger names the file of the personnel office by its digest',
  },
  {
    path: 'server/src/usecases/account/parse-roster.ts',
    specifier: 'yaml',
    why: 'the file of the personnel office comes as CSV or YAML; what is parsed are rows, not law',
  },
  {
    path: 'server/src/http/problem-of.ts',
    specifier: '@anju/crypto/key-destroyed.ts',
    why: 'that the facts of a person were deleted is told as such, and not as a defect',
  },
  {
    path: 'server/src/store/account.ts',
    specifier: '@anju/domain/kernel/plain-date.ts',
    why: 'the civil days of an account are those of its instants; the day is counted in one place',
  },
  {
    path: 'server/src/store/entered-account.ts',
    specifier: 'pg',
    why: 'accounts are entered by the owner of the tables, through a client of its own; only its type is named',
  },
  {
    path: 'server/src/store/row-seal.ts',
    specifier: 'pg',
    why: 'rows from before are sealed by the owner of the tables, through a client of its own; only its type is named',
  },
  {
    path: 'server/src/command/import-permits.ts',
    specifier: '../export/cell-text.ts',
    why: 'lines that were sent back leave the registry as a table, and are made harmless as every table is',
  },
]
