-- Events, and what a poster opens: the wishes and projects of each, in the order of its wall.
create table event_page (
  code text primary key, title text not null, organiser text not null, place text, district text not null,
  first_day bigint not null, last_day bigint not null, added_at bigint not null, ended_at bigint
);
create table event_page_wish (
  code text not null references event_page, place bigint not null, wish text not null references wish, primary key (code, wish)
);
create table event_page_project (
  code text not null references event_page, place bigint not null, project text not null, primary key (code, project)
);
-- How often a page was opened and how many claims came from it, a number a day: no person, no address, no device.
create table event_page_count (
  code text not null references event_page, day bigint not null, kind text not null check (kind in ('open', 'claim')),
  n bigint not null, primary key (code, day, kind)
);
