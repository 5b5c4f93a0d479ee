-- Notices with legal effect that no message and no call brought to the person go by post.

create table mailing (
  notice_id uuid primary key references notice,
  person_id uuid not null references person,
  division_code text not null,
  paper_id uuid references paper,
  tracking_no text not null default '',
  posted_on date not null,
  official_id uuid not null,
  recorded_at timestamptz not null default now()
);
comment on table mailing is 'Letters that were posted 邮寄告知: one for a notice with legal effect that no message brought to the person';
comment on column mailing.paper_id is 'The letter as it was printed; null where one was written by other means';
comment on column mailing.tracking_no is 'Of registered post 挂号信、邮政特快; empty for an ordinary letter';
create index mailing_person on mailing (person_id);

alter table mailing enable row level security;
create policy scope on mailing using (${schema}.in_scope(division_code, person_id));
grant select, insert on mailing to ${app};
