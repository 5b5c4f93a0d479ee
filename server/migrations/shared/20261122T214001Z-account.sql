-- Accounts of officials: one a person, three administrators apart, posts that are lent and answered for.

create extension if not exists btree_gist schema ${schema};

alter table official add column id_enc bytea;
alter table official add column dek_wrapped bytea;
alter table official add column last_sign_in_at timestamptz;
alter table official add column reinstated_at timestamptz;
alter table official add column left_on date;
comment on column official.id_enc is 'The ID number under the official''s own key; shown masked';
comment on column official.dek_wrapped is 'The official''s key, wrapped';
comment on column official.last_sign_in_at is 'Suspended and closed follow from it by date and are stored nowhere';
comment on column official.reinstated_at is 'When the account was last let work again, with approval; unused days count from here';
comment on column official.left_on is 'The day the person left (离职), by the HR file; from this day on the account is closed';

alter table post add column role_class text not null generated always as (
  case role when 'administrator' then 'system' when 'security-administrator' then 'security' when 'audit-administrator' then 'audit' else 'business' end
) stored;
alter table post add column confirmed_on date;
alter table post add column recorded_at timestamptz not null default now();
comment on column post.role_class is 'Which of the three administrators 三员, or business';
comment on column post.confirmed_on is 'When the head of the unit last confirmed it; a post that nobody answers for lapses by date';
alter table post add constraint post_administrators_apart
  exclude using gist (official_id with =, role_class with <>, daterange(valid_from, valid_to, '[]') with &&);
alter table post add constraint post_once
  exclude using gist (official_id with =, office_id with =, role with =, division_prefix with =, daterange(valid_from, valid_to, '[]') with &&);
alter table post add constraint post_lent unique (post_id, official_id, role_class, division_prefix);
alter table post add constraint post_held unique (post_id, official_id, role_class);
comment on constraint post_administrators_apart on post is 'Nobody is two of system, security and audit administrator, nor one of them and an official with cases, on one day';
create index post_office on post (office_id);

create table account_proposal (
  proposal_id uuid primary key,
  city text not null references city,
  kind text not null check (kind in ('account', 'post', 'reinstate')),
  official_id uuid not null,
  name text,
  id_bidx bytea,
  id_enc bytea,
  dek_wrapped bytea,
  office_id uuid references office,
  role text,
  division_prefix text,
  valid_from date,
  valid_to date,
  reason text not null default '',
  state text not null default 'open' check (state in ('open', 'approved', 'rejected')),
  proposed_by uuid not null references official,
  proposed_at timestamptz not null,
  decided_by uuid references official,
  decided_at timestamptz,
  decision_reason text,
  recorded_at timestamptz not null default now(),
  check (proposed_by <> official_id and decided_by <> official_id and decided_by <> proposed_by),
  check ((state = 'open') = (decided_by is null)),
  check ((kind = 'account') = (id_bidx is not null)),
  check ((kind = 'reinstate') = (office_id is null))
);
comment on table account_proposal is 'What the system administrator proposes and the security administrator decides: an account, a post, or work again after suspension or closing';
comment on column account_proposal.official_id is 'Of a new account, the id that it will have';
comment on column account_proposal.id_bidx is 'Of a new account only; nothing of the account is there before the approval';
create unique index account_proposal_person_once on account_proposal (id_bidx) where kind = 'account' and state = 'open';
create unique index account_proposal_reinstate_once on account_proposal (official_id) where kind = 'reinstate' and state = 'open';
create unique index account_proposal_post_once on account_proposal (official_id, office_id, role, division_prefix) where kind = 'post' and state = 'open';
create index account_proposal_official on account_proposal (official_id, proposed_at);

alter table enrolment add column replaces uuid references authenticator;
comment on column enrolment.replaces is 'The lost authenticator, revoked when the loss was told';

create table delegation (
  delegation_id uuid primary key,
  city text not null references city,
  kind text not null check (kind in ('temporary', 'substitution')),
  post_id uuid not null,
  holder_id uuid not null,
  role_class text not null default 'business' check (role_class = 'business'),
  post_prefix text not null,
  division_prefix text not null check (starts_with(division_prefix, post_prefix)),
  delegate_id uuid not null,
  delegate_post_id uuid not null,
  valid_from date,
  valid_to date,
  begins_at timestamptz,
  ends_at timestamptz,
  reason text not null,
  given_by uuid not null references official,
  given_at timestamptz not null,
  decided_by uuid references official,
  decided_at timestamptz,
  approved boolean,
  revoked_by uuid references official,
  revoked_at timestamptz,
  recorded_at timestamptz not null default now(),
  foreign key (post_id, holder_id, role_class, post_prefix) references post (post_id, official_id, role_class, division_prefix),
  foreign key (delegate_post_id, delegate_id, role_class) references post (post_id, official_id, role_class),
  check (delegate_id <> holder_id and delegate_id <> given_by),
  check (decided_by <> given_by and decided_by <> delegate_id),
  check ((decided_by is null) = (approved is null)),
  check (kind = 'temporary' or given_by = holder_id),
  check ((kind = 'substitution') = (valid_from is not null and valid_to is not null and valid_from <= valid_to)),
  check ((kind = 'temporary') = (begins_at is not null and ends_at is not null and begins_at < ends_at))
);
comment on table delegation is 'A post lent to a named official: by the head for a shift, or by its holder for some days with approval. It is a post of its holder, so what is lent cannot be lent on';
comment on column delegation.role_class is 'Posts of administrators are not lent, and administrators are lent none';
comment on column delegation.post_prefix is 'Divisions of the post, held by the key; what is lent reaches no further';
comment on column delegation.begins_at is 'Of a temporary authorisation: system instants, as of a session';
comment on column delegation.valid_from is 'Of a substitution: legal days';
create index delegation_delegate on delegation (delegate_id);
create index delegation_post on delegation (post_id);

create table post_confirmation (
  post_id uuid not null references post,
  period_from date not null,
  confirmed_on date not null,
  confirmed_by uuid not null references official,
  recorded_at timestamptz not null default now(),
  primary key (post_id, period_from)
);
comment on table post_confirmation is 'The head of a unit answered for a post in a period 季度复核';
comment on column post_confirmation.period_from is 'First day of the quarter';

create table roster_import (
  roster_id uuid primary key,
  city text not null references city,
  file_sm3 bytea not null,
  rows integer not null,
  left_count integer not null,
  proposed_count integer not null,
  imported_by uuid references official,
  imported_at timestamptz not null,
  recorded_at timestamptz not null default now()
);
comment on table roster_import is 'HR files 人事名册 that were applied; who left and who came is in the accounts and the ledger';
comment on column roster_import.imported_by is 'Null when it came by command, as a nightly file';

create view holding with (security_invoker = true) as
select p.post_id, p.official_id, null::uuid as delegation_id, p.official_id as holder_id, p.office_id, p.role, p.division_prefix,
  p.valid_from, p.valid_to, null::timestamptz as begins_at, null::timestamptz as ends_at
from post p
union all
select d.post_id, d.delegate_id, d.delegation_id, d.holder_id, p.office_id, p.role, d.division_prefix,
  greatest(p.valid_from, d.valid_from), least(p.valid_to, d.valid_to), d.begins_at, d.ends_at
from delegation d join post p on p.post_id = d.post_id
where d.revoked_at is null and (d.approved or (d.kind = 'temporary' and d.approved is null));
comment on view holding is 'Posts at which an official may act: own ones, and those lent; days are legal days, instants are of the system clock';

alter table session add column delegation_id uuid references delegation;
comment on column session.delegation_id is 'Signed in at a post that was lent';

grant select on official, post, account_proposal, delegation, post_confirmation, roster_import, holding to ${app};
grant insert on official, post, account_proposal, delegation, post_confirmation, roster_import to ${app};
grant update on official, post, account_proposal, delegation to ${app};
