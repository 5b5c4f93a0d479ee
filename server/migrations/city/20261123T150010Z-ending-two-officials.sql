-- Whoever proposed the end of a permit does not decide it: held here, too, whatever a program does.

create function permit_ending_two_officials() returns trigger language plpgsql
as $$ begin raise check_violation using message = 'whoever proposed an ending does not decide it', constraint = 'permit_ending_two_officials'; end $$;
create trigger permit_ending_two_officials before update on permit_ending
  for each row when (old.state = 'proposed' and new.state <> 'proposed' and new.decided_by = old.proposed_by)
  execute function permit_ending_two_officials();
