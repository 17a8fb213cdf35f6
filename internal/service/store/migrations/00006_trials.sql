-- Scans that only try something, and the places that rules could judge.
-- +goose Up
alter table scans add column trial text not null default '';
create table sites (
  project_id text not null,
  day bigint not null,
  rule text not null,
  sites bigint not null,
  fired bigint not null,
  added bigint not null,
  added_fired bigint not null,
  primary key (project_id, day, rule)
);
create index sites_rule on sites (rule, day);
create table warming (
  project_id text primary key,
  process text not null,
  scan_id text not null,
  until_at bigint not null
);
-- +goose Down
drop table warming;
drop table sites;
alter table scans drop column trial;
