-- One order to donate. `scope` and `client_key` tell the same command again. The name is what the donor chose to show; it goes when the donor takes it back.
create table donation (
  id text primary key, project text not null, amount bigint not null check (amount > 0), mode text not null,
  person text, scope text not null, client_key text not null, request bytea not null,
  shown_as text not null, name text, agreement bigint not null, notice bigint not null, made_at bigint not null,
  credited text
);
create unique index donation_key on donation (scope, client_key);
create index donation_person on donation (person, made_at, id) where person is not null;
create index donation_project on donation (project);

-- One attempt to be paid. `calls` is raised before each call to the provider goes out.
create table payment_attempt (
  number text primary key, donation text not null references donation, provider text not null,
  state text not null, state_since bigint not null, began_at bigint not null, calls bigint not null,
  next_at bigint, pay_url text
);
create index payment_attempt_donation on payment_attempt (donation);
create index payment_attempt_due on payment_attempt (next_at, number) where next_at is not null;

-- Money that a provider took: a fact, whatever our own rows say. `booked` says where it lies now.
create table provider_txn (
  provider text not null, txn text not null, number text not null, donation text, amount bigint not null check (amount > 0),
  currency text not null, merchant text not null, booked text not null check (booked in ('project', 'suspense')),
  flag text, source text not null, at bigint not null, day bigint not null, primary key (provider, txn)
);
create index provider_txn_donation on provider_txn (donation) where donation is not null;
create index provider_txn_suspense on provider_txn (at) where booked = 'suspense';
create index provider_txn_day on provider_txn (provider, day);

-- Every fen that moved, once: what came, what was moved out of suspense, what went back. Corrections are new rows.
create table journal (
  seq bigint generated always as identity primary key, kind text not null, provider text not null, ref text not null, debit text not null,
  credit text not null, amount bigint not null check (amount > 0), at bigint not null
);
create unique index journal_once on journal (kind, provider, ref);
create trigger journal_frozen before update or delete on journal for each row execute function ledger_frozen();
create trigger journal_kept before truncate on journal for each statement execute function ledger_frozen();

-- Money on its way back. One that was made at the provider's own desk has no `asked_by`.
create table refund (
  number text primary key, provider text not null, txn text not null, donation text, amount bigint not null check (amount > 0),
  state text not null, calls bigint not null, why text not null, asked_by text, agreed_by text, at bigint not null,
  next_at bigint
);
create index refund_txn on refund (provider, txn);
create index refund_donation on refund (donation) where donation is not null;
create index refund_due on refund (next_at, number) where next_at is not null;

-- What providers sent, as it came, with what became of it.
create table inbox (
  provider text not null, hash bytea not null, signature text not null, body bytea not null, verdict text not null,
  at bigint not null, primary key (provider, hash)
);

create table receipt (
  id text primary key, donation text not null references donation, idem text not null, amount bigint not null check (amount > 0),
  day bigint not null, at bigint not null
);
create unique index receipt_donation on receipt (donation);

-- Who wants an invoice, sealed and apart from the order (R-49).
create table invoice (
  donation text primary key references donation, key_id text not null, sealed bytea not null, state text not null,
  number text, check_code text, at bigint not null, issued_at bigint
);
create index invoice_open on invoice (at) where state = 'requested';

-- What a person has to look into. The same thing is listed once.
create table finance_item (
  seq bigint generated always as identity primary key, kind text not null, object text not null, note text not null, at bigint not null,
  closed_at bigint, closed_by text
);
create unique index finance_item_once on finance_item (kind, object);
create index finance_item_open on finance_item (seq) where closed_at is null;

-- One look at the bill of a day; it may be looked at again.
create table recon_run (
  provider text not null, day bigint not null, at bigint not null, paid bigint not null, paid_fen bigint not null,
  refunded bigint not null, refunded_fen bigint not null, matched bigint not null, open bigint not null,
  primary key (provider, day)
);

-- What a designated platform took for a project on a day, as its daily totals say it.
create table handoff_total (
  project text not null, day bigint not null, reference text not null, amount bigint not null check (amount > 0),
  gifts bigint not null check (gifts > 0), at bigint not null, added_by text not null, primary key (project, day, reference)
);
