-- One schema for SQLite and PostgreSQL. Times are milliseconds since 1970, ids
-- are text, JSON is text.
-- +goose Up
create table users (
  id text primary key,
  login text not null unique,
  name text not null,
  email text not null,
  password text not null,
  subject text not null,
  admin boolean not null,
  created_at bigint not null,
  disabled_at bigint not null
);
create table projects (
  id text primary key,
  slug text not null unique,
  name text not null,
  main_ref text not null,
  keep_days bigint not null,
  created_at bigint not null
);
create table members (
  project_id text not null,
  user_id text not null,
  role text not null,
  primary key (project_id, user_id)
);
create table tokens (
  id text primary key,
  user_id text not null,
  project_id text not null,
  name text not null,
  hash text not null,
  scopes text not null,
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint not null,
  revoked_at bigint not null
);
create index tokens_user on tokens (user_id);
create table sessions (
  hash text primary key,
  user_id text not null,
  created_at bigint not null,
  expires_at bigint not null
);
create table blobs (
  project_id text not null,
  sha256 text not null,
  size bigint not null,
  created_at bigint not null,
  primary key (project_id, sha256)
);
create table trees (
  project_id text not null,
  id text not null,
  files bigint not null,
  bytes bigint not null,
  created_at bigint not null,
  primary key (project_id, id)
);
create table refs (
  project_id text not null,
  name text not null,
  scan_id text not null,
  tree_id text not null,
  commit_id text not null,
  committed_at bigint not null,
  version bigint not null,
  primary key (project_id, name)
);
create table scans (
  id text primary key,
  project_id text not null,
  tree_id text not null,
  ref text not null,
  commit_id text not null,
  committed_at bigint not null,
  dirty boolean not null,
  tier text not null,
  priority bigint not null,
  paths text not null,
  settings text not null,
  client text not null,
  created_by text not null,
  state text not null,
  stage text not null,
  done bigint not null,
  total bigint not null,
  job_id bigint not null,
  attempt bigint not null,
  error text not null,
  engine text not null,
  rules text not null,
  coverage text not null,
  results text not null,
  historic boolean not null,
  findings bigint not null,
  appeared bigint not null,
  fixed bigint not null,
  files bigint not null,
  lines bigint not null,
  complete boolean not null,
  created_at bigint not null,
  started_at bigint not null,
  finished_at bigint not null
);
create index scans_project on scans (project_id, created_at desc);
create index scans_state on scans (state);
create table findings (
  id text primary key,
  project_id text not null,
  rule text not null,
  fingerprint text not null,
  scope_fingerprint text not null,
  verdict text not null,
  old_verdict text not null,
  reason text not null,
  until_at bigint not null,
  owner text not null,
  due_at bigint not null,
  triaged_by text not null,
  triaged_at bigint not null,
  version bigint not null,
  first_scan text not null,
  first_commit text not null,
  created_at bigint not null
);
create index findings_fingerprint on findings (project_id, rule, fingerprint);
create index findings_scope on findings (project_id, rule, scope_fingerprint);
create index findings_until on findings (until_at);
create table presence (
  project_id text not null,
  ref text not null,
  finding_id text not null,
  state text not null,
  cause text not null,
  before_state text not null,
  before_cause text not null,
  effective text not null,
  verdict text not null,
  owner text not null,
  severity bigint not null,
  confidence text not null,
  category text not null,
  rule text not null,
  title text not null,
  path text not null,
  line bigint not null,
  scope text not null,
  message text not null,
  suppressed text not null,
  subject text not null,
  detail text not null,
  tree_id text not null,
  scan_id text not null,
  created_at bigint not null,
  changed_at bigint not null,
  primary key (project_id, ref, finding_id)
);
create index presence_list on presence (project_id, ref, effective, severity desc, finding_id);
create index presence_rule on presence (project_id, ref, effective, rule, severity desc, finding_id);
create index presence_finding on presence (finding_id);
create table history (
  id text primary key,
  project_id text not null,
  finding_id text not null,
  at bigint not null,
  actor text not null,
  surface text not null,
  kind text not null,
  ref text not null,
  was text not null,
  became text not null,
  note text not null
);
create index history_finding on history (finding_id, id);
create table audit (
  id text primary key,
  at bigint not null,
  actor text not null,
  action text not null,
  target text not null,
  project_id text not null,
  detail text not null
);
create index audit_project on audit (project_id, id);
create table events (
  id text primary key,
  project_id text not null,
  finding_id text not null,
  rule text not null,
  kind text not null,
  surface text not null,
  actor text not null,
  at bigint not null
);
create index events_rule on events (rule, kind, at);
create unique index events_once on events (finding_id, kind, surface, actor);
create table rollups (
  project_id text not null,
  day bigint not null,
  severity bigint not null,
  open bigint not null,
  appeared bigint not null,
  fixed bigint not null,
  primary key (project_id, day, severity)
);
create table rule_states (
  project_id text not null,
  rule text not null,
  state text not null,
  reason text not null,
  changed_at bigint not null,
  changed_by text not null,
  primary key (project_id, rule)
);
create table answers (
  key text primary key,
  status bigint not null,
  body text not null,
  created_at bigint not null
);
create table leases (
  process text primary key,
  until_at bigint not null
);
create table facts (
  name text primary key,
  value text not null
);
-- +goose Down
drop table facts;
drop table leases;
drop table answers;
drop table rule_states;
drop table rollups;
drop table events;
drop table audit;
drop table history;
drop table presence;
drop table findings;
drop table scans;
drop table refs;
drop table trees;
drop table blobs;
drop table sessions;
drop table tokens;
drop table members;
drop table projects;
drop table users;
