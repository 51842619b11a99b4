-- The hash of the secret of the browser that asked for a code: a budget of its own beside those of number and network.
alter table code_sent add column browser bytea;
create index code_sent_browser on code_sent (browser, at);
