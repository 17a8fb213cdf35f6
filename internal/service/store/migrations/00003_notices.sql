-- Who is told what: addresses that listen to a project, what is on its way to
-- them, and how people want their mail.
-- +goose Up
create table hooks (
  id text primary key,
  project_id text not null,
  kind text not null,
  url text not null,
  secret text not null,
  events text not null,
  created_by text not null,
  created_at bigint not null
);
create index hooks_project on hooks (project_id);
create table deliveries (
  id text primary key,
  project_id text not null,
  hook_id text not null,
  user_id text not null,
  event text not null,
  subject text not null,
  body text not null,
  once text not null,
  state text not null,
  attempts bigint not null,
  next_at bigint not null,
  error text not null,
  created_at bigint not null,
  done_at bigint not null
);
create index deliveries_next on deliveries (state, next_at);
create index deliveries_project on deliveries (project_id, id);
create unique index deliveries_once on deliveries (once);
create table wishes (
  user_id text primary key,
  mail text not null
);
-- +goose Down
drop table wishes;
drop table deliveries;
drop table hooks;
