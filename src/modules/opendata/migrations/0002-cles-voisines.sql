-- The first digits of a key digest its organisation and its type alone (domain/lot.ts, `clesOf`): rows that come together
-- stand together in the index, instead of all over what the others hold.

select set_config('app.systeme', 'true', true);
update lignes_importees l
  set cle = (left(encode(sha256(convert_to(l.organisation_id || E'\x1f' || i.type, 'UTF8')), 'hex'), 8)
    || right(replace(l.cle::text, '-', ''), 24))::uuid
  from imports i
  where i.id = l.import_id;
select set_config('app.systeme', '', true);
