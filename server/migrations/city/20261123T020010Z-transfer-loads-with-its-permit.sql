-- A permit names the transfer it came from, and the transfer its permit. A dump loads one after the other and asks at its end.

alter table permit_transfer alter constraint permit_transfer_permit_id_fkey deferrable initially immediate;
