-- A screen that its person left is covered, and opens for their key only.

alter table session add column locked_at timestamptz;
comment on column session.locked_at is 'Since when the screen is locked (锁屏): nothing is read or done until the same person verifies themselves again';
alter table sign_in_challenge drop constraint sign_in_challenge_purpose_check;
alter table sign_in_challenge add constraint sign_in_challenge_purpose_check check (purpose in ('sign-in', 'enrol', 'confirm'));
