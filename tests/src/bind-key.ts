import { randomUUID } from 'node:crypto'
import type { TestRegistry } from './test-registry.ts'

/** A key of an official as it stands in the database, for tests that only count keys; nobody can sign with it. */
export function bindKey(registry: TestRegistry, officialId: string, { revoked }: { readonly revoked: boolean }) {
  return registry.asOwner(
    `with leave as (
       insert into shared.enrolment (enrolment_id, official_id, reason, proposed_at, approved_at, code_sm3, expires_at)
       values ($1::uuid, $2, 'first', now(), now(), uuid_send($1::uuid), now()) returning enrolment_id
     )
     insert into shared.authenticator (authenticator_id, official_id, enrolment_id, kind, credential_id, public_key, sign_count, attestation, registered_at, revoked_at)
     select enrolment_id, $2, enrolment_id, 'webauthn', uuid_send($1::uuid), '', 0, '', now(), case when $3 then now() end from leave`,
    [randomUUID(), officialId, revoked],
  )
}
