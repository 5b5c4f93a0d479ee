create table work_day (
  day date primary key,
  kind text not null check (kind in ('working', 'rest', 'holiday')),
  published boolean not null,
  worked_up_to integer not null,
  next_working_on date not null
);
comment on table work_day is 'Working days 工作日 as law/calendars has them, for rules that run over many rows; refreshed at every migrate and start';
comment on column work_day.kind is 'working: weekdays and weekends worked instead; rest: other weekends; holiday: days that the yearly notice frees';
comment on column work_day.published is 'Whether the notice of that year is held; else the plain week is counted, and what comes of it is provisional';
comment on column work_day.worked_up_to is 'Working days from the first row up to and with this one: the n-th working day after a day is the working day whose number is n higher';
comment on column work_day.next_working_on is 'The day itself when it is worked, else the first working day after it';
create index work_day_number on work_day (worked_up_to) where kind = 'working';

grant select, insert, update on work_day to ${app};
