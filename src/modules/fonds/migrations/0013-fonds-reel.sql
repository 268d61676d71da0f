-- What a real installation needs of the fund: committees that close by a job and keep their minutes.

alter table commissions
  -- In whose name the decisions are carried out: who closed, or who took the closing up again.
  add column cloture_par uuid references personnes,
  -- The minutes, as they were made when it closed.
  add column proces_verbal_sha256 text check (proces_verbal_sha256 ~ '^[0-9a-f]{64}$'),
  -- Those that closed before this file have none, and do not change any more.
  add constraint commissions_proces_verbal check (statut <> 'close' or proces_verbal_sha256 is not null) not valid;
-- What asks whether a file is still held.
create index commissions_proces_verbal on commissions (proces_verbal_sha256) where proces_verbal_sha256 is not null;
grant update (cloture_par, proces_verbal_sha256) on commissions to parvis_app;
