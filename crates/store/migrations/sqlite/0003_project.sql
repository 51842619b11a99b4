-- Charity projects: what was filed, and what has to be public. The money is in the books, which know a project by its `id`:
-- the code of the charity in lower case; `written` is the code as the charity writes it.
create table project (
  id text primary key, written text not null, rank integer not null, title text not null, shan text not null, raising text not null,
  is_sample integer not null, is_emergency integer not null, response_end integer,
  start_day integer not null, end_day integer not null, implementation_end integer not null,
  region text not null, target integer not null check (target > 0), notice text not null, platform_name text, platform_url text,
  is_closed integer not null, suspended_since integer, suspended_reason text, digest blob not null, changed_at integer not null
) strict;
create unique index project_rank on project (rank, id);
create table project_budget (
  project text not null references project, place integer not null, code text not null, name text not null, unit text not null,
  qty integer not null check (qty > 0), unit_price integer not null, amount integer not null, kind text not null,
  primary key (project, code)
) strict, without rowid;
-- What was announced for a day, and when it was made public; the rest of the calendar is computed.
create table project_disclosure (
  project text not null references project, duty text not null, due integer not null, title text not null,
  published integer, url text, primary key (project, duty, due)
) strict, without rowid;
-- The four questions: groups of places and people, and sentences about the effect.
create table project_group (
  project text not null references project, question text not null check (question in ('places', 'people')),
  place integer not null, label text not null, n integer not null check (n >= 0), primary key (project, question, place)
) strict, without rowid;
create table project_effect (
  project text not null references project, place integer not null, text text not null, primary key (project, place)
) strict, without rowid;
create table project_update (
  project text not null references project, place integer not null, day integer not null, text text not null,
  primary key (project, place)
) strict, without rowid;
-- The lines of the charity's own file that are in the books: append-only, so a line that has changed since is refused.
create table project_line (
  project text not null references project, seq integer not null, hash blob not null check (length(hash) = 32), idem text not null,
  day integer not null, is_related integer not null, primary key (project, seq)
) strict, without rowid;
create trigger project_line_update before update on project_line
  begin select raise(abort, 'project_line is append-only'); end;
create trigger project_line_delete before delete on project_line
  begin select raise(abort, 'project_line is append-only'); end;
