-- A deletion takes the keyed index of an agent too: it would still tell whether a number was ever here.

grant update (agent_bidx) on agent_tally, agent_alert to ${app};
