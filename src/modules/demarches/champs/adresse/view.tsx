import { Autocomplete } from '../../../../platform/html/components/autocomplete.tsx';
import { TextField } from '../../../../platform/html/components/text-field.tsx';
import type { ChampView } from '../../domain/champ.ts';
import { Groupe } from '../groupe.tsx';
import type { AdresseOptions, ValeurAdresse } from './definition.ts';

export const adresseView: ChampView<AdresseOptions, ValeurAdresse> = {
  Champ: (props) => {
    const { nom, saisie, erreurs, champ, contexte } = props;
    const part = (name: string) => ({ name: `${nom}.${name}`, value: saisie.get(name), error: erreurs[name] });
    const codePostal = saisie.get('codePostal');
    return (
      <Groupe props={props}>
        {/* Where web/adresse.ts puts its search. */}
        <div data-adresse={nom} hidden />
        <TextField
          {...part('numero')}
          label="Numéro"
          hint="Par exemple 12 ou 8 bis."
          optional
          width={4}
          autocomplete="off"
        />
        <TextField
          {...part('voie')}
          label="Voie ou lieu-dit"
          autocomplete={champ.options.personnelle ? 'address-line1' : 'off'}
        />
        <TextField
          {...part('complement')}
          label="Complément"
          hint="Bâtiment, étage, appartement."
          optional
          autocomplete={champ.options.personnelle ? 'address-line2' : 'off'}
        />
        <TextField
          {...part('codePostal')}
          label="Code postal"
          width={5}
          inputmode="numeric"
          autocomplete={champ.options.personnelle ? 'postal-code' : 'off'}
        />
        {/* Where web/communes.ts follows the postcode. */}
        <div data-communes={`${nom}.commune`} data-selon={`${nom}.codePostal`} hidden />
        <Autocomplete
          {...part('commune')}
          label="Commune"
          suggestions={codePostal === '' ? [] : contexte.communes(codePostal).map((commune) => commune.nom)}
        />
      </Groupe>
    );
  },
  lire: ({ numero, voie, complement, codePostal, commune }) =>
    [numero === undefined ? voie : `${numero} ${voie}`, complement, `${codePostal} ${commune}`]
      .filter((line) => line !== undefined)
      .join(', '),
};
