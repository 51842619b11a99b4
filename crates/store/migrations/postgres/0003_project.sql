-- Charity projects: what was filed, and what has to be public. The money is in the books, which know a project by its `id`:
-- the code of the charity in lower case; `written` is the code as the charity writes it.
create table project (
  id text primary key, written text not null, rank bigint not null, title text not null, shan text not null, raising text not null,
  is_sample bigint not null, is_emergency bigint not null, response_end bigint,
  start_day bigint not null, end_day bigint not null, implementation_end bigint not null,
  region text not null, target bigint not null check (target > 0), notice text not null, platform_name text, platform_url text,
  is_closed bigint not null, suspended_since bigint, suspended_reason text, digest bytea not null, changed_at bigint not null
);
create unique index project_rank on project (rank, id);
create table project_budget (
  project text not null references project, place bigint not null, code text not null, name text not null, unit text not null,
  qty bigint not null check (qty > 0), unit_price bigint not null, amount bigint not null, kind text not null,
  primary key (project, code)
);
-- What was announced for a day, and when it was made public; the rest of the calendar is computed.
create table project_disclosure (
  project text not null references project, duty text not null, due bigint not null, title text not null,
  published bigint, url text, primary key (project, duty, due)
);
-- The four questions: groups of places and people, and sentences about the effect.
create table project_group (
  project text not null references project, question text not null check (question in ('places', 'people')),
  place bigint not null, label text not null, n bigint not null check (n >= 0), primary key (project, question, place)
);
create table project_effect (
  project text not null references project, place bigint not null, text text not null, primary key (project, place)
);
create table project_update (
  project text not null references project, place bigint not null, day bigint not null, text text not null,
  primary key (project, place)
);
-- The lines of the charity's own file that are in the books: append-only, so a line that has changed since is refused.
create table project_line (
  project text not null references project, seq bigint not null, hash bytea not null check (length(hash) = 32), idem text not null,
  day bigint not null, is_related bigint not null, primary key (project, seq)
);
create function project_line_frozen() returns trigger language plpgsql as $$
begin
  raise exception 'project_line is append-only' using errcode = 'restrict_violation';
end $$;
create trigger project_line_frozen before update or delete on project_line for each row execute function project_line_frozen();
create trigger project_line_kept before truncate on project_line for each statement execute function project_line_frozen();
