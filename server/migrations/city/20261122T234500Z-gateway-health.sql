-- Two gateways for a city: which one is used, and why.

create table gateway_health (
  gateway text primary key,
  lowered boolean not null,
  since timestamptz not null,
  why text not null default '',
  times smallint not null default 0,
  chosen boolean not null,
  away_ms bigint not null default 0,
  checked_at timestamptz not null
);
comment on table gateway_health is 'How the gateways of the city do 网关状态, as the worker that holds them found it last';
comment on column gateway_health.gateway is 'By its name in the settings';
comment on column gateway_health.lowered is 'It has lost its priority; it gets it back after a rest, when nothing is wrong any more';
comment on column gateway_health.since is 'System instant since which it stands so';
comment on column gateway_health.times is 'How often it was lowered in a row; each time the rest is twice as long';
comment on column gateway_health.chosen is 'What waits goes by this one';
comment on column gateway_health.away_ms is 'How long there has been no connection; 0 with one';
grant select, insert, update, delete on gateway_health to ${app};

-- To count what was slow of the last minutes.
drop index sms_part_handed;
create index sms_part_handed on sms_part (gateway, handed_at) include (settled_at);
