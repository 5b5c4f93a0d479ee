-- Papers that were printed: what stood on each, so that the same bytes can be printed again.

create table paper (
  paper_id uuid primary key,
  person_id uuid not null references person,
  division_code text not null,
  kind text not null,
  subject_id uuid not null,
  subject_version integer not null,
  content_enc bytea not null,
  images uuid[] not null default '{}',
  pdf_sm3 bytea not null,
  printed_on date not null,
  printed_by uuid not null,
  recorded_at timestamptz not null default now()
);
comment on table paper is 'Printed papers 打印件: receipts, notices, the form. Each as it was given out; a new state of the case makes a new paper';
comment on column paper.subject_id is 'The case it was printed for, and the version it shows';
comment on column paper.content_enc is 'Every word on the paper, canonical JSON under the key of the person';
comment on column paper.images is 'Images that it shows, as they are kept';
comment on column paper.pdf_sm3 is 'Digest of the file: printed again it must be the same';
create index paper_subject on paper (subject_id, recorded_at);
create index paper_person on paper (person_id);

alter table paper enable row level security;
create policy scope on paper using (${schema}.in_scope(division_code, person_id));
grant select, insert on paper to ${app};
