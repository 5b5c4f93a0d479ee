-- One person, one session 一人一会话: whatever signs in beside another ends it first, and the table holds that.

update session s set ended_at = now(), end_reason = 'signed-in-elsewhere'
where ended_at is null and authenticator_id is not null and exists (
  select 1 from session later where later.official_id = s.official_id and later.ended_at is null and later.authenticator_id is not null
    and (later.created_at, later.token_sm3) > (s.created_at, s.token_sm3)
);
create unique index session_official_one on session (official_id) where ended_at is null and authenticator_id is not null;
