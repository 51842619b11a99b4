-- One order to donate. `scope` and `client_key` tell the same command again. The name is what the donor chose to show; it goes when the donor takes it back.
create table donation (
  id text primary key, project text not null, amount integer not null check (amount > 0), mode text not null,
  person text, scope text not null, client_key text not null, request blob not null,
  shown_as text not null, name text, agreement integer not null, notice integer not null, made_at integer not null,
  credited text
) strict;
create unique index donation_key on donation (scope, client_key);
create index donation_person on donation (person, made_at, id) where person is not null;
create index donation_project on donation (project);

-- One attempt to be paid. `calls` is raised before each call to the provider goes out.
create table payment_attempt (
  number text primary key, donation text not null references donation, provider text not null,
  state text not null, state_since integer not null, began_at integer not null, calls integer not null,
  next_at integer, pay_url text
) strict;
create index payment_attempt_donation on payment_attempt (donation);
create index payment_attempt_due on payment_attempt (next_at, number) where next_at is not null;

-- Money that a provider took: a fact, whatever our own rows say. `booked` says where it lies now.
create table provider_txn (
  provider text not null, txn text not null, number text not null, donation text, amount integer not null check (amount > 0),
  currency text not null, merchant text not null, booked text not null check (booked in ('project', 'suspense')),
  flag text, source text not null, at integer not null, day integer not null, primary key (provider, txn)
) strict, without rowid;
create index provider_txn_donation on provider_txn (donation) where donation is not null;
create index provider_txn_suspense on provider_txn (at) where booked = 'suspense';
create index provider_txn_day on provider_txn (provider, day);

-- Every fen that moved, once: what came, what was moved out of suspense, what went back. Corrections are new rows.
create table journal (
  seq integer primary key, kind text not null, provider text not null, ref text not null, debit text not null,
  credit text not null, amount integer not null check (amount > 0), at integer not null
) strict;
create unique index journal_once on journal (kind, provider, ref);
create trigger journal_update before update on journal begin select raise(abort, 'journal is append-only'); end;
create trigger journal_delete before delete on journal begin select raise(abort, 'journal is append-only'); end;

-- Money on its way back. One that was made at the provider's own desk has no `asked_by`.
create table refund (
  number text primary key, provider text not null, txn text not null, donation text, amount integer not null check (amount > 0),
  state text not null, calls integer not null, why text not null, asked_by text, agreed_by text, at integer not null,
  next_at integer
) strict;
create index refund_txn on refund (provider, txn);
create index refund_donation on refund (donation) where donation is not null;
create index refund_due on refund (next_at, number) where next_at is not null;

-- What providers sent, as it came, with what became of it.
create table inbox (
  provider text not null, hash blob not null, signature text not null, body blob not null, verdict text not null,
  at integer not null, primary key (provider, hash)
) strict, without rowid;

create table receipt (
  id text primary key, donation text not null references donation, idem text not null, amount integer not null check (amount > 0),
  day integer not null, at integer not null
) strict;
create unique index receipt_donation on receipt (donation);

-- Who wants an invoice, sealed and apart from the order (R-49).
create table invoice (
  donation text primary key references donation, key_id text not null, sealed blob not null, state text not null,
  number text, check_code text, at integer not null, issued_at integer
) strict, without rowid;
create index invoice_open on invoice (at) where state = 'requested';

-- What a person has to look into. The same thing is listed once.
create table finance_item (
  seq integer primary key, kind text not null, object text not null, note text not null, at integer not null,
  closed_at integer, closed_by text
) strict;
create unique index finance_item_once on finance_item (kind, object);
create index finance_item_open on finance_item (seq) where closed_at is null;

-- One look at the bill of a day; it may be looked at again.
create table recon_run (
  provider text not null, day integer not null, at integer not null, paid integer not null, paid_fen integer not null,
  refunded integer not null, refunded_fen integer not null, matched integer not null, open integer not null,
  primary key (provider, day)
) strict, without rowid;

-- What a designated platform took for a project on a day, as its daily totals say it.
create table handoff_total (
  project text not null, day integer not null, reference text not null, amount integer not null check (amount > 0),
  gifts integer not null check (gifts > 0), at integer not null, added_by text not null, primary key (project, day, reference)
) strict, without rowid;
