-- Whether somebody has asked for a permit and not been answered yet: the nightly half years (居住半年) ask it of every person, and read all applications
-- without it.
create index application_person_open on application (person_id) where closed_on is null;
