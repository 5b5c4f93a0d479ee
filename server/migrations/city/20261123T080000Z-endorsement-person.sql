-- What is due is asked by ranges of persons; without it each range reads every endorsement of the city.
create index endorsement_person on endorsement (person_id, accepted_on);
