-- What the compatibility face of Amazon CodeGuru Security's API keeps.
-- +goose Up
create table aws_keys (
  id text primary key,
  user_id text not null,
  region text not null,
  secret text not null,
  created_at bigint not null,
  used_at bigint not null,
  revoked_at bigint not null
);
create table aws_names (
  name text primary key,
  project_id text not null,
  ref text not null,
  kind text not null,
  analysis text not null,
  tags text not null,
  created_at bigint not null
);
create table aws_uploads (
  id text primary key,
  user_id text not null,
  name text not null,
  hash text not null,
  content text not null,
  size bigint not null,
  created_at bigint not null,
  expires_at bigint not null
);
-- +goose Down
drop table aws_uploads;
drop table aws_names;
drop table aws_keys;
