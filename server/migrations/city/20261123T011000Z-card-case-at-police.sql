-- Another card that the police make: its order crosses the boundary, and the finished card travels back.

alter table card_case drop constraint card_case_state_check;
alter table card_case add constraint card_case_state_known check (state in ('accepted', 'approved', 'exported', 'at-police', 'quality-rejected', 'produced', 'in-transit', 'lost-in-transit', 'ready', 'handed-over', 'refused', 'stopped'));
alter table card_case add column acceptance_no text unique;
alter table card_case add column mandate_id uuid references mandate;
alter table card_case add column particulars_enc bytea;
alter table card_case add column quality_reasons text[] not null default '{}';
alter table card_case add column quality_notes_enc bytea;
alter table card_case add column exported_on date;
alter table card_case add column batch_no text;
alter table card_case add column dispatched_on date;
alter table card_case add column old_card text check (old_card in ('handed-in', 'lost'));
comment on column card_case.acceptance_no is 'Acceptance number 受理号, from the same counter as those of applications; null for cases from before it was given';
comment on column card_case.mandate_id is 'The mandate 委托 under which an agent asked for the card; null when the holder came';
comment on column card_case.particulars_enc is 'What each printed entry said and what it says from now on, under the key of the person; written into the register when the case passes';
comment on column card_case.quality_reasons is 'Why the police sent the order back 数据质量退回; empty once mended';
comment on column card_case.quality_notes_enc is 'What the police wrote to each reason, under the key of the person';
comment on column card_case.exported_on is 'When the order last lay in a package for the police 边界导出';
comment on column card_case.batch_no is 'List with which the police sent the card 分发送办单位';
comment on column card_case.old_card is 'What became of the card it takes the place of, at the hand-over: handed in 交回旧证, or gone by the holder''s own word';
