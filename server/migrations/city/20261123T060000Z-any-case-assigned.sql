-- Every case that waits in a queue may be given to one official.
comment on column case_assignment.case_id is 'A case of any kind that waits in the queue: registration, application, endorsement, case of another card, proposed ending, objection, permit from elsewhere, letter of another office';
