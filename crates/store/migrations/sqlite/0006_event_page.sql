-- Events, and what a poster opens: the wishes and projects of each, in the order of its wall.
create table event_page (
  code text primary key, title text not null, organiser text not null, place text, district text not null,
  first_day integer not null, last_day integer not null, added_at integer not null, ended_at integer
) strict;
create table event_page_wish (
  code text not null references event_page, place integer not null, wish text not null references wish, primary key (code, wish)
) strict;
create table event_page_project (
  code text not null references event_page, place integer not null, project text not null, primary key (code, project)
) strict;
-- How often a page was opened and how many claims came from it, a number a day: no person, no address, no device.
create table event_page_count (
  code text not null references event_page, day integer not null, kind text not null check (kind in ('open', 'claim')),
  n integer not null, primary key (code, day, kind)
) strict;
