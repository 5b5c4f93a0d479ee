-- A person whose facts are deleted leaves the index of numbers; coming back, they are a new person.
grant delete on id_index to ${app};
