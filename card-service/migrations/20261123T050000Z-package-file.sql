-- no-transaction: built beside the writes, and safe to begin again
-- A receipt, a refusal and the clearing of the archive know a package by the digest of its file; without these each reads all packages there ever were.
create index concurrently if not exists outgoing_package_file on outgoing_package (file_sm3);
create index concurrently if not exists inbound_package_file on inbound_package (file_sm3);
