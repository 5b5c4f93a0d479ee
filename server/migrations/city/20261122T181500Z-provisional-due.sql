create table provisional_due (
  subject_id uuid primary key,
  kind text not null check (kind in ('registration', 'application')),
  year smallint not null
);
comment on table provisional_due is 'Cases with a stored due day that was counted over a year without published working days 暂定期限; gone once it is counted again';
comment on column provisional_due.subject_id is 'The registration or the application';
comment on column provisional_due.year is 'The year whose holiday notice was missing; the sweep counts again when its calendar is held';
grant select, insert, update, delete on provisional_due to ${app};
