create index sms_part_asked on sms_part (gateway, due_at) where state in ('unknown', 'handed-over');
comment on column sms_part.due_at is 'System instant from which it is handed over; when unknown or without a report, from which the gateway is asked about it, if it can be';
