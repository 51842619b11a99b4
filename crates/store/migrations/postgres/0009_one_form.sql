-- The key of a form is one donation, whoever sends it: somebody may sign in or out between two sendings. Where a key made two before, the
-- older one keeps it; a key with a dot in it comes from nobody.
update donation set client_key = client_key || '.' || id where exists (
  select 1 from donation older where older.client_key = donation.client_key
    and (older.made_at < donation.made_at or (older.made_at = donation.made_at and older.id < donation.id)));
drop index donation_key;
create unique index donation_key on donation (client_key);
alter table donation drop column scope;

-- Messages to donors, once for each thing that happened.
alter table outbox add column donation text;
alter table outbox add column once text;
create unique index outbox_once on outbox (once);

-- The version of the database that the last public change of a project began from.
alter table project add column touched bigint not null default 0;
create index project_touched on project (touched, id);
