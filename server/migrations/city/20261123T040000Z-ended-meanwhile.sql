-- Endings decided for a day that was still to come: every night those whose day has come are looked for, few among all endings.

create index permit_ending_meanwhile on permit_ending (ends_on) where state = 'done' and ends_on > decided_on;
