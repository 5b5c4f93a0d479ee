-- A permit from before the regulation runs to its printed day (CN-663:23), wherever it was issued.
alter table permit_transfer add column printed_expiry_on date;
alter table permit_transfer add constraint permit_transfer_printed_check check (printed_expiry_on is null or printed_expiry_on >= issued_on) not valid;
alter table permit_transfer validate constraint permit_transfer_printed_check;
comment on column permit_transfer.printed_expiry_on is 'Last day printed on a permit issued before the regulation; null on any later one';
