-- The end of a permit that was taken back after an objection is done no more: another one may follow.

alter table permit_ending drop constraint permit_ending_state_check;
alter table permit_ending add constraint permit_ending_state_known check (state in ('proposed', 'done', 'rejected', 'taken-back'));
alter table permit_ending drop constraint permit_ending_dated;
alter table permit_ending add constraint permit_ending_dated check ((state in ('done', 'taken-back')) = (ends_on is not null));
