-- A draft begun in another tab while its author's account is erased does not survive it (comptes, 0007).
create trigger personne_vivante before insert or update of usager_id on dossiers
  for each row execute function refuse_personne_effacee('usager_id');
