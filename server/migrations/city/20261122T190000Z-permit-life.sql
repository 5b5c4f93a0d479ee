alter table permit add column issued_in text;
alter table permit add column printed_expiry_on date;
alter table permit add column ended_on date;
alter table permit add column end_reason text;
alter table permit add constraint permit_issued_in_county check (issued_in ~ '^[0-9]{6}$') not valid;
alter table permit add constraint permit_end_told check ((ended_on is null) = (end_reason is null) and (ended_on is null or state = 'ended')) not valid;
alter table permit validate constraint permit_issued_in_county;
alter table permit validate constraint permit_end_told;
comment on column permit.issued_in is 'County of issue 签发机关所在县区, 6 digits; null on permits from before this column: the county of division_code';
comment on column permit.printed_expiry_on is 'Last day printed on a permit issued under earlier rules; null on permits that live by anniversaries';
comment on column permit.base_on is 'The issue date. Later starts of the calendar follow from endorsements and registrations and are computed';
comment on column permit.ended_on is 'First day on which it is no permit any more';
comment on column permit.end_reason is 'local-hukou, died, left-city, conditions-gone, fraud; what a day decides, such as too long a suspension, is computed and never stands here';

alter table card add column made_for text;
alter table card add column voided_on date;
alter table card add column found_on date;
alter table card add constraint card_made_for_known check (made_for in ('first', 'replacement', 'reissue', 'correction')) not valid;
alter table card validate constraint card_made_for_known;
comment on column card.made_for is 'What the card was made for; null on cards from before this column';
comment on column card.voided_on is 'Since when it must not be taken for a permit';
comment on column card.found_on is 'A lost one that was found and handed in; it stays void';

create table endorsement (
  endorsement_id uuid primary key,
  version integer not null,
  permit_id uuid not null references permit,
  person_id uuid not null references person,
  office_id uuid not null,
  division_code text not null,
  channel text not null check (channel in ('counter', 'online')),
  condition text check (condition in ('employment', 'dwelling', 'study')),
  pack text not null,
  accepted_on date not null,
  booked_online_on date,
  completed_on date,
  refused_on date,
  recorded_at timestamptz not null default now(),
  constraint endorsement_in_order check (accepted_on <= coalesce(completed_on, refused_on, accepted_on)),
  constraint endorsement_one_end check (completed_on is null or refused_on is null)
);
comment on table endorsement is 'Endorsements of a permit 签注: that somebody came and when. In time or late follows from the dates';
comment on column endorsement.accepted_on is 'The day on which the holder came with everything: in time or late is judged by it';
comment on column endorsement.completed_on is 'The day on which the chip or the paper was written; null while that is owed';
comment on column endorsement.booked_online_on is 'When the holder booked it online, where a city gives more time to those who did';
comment on column endorsement.refused_on is 'Decided against the holder; then it never was an endorsement';
comment on column endorsement.condition is 'Which of the three conditions was shown again; null when nothing had changed and nothing was asked';
create unique index endorsement_open_once on endorsement (permit_id) where completed_on is null and refused_on is null;
create index endorsement_permit on endorsement (permit_id, accepted_on);
create index endorsement_person on endorsement (person_id, accepted_on);

create table employer (
  employer_id uuid primary key,
  version integer not null,
  division_code text not null,
  credit_code text not null unique,
  name text not null,
  declared_headcount integer check (declared_headcount >= 0),
  declared_headcount_on date,
  recorded_at timestamptz not null default now(),
  constraint employer_headcount_dated check ((declared_headcount is null) = (declared_headcount_on is null))
);
comment on table employer is 'Employers of new residents 用人单位';
comment on column employer.credit_code is '统一社会信用代码, or the number of the licence that it has instead';
comment on column employer.declared_headcount is 'New residents it says it employs; what the register knows of is counted from employment';
create index employer_division on employer (division_code text_pattern_ops, name);

create table employment (
  employment_id uuid primary key,
  version integer not null,
  employer_id uuid not null references employer,
  person_id uuid references person,
  division_code text not null,
  pack text not null,
  hired_on date not null,
  left_on date,
  hire_reported_on date,
  leave_reported_on date,
  urged_on date,
  recorded_at timestamptz not null default now(),
  constraint employment_in_order check (left_on is null or hired_on <= left_on)
);
comment on table employment is 'Who was hired and left when, and when the employer said so; whether that was in time follows';
comment on column employment.person_id is 'Null while the person is not in the register yet';
comment on column employment.division_code is 'Where the employer is; row-level security goes by it';
comment on column employment.urged_on is 'When the employer urged the person to declare residence 督促申报';
create index employment_employer on employment (employer_id) where left_on is null;
create index employment_person on employment (person_id, hired_on) where person_id is not null;
create index employment_hire_owed on employment (hired_on) where hire_reported_on is null;
create index employment_leave_owed on employment (left_on) where left_on is not null and leave_reported_on is null;

create table letting (
  letting_id uuid primary key,
  version integer not null,
  dwelling_id uuid not null references dwelling,
  person_id uuid references person,
  division_code text not null,
  pack text not null,
  lessor_name text not null,
  brokered_by text not null default '',
  contract_on date,
  moved_in_at timestamptz,
  ended_on date,
  logged_at timestamptz,
  reported_on date,
  end_reported_on date,
  recorded_at timestamptz not null default now(),
  constraint letting_begun check (contract_on is not null or moved_in_at is not null)
);
comment on table letting is 'Homes let to new residents 房屋出租: contract, moving in and end, and when the landlord logged and reported them; whether in time follows';
comment on column letting.person_id is 'The tenant; null while not in the register yet';
comment on column letting.brokered_by is 'The agency that brokered it and reports in the landlord''s place; empty when none did';
comment on column letting.moved_in_at is 'Declared instant of moving in: the 24 hours of the landlord''s log run from it';
comment on column letting.logged_at is 'When the landlord logged the tenant; the 24 hours are counted to the minute';
create index letting_dwelling on letting (dwelling_id) where ended_on is null;
create index letting_person on letting (person_id) where person_id is not null;
create index letting_report_owed on letting (division_code text_pattern_ops) where reported_on is null;
create index letting_log_owed on letting (moved_in_at) where logged_at is null;
create index letting_end_owed on letting (ended_on) where ended_on is not null and end_reported_on is null;

create table simulation (
  simulation_id uuid primary key,
  run_sm3 bytea not null,
  jurisdiction text not null,
  draft_pack text not null,
  draft text not null,
  reach text not null check (reach in ('always', 'from-first-day')),
  as_of date not null,
  state text not null check (state in ('asked', 'running', 'done', 'failed')),
  asked_by uuid,
  asked_on date not null,
  asked_at timestamptz not null,
  persons integer,
  parts integer,
  begun_at timestamptz,
  done_at timestamptz,
  failure text,
  report jsonb,
  recorded_at timestamptz not null default now()
);
comment on table simulation is 'Rule-change simulations: what a draft pack would change for everybody in the register. Computed, never a fact of anybody';
comment on column simulation.run_sm3 is 'Digest of the law as it is, the draft, reach and day: an unfinished run of the same is resumed';
comment on column simulation.reach is 'always: the draft stands in place of the pack that it would replace; from-first-day: only acts from its first day on';
comment on column simulation.as_of is 'The day on which both laws are asked';
comment on column simulation.report is 'Counts, histograms and samples; of persons only their ids and receipt numbers';
create unique index simulation_open_once on simulation (run_sm3) where state in ('asked', 'running');

create table simulation_part (
  simulation_id uuid not null references simulation,
  part integer not null,
  after_id uuid,
  through_id uuid,
  persons integer,
  tally jsonb,
  done_at timestamptz,
  primary key (simulation_id, part)
);
comment on table simulation_part is 'Parts of a simulation by ranges of person_id; one with a tally is done, so a killed run goes on where it stopped';
comment on column simulation_part.after_id is 'Persons after this one; null for the first part';
comment on column simulation_part.through_id is 'Up to and with this one; null for the last part';

alter table endorsement enable row level security;
create policy scope on endorsement using (division_code like any (string_to_array(nullif(current_setting('anju.scope', true), ''), ',')));
alter table employment enable row level security;
create policy scope on employment using (division_code like any (string_to_array(nullif(current_setting('anju.scope', true), ''), ',')));
alter table letting enable row level security;
create policy scope on letting using (division_code like any (string_to_array(nullif(current_setting('anju.scope', true), ''), ',')));

grant select, insert on endorsement, employer, employment, letting, simulation, simulation_part to ${app};
grant update on endorsement, employer, employment, letting, simulation, simulation_part to ${app};
