alter table sms_part add column urgent boolean not null default false;
comment on column sms_part.urgent is 'Somebody waits for it this minute, as for a code 验证码: quiet hours and the budgets of the day do not hold it, and it goes before the others';
create index sms_part_urgent on sms_part (gateway, due_at) where urgent and state in ('queued', 'failed-retry');
