-- Nothing new for an erased account (0007): a mandate offered or accepted in another tab meanwhile is refused.
create trigger mandant_vivant before insert or update of mandant_id on mandats
  for each row execute function refuse_personne_effacee('mandant_id');
create trigger mandataire_vivant before insert or update of mandataire_id on mandats
  for each row execute function refuse_personne_effacee('mandataire_id');
