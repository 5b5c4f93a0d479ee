alter table notice drop constraint notice_state_check;
alter table notice add constraint notice_state_known check (state in ('shown', 'no-number', 'gateway')) not valid;
alter table notice validate constraint notice_state_known;
comment on table notice is 'Notices to people 通知, each text once';
comment on column notice.state is 'shown: to the built-in viewer only; no-number: to nobody; gateway: by message, see sms_part';

create table sms_part (
  notice_id uuid not null references notice,
  part smallint not null check (part between 1 and 8),
  parts smallint not null check (parts >= part),
  person_id uuid not null references person,
  division_code text not null,
  gateway text not null,
  state text not null check (state in ('queued', 'failed-retry', 'unknown', 'handed-over', 'delivered', 'failed-permanent', 'expired')),
  due_at timestamptz not null,
  expires_at timestamptz not null,
  tries integer not null default 0,
  refusals integer not null default 0,
  claimed_until timestamptz,
  handed_at timestamptz,
  settled_at timestamptz,
  reference text,
  mobile_bidx bytea,
  why text not null default '',
  recorded_at timestamptz not null default now(),
  primary key (notice_id, part)
);
comment on table sms_part is 'Parts of notices on their way to a mobile 短信: one row each, most notices have one';
comment on column sms_part.state is 'unknown is written before the gateway is asked and stays when it does not answer: what may have been taken is never sent again from here';
comment on column sms_part.gateway is 'By its name in the settings; what waits follows the city to another gateway';
comment on column sms_part.due_at is 'System instant from which it is handed over, or, when unknown, asked about';
comment on column sms_part.expires_at is 'System instant at which it is given up, delivered or not';
comment on column sms_part.tries is 'How often the gateway was asked to take it';
comment on column sms_part.refusals is 'How many of these it answered with a no of its own';
comment on column sms_part.claimed_until is 'A worker is handing it over; once this has passed without an answer nobody is';
comment on column sms_part.handed_at is 'Of the try that may have been taken; counts against the budgets of its day';
comment on column sms_part.reference is 'The gateway''s own id, by which its reports speak';
comment on column sms_part.mobile_bidx is 'Blind index of the number it went to; the number itself stands with the person';
create index sms_part_due on sms_part (gateway, due_at) where state in ('queued', 'failed-retry', 'unknown');
create index sms_part_open on sms_part (expires_at) where state in ('queued', 'failed-retry', 'unknown', 'handed-over');
create index sms_part_reference on sms_part (gateway, reference) where reference is not null;
create index sms_part_unknown on sms_part (gateway, mobile_bidx) where state = 'unknown' and reference is null;
create index sms_part_handed on sms_part (gateway, handed_at);
create index sms_part_person on sms_part (person_id, handed_at);
create index sms_part_failed on sms_part (notice_id) where state in ('failed-permanent', 'expired');

create table sms_report (
  gateway text not null,
  reference text not null,
  outcome text not null check (outcome in ('delivered', 'failed', 'expired', 'pending')),
  stat text not null,
  mobile_bidx bytea,
  mark integer,
  times integer not null default 1,
  arrived_at timestamptz not null,
  closed_at timestamptz,
  primary key (gateway, reference, outcome)
);
comment on table sms_report is 'What gateways told of parts 状态报告: kept before it is acknowledged, once however often it is told; the worker applies them';
comment on column sms_report.stat is 'The gateway''s own word: DELIVRD, UNDELIV, MK:0001';
comment on column sms_report.mark is 'Our mark on the part, where the gateway hands it back';
comment on column sms_report.closed_at is 'Applied, or given up; null while its part may still be found';
create index sms_report_open on sms_report (gateway, arrived_at) where closed_at is null;

create table notice_call (
  call_id uuid primary key,
  notice_id uuid not null references notice,
  person_id uuid not null references person,
  division_code text not null,
  number smallint not null,
  result text not null check (result in ('reached', 'no-answer', 'wrong-number')),
  note_enc bytea not null,
  called_on date not null,
  official_id uuid not null,
  recorded_at timestamptz not null default now(),
  unique (notice_id, number)
);
comment on table notice_call is 'Telephone calls to people whom no message reached 电话联系';
comment on column notice_call.result is 'no-answer leaves the notice on the list; the others take it off';

create index notice_without_number on notice (made_on) where state = 'no-number';
create index notice_person on notice (person_id, made_on);

alter table sms_part enable row level security;
create policy scope on sms_part using (division_code like any (string_to_array(nullif(current_setting('anju.scope', true), ''), ',')));
alter table notice_call enable row level security;
create policy scope on notice_call using (division_code like any (string_to_array(nullif(current_setting('anju.scope', true), ''), ',')));
grant select, insert, update on sms_part to ${app};
grant select, insert, update on sms_report to ${app};
grant select, insert on notice_call to ${app};
