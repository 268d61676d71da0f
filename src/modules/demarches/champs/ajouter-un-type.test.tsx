import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { champDEssai, contexteDEssai, SANS_FAITS, TRANSMIS_PAR_LA_CAF } from '../../../../test/support/champs.ts';
import { TextField } from '../../../platform/html/components/text-field.tsx';
import { renderFragment } from '../../../platform/html/render.ts';
import { type ChampDefinition, type ChampParser, type ChampView, champType } from '../domain/champ.ts';
import { lireChamps } from '../domain/lecture.ts';
import { creerRegistre, lireValeur, saisieOfValeur } from '../domain/registre.ts';
import { saisieOf } from '../domain/saisie.ts';
import { AfficheChamp } from './affiche-champ.tsx';
import { commun } from './commun.ts';
import { registreDesChamps } from './index.ts';
import { lu, refus, VIDE } from './lu.ts';

/** Adding a type of champ takes three pieces, written here as the three files of a folder, and nothing else. */

type PlaqueOptions = { readonly aideFormat: boolean };

const plaque: ChampDefinition<PlaqueOptions, string> = {
  type: 'plaque',
  nom: 'Plaque d’immatriculation',
  nature: 'texte',
  options: z.strictObject({ aideFormat: z.boolean().default(false) }),
  valeur: z.string().regex(/^[A-Z]{2}-\d{3}-[A-Z]{2}$/),
  siVide: (libelle) => `Indiquez la plaque demandée par «\u00a0${libelle}\u00a0».`,
};

const plaqueParser: ChampParser<PlaqueOptions, string> = {
  parse(saisie) {
    const typed = saisie.get().toUpperCase();
    if (typed === '') return VIDE;
    const [, before, middle, after] = /^([A-Z]{2})[- ]?(\d{3})[- ]?([A-Z]{2})$/.exec(typed) ?? [];
    return before ? lu(`${before}-${middle}-${after}`) : refus('Écrivez la plaque comme AA-123-BB.');
  },
  typed: (valeur) => ({ '': valeur }),
};

const plaqueView: ChampView<PlaqueOptions, string> = {
  Champ: (props) => <TextField {...commun(props)} value={props.saisie.get()} width={10} />,
  lire: (valeur) => valeur,
};

describe('a new type of champ', () => {
  const registre = creerRegistre([...registreDesChamps.values(), champType(plaque, plaqueParser, plaqueView)]);
  const contexte = contexteDEssai({ registre });
  const champ = {
    id: 'plaque',
    type: 'plaque',
    libelle: 'Votre plaque',
    obligatoire: true,
    options: plaque.options.parse({}),
  };
  const inRows = champDEssai('repetition', { libelleElement: 'véhicule', champs: [champ] }, { id: 'vehicules' });
  const lire = (form: { readonly [name: string]: string }) =>
    lireChamps([champ, inRows], (id) => saisieOf({ all: (name) => [form[name] ?? ''] }, id), SANS_FAITS, contexte);

  it('is read alone and in rows, asked and refused in its own words', () => {
    const { reponses, erreurs } = lire({
      plaque: 'ab 123 cd',
      'vehicules.lignes': '1,2',
      'vehicules.1.plaque': 'EF456GH',
      'vehicules.2.plaque': 'nulle',
    });
    expect(reponses).toEqual({ plaque: 'AB-123-CD', vehicules: [{ _id: '1', plaque: 'EF-456-GH' }] });
    expect(erreurs).toEqual({ vehicules: { '2.plaque': 'Écrivez la plaque comme AA-123-BB.' } });
    expect(lire({}).erreurs['plaque']).toEqual({
      '': 'Indiquez la plaque demandée par «\u00a0Votre plaque\u00a0».',
    });
  });

  it('is shown to be typed, typed again, read, and certified without a control', () => {
    const faits = { reponses: { plaque: 'AB-123-CD' }, origines: {} };
    const props = { champ, nom: 'plaque', saisie: saisieOfValeur(champ, 'AB-123-CD', contexte), erreurs: {}, contexte };
    expect(renderFragment(<AfficheChamp {...props} faits={faits} />)).toMatch(/<input[^>]*value="AB-123-CD"/);
    const certified = { ...faits, origines: { plaque: TRANSMIS_PAR_LA_CAF } };
    expect(renderFragment(<AfficheChamp {...props} faits={certified} />)).not.toContain('<input');
    expect(lireValeur(champ, 'AB-123-CD', contexte)).toBe('AB-123-CD');
  });
});
