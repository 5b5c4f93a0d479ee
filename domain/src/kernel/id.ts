/** Branded identifiers: UUIDv7 made by the application, so that no id is taken for another. */
type Id<Name extends string> = string & { readonly __id: Name }

export type PersonId = Id<'person'>
export type DwellingId = Id<'dwelling'>
export type AddressId = Id<'address'>
export type RegistrationId = Id<'registration'>
export type ApplicationId = Id<'application'>
export type PermitId = Id<'permit'>
export type CardId = Id<'card'>
export type VisitId = Id<'visit'>
export type MaterialId = Id<'material'>
export type OfficialId = Id<'official'>
export type OfficeId = Id<'office'>
export type IntentId = Id<'intent'>
