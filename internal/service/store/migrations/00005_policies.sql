-- What a project decided to do about new findings, and programs that wait for a
-- person to let them in.
-- +goose Up
create table policies (
  id text primary key,
  project_id text not null,
  place bigint not null,
  paths text not null,
  rules text not null,
  refs text not null,
  severity bigint not null,
  action text not null,
  note text not null,
  created_by text not null,
  created_at bigint not null
);
create index policies_project on policies (project_id, place);
create table devices (
  hash text primary key,
  code text not null unique,
  client text not null,
  scopes text not null,
  user_id text not null,
  state text not null,
  asked_at bigint not null,
  created_at bigint not null,
  expires_at bigint not null
);
-- +goose Down
drop table devices;
drop table policies;
