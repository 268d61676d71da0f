-- Silence kept on a recours rejects it (CRPA, art. L231-4, 2°). The day on which it did, once that is written down: null
-- while an answer is awaited, and for ever when one came in time. An answer given later stands beside it.

alter table recours add column rejet_implicite_le date check (rejet_implicite_le = reponse_avant);
grant update (rejet_implicite_le) on recours to parvis_app;

-- What the night looks for: few, however many were answered.
create index recours_sans_reponse on recours (reponse_avant) where issue is null and rejet_implicite_le is null;
