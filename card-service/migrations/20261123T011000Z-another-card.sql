-- Orders for another card of a permit that goes on 换领、补领、更正: its number and day of issue come with the order.

alter table card_order drop constraint card_order_purpose_check;
alter table card_order add constraint card_order_purpose_known check (purpose in ('first', 'replacement', 'reissue', 'correction'));
alter table card_order drop constraint card_order_permit_no_key;
create unique index card_order_permit_first on card_order (permit_no) where purpose = 'first';
create index card_order_permit on card_order (permit_no) where permit_no is not null;
alter table card_order add column void_stock_no text;
comment on column card_order.permit_no is 'Given when a first card is made; of another card, that of the permit from the beginning';
comment on column card_order.issued_on is 'Issue date of the permit; another card keeps it';
comment on column card_order.void_stock_no is 'The card that this one takes the place of, as the order says; null for a first card';
comment on column card_order.application_id is 'Case that ordered the card: an application, or the case of another card';

alter table inbound_record alter column application_id drop not null;
comment on column inbound_record.application_id is 'Case the record is about; null for what is said of a card alone';
