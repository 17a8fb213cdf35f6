-- What workers keep of a project's analysis for one another: the content that
-- the next scan goes on from, by what it depends on.
-- +goose Up
create table packs (
  project_id text not null,
  key text not null,
  sha256 text not null,
  size bigint not null,
  created_at bigint not null,
  primary key (project_id, key)
);
-- +goose Down
drop table packs;
