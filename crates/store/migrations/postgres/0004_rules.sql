-- The last day of a consent has passed: the public sees nothing of such a wish, whatever its state (PIPL 25).
alter table wish add column consent_over bigint not null default 0;
create index wish_consent on wish (consent_until) where consent_over = 0;

-- Who wants to open the identity of a minor, and who else agreed (R-63). A look uses it up.
create table vault_request (
  wish text not null references wish, actor text not null, purpose text not null, asked_at bigint not null,
  approved_by text, approved_at bigint,
  primary key (wish, actor)
);
alter table vault_access add column approved_by text;

-- People who look the same in public (domain.md 4.7).
create index wish_cell on wish (district, age) where published_at is not null;

-- A code is good in the browser that asked for it. Codes live five minutes: the old ones may go.
drop table code;
create table code (
  phone_key bytea primary key, hash bytea not null, sent_at bigint not null, expires_at bigint not null, tries bigint not null,
  browser bytea not null
);
create index code_expiry on code (expires_at);
