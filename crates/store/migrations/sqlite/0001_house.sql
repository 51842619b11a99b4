-- Instants are milliseconds since 1970 (UTC), days are day numbers since 1970-01-01 (China), money is fen, flags are 0 or 1.

create table version (id integer primary key check (id = 1), n integer not null) strict;
insert into version (id, n) values (1, 0);

-- Facts about this database: whether it is a demonstration, and the like.
create table meta (key text primary key, value text not null) strict;

create table catalogue (id integer primary key check (id = 1), body text not null, imported_at integer not null) strict;

create table station (
  code text primary key, name text not null, level text not null, parent text, district text not null,
  address text not null, hours text not null, phone text not null
) strict;

-- Staff: people who review, publish, receive and hand over. The TOTP secret is sealed.
create table staff (
  name text primary key, password_hash text not null, totp_key text not null, totp_sealed blob not null,
  totp_last integer not null, roles text not null, station text, created_at integer not null, disabled_at integer
) strict;

-- Who did what, without personal values; kept three years (R-58).
create table audit (
  seq integer primary key, at integer not null, actor text not null, action text not null, object text not null,
  note text not null
) strict;

create table import_batch (
  id text primary key, file_name text not null, started_at integer not null, today integer not null,
  state text not null check (state in ('staging', 'applied', 'abandoned')), accepted integer not null, refused integer not null
) strict;

-- What a file wants to change, until the one switch; nothing else reads it. Private columns are sealed here too.
create table import_row (
  batch text not null references import_batch, line integer not null, number text not null,
  change text not null check (change in ('new', 'replaced', 'revised')), from_state text, wish text not null,
  vault_key text not null, sealed blob not null,
  station text not null, collector text not null, collected_on integer not null,
  shan text not null, class text not null, item text not null, district text not null,
  title text not null, story text not null, thing text, spec text, kind text not null, slots integer not null check (slots > 0),
  price integer, hours integer, delivery text not null, urgency text not null,
  age text not null, household_word text, function_word text, is_minor integer not null,
  consent_publish integer not null, consent_referral integer not null, consent_photo integer not null,
  consent_guardian integer not null, consent_until integer, verified_on integer, duplicate_checked integer not null,
  k integer not null, household blob not null, fingerprint blob not null,
  term_days integer not null, price_cap integer,
  primary key (batch, line)
) strict;
-- Whose consent a file takes back: of such a row nothing but this is kept.
create table import_withdrawal (
  batch text not null references import_batch, line integer not null, wish text not null, fingerprint blob not null,
  primary key (batch, line)
) strict;

-- Everything that may become public, and the facts that the guards need. No identity.
create table wish (
  id text primary key, number text not null, batch text not null, station text not null, collector text not null,
  collected_on integer not null, state text not null, state_since integer not null,
  shan text not null, class text not null, item text not null, district text not null,
  title text not null, story text not null, thing text, spec text, kind text not null, slots integer not null check (slots > 0),
  price integer, hours integer, delivery text not null, urgency text not null, urgency_reason text,
  age text not null, household_word text, function_word text, is_minor integer not null,
  consent_publish integer not null, consent_referral integer not null, consent_photo integer not null,
  consent_guardian integer not null, consent_until integer, verified_on integer, duplicate_checked integer not null,
  k integer not null, household blob not null, fingerprint blob not null,
  term_days integer not null, price_cap integer,
  reviewed_by text, published_by text, published_at integer, waiting_since integer, listed_until integer,
  renewed integer not null default 0, reopened integer not null default 0, completed_on integer, revision integer not null default 1
) strict;
create unique index wish_number on wish (number);
create index wish_household on wish (household);
create index wish_state on wish (state, state_since, id);
create index wish_station on wish (station, state, id);
create index wish_batch on wish (batch);
create index wish_open_until on wish (listed_until) where state = 'open';
create index wish_completed on wish (completed_on) where state = 'completed';

-- Identity, sealed; opened only with a purpose that is logged.
create table vault (wish text primary key references wish, key_id text not null, sealed blob not null) strict;
create index vault_key on vault (key_id);
create table vault_access (
  seq integer primary key, at integer not null, actor text not null, wish text not null, purpose text not null
) strict;

-- The public list: a row for every word and filter value that a listed wish can be found by, in need-first order.
create table posting (
  term text not null, rank integer not null, since integer not null, wish text not null,
  primary key (term, rank, since, wish)
) strict, without rowid;
-- What the list knows of a wish: its place and terms while it is listed, and whether it came true.
create table shown (
  wish text primary key, rank integer not null, since integer not null, terms text not null, shan text not null, class text not null,
  district text not null, kind text not null, urgency text not null, fulfilled integer not null
) strict, without rowid;
-- How many listed wishes there are of each combination, so that counts are exact and cheap.
create table facet (
  shan text not null, class text not null, district text not null, kind text not null, urgency text not null, n integer not null,
  primary key (shan, class, district, kind, urgency)
) strict, without rowid;
create table tally (name text primary key, n integer not null) strict;

-- Public steps of wishes and claims, without a person; what the live stream and later the ledger read.
create table event (
  seq integer primary key, at integer not null, day integer not null, wish text not null, kind text not null, public integer not null
) strict;
create index event_wish on event (wish, seq);

-- People who claim. The phone is sealed; `phone_key` is a keyed hash for the lookup.
create table person (
  id text primary key, phone_key blob, key_id text, phone_sealed blob, notice integer not null, created_at integer not null,
  erased_at integer
) strict;
create unique index person_phone on person (phone_key);
create table session (
  token blob primary key, person text not null references person, created_at integer not null, expires_at integer not null
) strict, without rowid;
create index session_person on session (person);
create index session_expiry on session (expires_at);
create table code (
  phone_key blob primary key, hash blob not null, sent_at integer not null, expires_at integer not null, tries integer not null
) strict, without rowid;
create index code_expiry on code (expires_at);
create table code_sent (seq integer primary key, at integer not null, phone_key blob not null, prefix text not null) strict;
create index code_sent_phone on code_sent (phone_key, at);
create index code_sent_prefix on code_sent (prefix, at);
create index code_sent_at on code_sent (at);

create table volunteer (
  phone_key blob primary key, number text not null, key_id text not null, name_sealed blob not null,
  registered_at integer not null, vetted_until integer
) strict, without rowid;
create unique index volunteer_number on volunteer (number);

create table claim (
  id text primary key, wish text not null references wish, slot integer not null, person text not null references person,
  state text not null, state_since integer not null, kind text not null, live integer not null, takes_slot integer not null,
  made_at integer not null, hold_until integer not null, hold_extended integer not null, confirmed_at integer,
  term_days integer not null, due integer, extended integer not null, extend_reason text, appointment integer,
  cancel_reason text, reject_reason text, reminded integer not null default 0,
  feedback_day integer, feedback_fits integer, feedback_note text
) strict;
-- One claim a slot, one slot a person of a wish, one unconfirmed hold a person: whatever races, these hold.
create unique index claim_slot on claim (wish, slot) where takes_slot = 1;
create unique index claim_person_wish on claim (wish, person) where takes_slot = 1;
create unique index claim_one_hold on claim (person) where state = 'held';
create index claim_person on claim (person, made_at, id);
create index claim_wish on claim (wish);
create index claim_hold on claim (hold_until) where state = 'held';
create index claim_due on claim (due) where live = 1;
create index claim_appointment on claim (appointment) where state = 'scheduled';

create table waiting (
  seq integer primary key, wish text not null references wish, person text not null references person, joined_at integer not null,
  offer_until integer
) strict;
create unique index waiting_place on waiting (wish, person);
create index waiting_wish on waiting (wish, seq);
create index waiting_person on waiting (person);
create index waiting_offer on waiting (offer_until) where offer_until is not null;

-- Answers to commands, so that a retry gets the same one.
create table idempotency (
  person text not null, key text not null, request blob not null, status integer not null, body text not null, at integer not null,
  primary key (person, key)
) strict, without rowid;
create index idempotency_at on idempotency (at);

-- What is reported is sealed: a report of a leak repeats the leak.
create table report (
  id text primary key, kind text not null, wish text, key_id text not null, sealed blob not null, at integer not null,
  answer_by integer not null, state text not null
) strict;
create index report_open on report (answer_by, id) where state = 'new';

-- Messages to people, sent by the sender port after the commit that wants them.
create table outbox (
  seq integer primary key autoincrement, person text not null, claim text, kind text not null, at integer not null, next_at integer not null,
  sent_at integer, tries integer not null default 0
) strict;
create index outbox_due on outbox (next_at, seq) where sent_at is null;
create index outbox_at on outbox (at);
create index outbox_person on outbox (person);
