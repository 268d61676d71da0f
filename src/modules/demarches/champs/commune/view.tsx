import { Autocomplete } from '../../../../platform/html/components/autocomplete.tsx';
import { TextField } from '../../../../platform/html/components/text-field.tsx';
import type { ChampView, ContexteChamp } from '../../domain/champ.ts';
import { Groupe } from '../groupe.tsx';
import type { CommuneOptions, ValeurCommune } from './definition.ts';

export const communeView: ChampView<CommuneOptions, ValeurCommune> = {
  Champ: (props) => {
    const { nom, saisie, erreurs, champ, contexte } = props;
    return (
      <Groupe props={props}>
        {/* Where web/communes.ts searches as the name is typed. */}
        <div data-communes={`${nom}.nom`} hidden />
        <Autocomplete
          name={`${nom}.nom`}
          label="Nom de la commune"
          value={saisie.get('nom')}
          error={erreurs['nom']}
          suggestions={[...new Set([...champ.options.proposees, ...proposees(saisie.get('nom'), contexte)])]}
        />
        <TextField
          name={`${nom}.codePostal`}
          label="Code postal"
          hint="Nécessaire quand plusieurs communes portent ce nom."
          optional
          value={saisie.get('codePostal')}
          error={erreurs['codePostal']}
          width={5}
          inputmode="numeric"
          autocomplete="off"
        />
      </Groupe>
    );
  },
  lire: ({ nom, codePostal }) => (codePostal === undefined ? nom : `${nom} (${codePostal})`),
};

/** Without a script (web/communes.ts), the list can only follow what was sent: it helps to correct. */
function proposees(typed: string, contexte: ContexteChamp): readonly string[] {
  if (typed === '') return [];
  return contexte
    .communes(typed)
    .map(({ nom, codesPostaux: [codePostal] }) => (codePostal === undefined ? nom : `${nom} (${codePostal})`));
}
