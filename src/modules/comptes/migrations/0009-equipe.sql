-- An organisation's people: invitations that end, places that are left; sessions that are asked about again; what an
-- organisation says of itself.

alter table membres
  -- When an invitation that nobody took stops being good; null for one without end.
  add column expires_at timestamptz,
  -- Who invites, for the message to say so; null when it was the command line.
  add column invited_by uuid references personnes,
  -- Left, taken back, or an invitation withdrawn. The row stays: the histories of dossiers name who worked there.
  add column left_at timestamptz,
  drop constraint membres_organisation_id_email_key;
-- One place at a time for an address, and for a person. A place that was left may be given again.
create unique index membres_email_place on membres (organisation_id, email) where left_at is null;
create unique index membres_personne_place on membres (organisation_id, personne_id) where left_at is null;

alter table sessions
  -- For whom the identity provider vouched: what it answers later must be about the same account.
  add column sub text,
  -- When it was last asked again. Also a lease: two processes never ask for the same session together.
  add column renewal_tried_at timestamptz;

-- Contact, and what the law wants said on a public site (domain/mentions.ts); null as long as nobody wrote it.
alter table organisations add column mentions jsonb;
