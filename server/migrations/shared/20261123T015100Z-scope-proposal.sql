-- A post that is to see more waits for a second administrator.

create table scope_proposal (
  proposal_id uuid primary key,
  city text not null references city,
  post_id uuid not null references post,
  scope_kind text not null check (scope_kind in ('all', 'custom', 'own-office', 'own-and-below', 'own', 'grid')),
  scope_prefixes text[] not null default '{}',
  scope_offices uuid[] not null default '{}',
  reason text not null,
  state text not null default 'open' check (state in ('open', 'approved', 'rejected')),
  proposed_by uuid not null references official,
  proposed_at timestamptz not null,
  decided_by uuid references official,
  decided_at timestamptz,
  recorded_at timestamptz not null default now(),
  check (decided_by <> proposed_by),
  check ((state = 'open') = (decided_by is null))
);
comment on table scope_proposal is 'A wider scope 数据权限 that the security administrator proposed for a post; it holds once the system administrator has approved it. A narrower one needs nobody and is not here';
create unique index scope_proposal_once on scope_proposal (post_id) where state = 'open';

grant select, insert on scope_proposal to ${app};
grant update (state, decided_by, decided_at) on scope_proposal to ${app};
