-- What is said of findings that were looked at closely: drawn by lot, or about which people differ.
-- +goose Up
create table inspections (
  finding_id text primary key,
  project_id text not null,
  rule text not null,
  version text not null,
  month bigint not null,
  why text not null,
  verdict text not null,
  note text not null,
  actor text not null,
  at bigint not null
);
create index inspections_rule on inspections (rule, at);
-- +goose Down
drop table inspections;
