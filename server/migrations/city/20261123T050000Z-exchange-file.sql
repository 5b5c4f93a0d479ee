-- no-transaction: built beside the writes, and safe to begin again
-- A receipt, a refusal and the clearing of the archive know a package by the digest of its file; without this each reads all packages there ever were.
create index concurrently if not exists exchange_package_file on exchange_package (file_sm3);
