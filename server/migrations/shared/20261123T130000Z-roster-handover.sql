-- When the keys of the officials were last written down for the police, so that whoever binds a key sees that a newer roster is due.

create table roster_handover (
  written_at timestamptz primary key,
  digest text not null,
  officials integer not null check (officials >= 0),
  keys integer not null check (keys >= 0),
  recorded_at timestamptz not null default now()
);
comment on table roster_handover is 'Rosters of officials'' public keys (官员公钥名册) that the program officials wrote for the police to pin; whether they did is theirs to know';
comment on column roster_handover.digest is 'SM3 over officials and keys, as it is read out; hex';
grant select, insert on roster_handover to ${app};
