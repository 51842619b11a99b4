-- The log is append-only: nothing here is changed or deleted, whatever a statement says. REPLACE walks past delete triggers
-- unless recursive triggers are on, so every insert has to be the next one, and no key but the place is unique.
create table ledger_entry (seq integer primary key, leaf blob not null, hash blob not null check (length(hash) = 32)) strict;
create trigger ledger_entry_next before insert on ledger_entry
  when new.seq is not (select coalesce(max(seq) + 1, 0) from ledger_entry)
  begin select raise(abort, 'ledger_entry is append-only: this is not the next place'); end;
create trigger ledger_entry_update before update on ledger_entry
  begin select raise(abort, 'ledger_entry is append-only'); end;
create trigger ledger_entry_delete before delete on ledger_entry
  begin select raise(abort, 'ledger_entry is append-only'); end;

-- Complete subtrees of 256, 65,536 and 16,777,216 entries: the hashes of the tiles above the lowest.
create table ledger_node (
  level integer not null check (level in (8, 16, 24)), n integer not null, hash blob not null check (length(hash) = 32),
  primary key (level, n)
) strict;
create trigger ledger_node_next before insert on ledger_node
  when new.n is not (select coalesce(max(n) + 1, 0) from ledger_node where level = new.level)
  begin select raise(abort, 'ledger_node is append-only: this is not the next place'); end;
create trigger ledger_node_update before update on ledger_node
  begin select raise(abort, 'ledger_node is append-only'); end;
create trigger ledger_node_delete before delete on ledger_node
  begin select raise(abort, 'ledger_node is append-only'); end;

create table ledger_checkpoint (size integer primary key, root blob not null check (length(root) = 32), note text not null) strict;
create trigger ledger_checkpoint_next before insert on ledger_checkpoint
  when new.size is not (select max(seq) + 1 from ledger_entry) or new.size <= (select max(size) from ledger_checkpoint)
  begin select raise(abort, 'ledger_checkpoint is append-only: it signs all entries that there are'); end;
create trigger ledger_checkpoint_update before update on ledger_checkpoint
  begin select raise(abort, 'ledger_checkpoint is append-only'); end;
create trigger ledger_checkpoint_delete before delete on ledger_checkpoint
  begin select raise(abort, 'ledger_checkpoint is append-only'); end;

-- Entries that wait for their place, written in the transaction of the change they are about. `idem` tells the same entry
-- again: the number of a payment, an event. `names` is the `idem` of the earlier entry that it takes back, corrects or erases of.
create table ledger_pending (
  id integer primary key autoincrement, idem text not null unique, leaf blob not null, names text, at integer not null
) strict;
-- Entries that broke a rule of the books when their turn came. They wait for the operator.
create table ledger_aside (
  id integer primary key, idem text not null unique, leaf blob not null, names text, at integer not null,
  fault text not null, since integer not null
) strict;
-- Which entry is where. Private: an `idem` may hold the number of a payment.
create table ledger_place (idem text primary key, seq integer not null) strict, without rowid;
create index ledger_place_seq on ledger_place (seq);

-- What an entry's digests commit to. Erased by deleting; the log stays as it is.
create table ledger_secret (idem text primary key, subject text, secret blob not null check (length(secret) = 32)) strict, without rowid;
create index ledger_secret_subject on ledger_secret (subject) where subject is not null;
create table ledger_value (
  idem text not null references ledger_secret on delete cascade, name text not null, value text not null, public integer not null,
  primary key (idem, name)
) strict, without rowid;

-- What entries can be found by: `project/kind/month`, with `*` for any.
create table ledger_term (term text not null, seq integer not null, primary key (term, seq)) strict, without rowid;
-- The equation of each project after the last entry; '' is what belongs to no project.
create table ledger_fund (project text primary key, body text not null) strict, without rowid;
-- In which batch the steps of a wish are counted: the week in which it was listed first.
create table ledger_listed (wish text primary key references wish, batch text not null) strict, without rowid;
