-- A permit whose end was taken back keeps the days in which nobody could endorse it, so that it does not come back suspended.

alter table permit add column ends_taken_back daterange[];
comment on column permit.ends_taken_back is 'Of each end that was taken back after an objection: from the day it was told to the last day until which an endorsement is still in time 撤回终止后的签注期限. Null: none. Part of the seal where there is one';
