-- Which bill named a transaction (a day); until one has, it is asked after.
alter table provider_txn add column billed bigint;
update provider_txn set billed = day where exists
  (select 1 from recon_run r where r.provider = provider_txn.provider and r.day = provider_txn.day);
create index provider_txn_number on provider_txn (number);
create index provider_txn_txn on provider_txn (txn);
create index provider_txn_unbilled on provider_txn (provider, day) where billed is null;
create index payment_attempt_began on payment_attempt (provider, began_at);
alter table recon_run add column fees bigint not null default 0;

-- What finance wants done about a refund that is stuck: `call` it once more, or `end` it if the provider knows nothing of it.
alter table refund add column wanted text check (wanted in ('call', 'end'));
alter table refund add column wanted_by text;

-- Who looked in whose name an invoice is wanted.
create table invoice_access (
  seq bigint generated always as identity primary key, at bigint not null, actor text not null, donation text not null, purpose text not null
);

-- How the project is given to: `own_site`, or `handoff` where nothing is said.
alter table project add column mode text check (mode in ('handoff', 'own_site'));
