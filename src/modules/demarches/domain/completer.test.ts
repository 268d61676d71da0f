import { describe, expect, it } from 'vitest';
import { champDEssai, contexteDEssai, TRANSMIS_PAR_LA_CAF } from '../../../../test/support/champs.ts';
import type { Outils } from './champ.ts';
import { complementsTenus, completerChamps, poserComplements } from './completer.ts';

const { registre } = contexteDEssai();
const siret = champDEssai('siret', {}, { id: 'siret' });
const organisme = champDEssai('siret', {}, { id: 'organisme' });
const partenaires = champDEssai(
  'repetition',
  { libelleElement: 'partenaire', champs: [organisme] },
  { id: 'partenaires' },
);
const nom = champDEssai('texte', {}, { id: 'nom' });

const DINUM = { siret: '13002526500013', siren: '130025265' };
const POSTE = { siret: '35600000000048', siren: '356000000' };

function opened() {
  let times = 0;
  const le = Temporal.Instant.from('2026-11-24T09:30:00Z');
  const etablissement = async (numero: string) => ({
    type: 'connu',
    valeur: { nom: numero, etat: 'ouvert' },
    source: 'le répertoire',
    le,
  });
  return {
    times: () => times,
    open: async () => {
      times += 1;
      return { referentiels: { etablissement }, pour: {}, maintenant: le } as unknown as Outils;
    },
  };
}

describe('completerChamps', () => {
  it('asks about the answers whose type wants it, rows included, and opens its tools once', async () => {
    const tools = opened();
    const reponses = {
      nom: 'Fête',
      siret: DINUM,
      partenaires: [{ _id: 'a', organisme: POSTE }, { _id: 'b' }],
    };
    const complements = await completerChamps(
      [nom, siret, partenaires],
      { reponses, origines: {} },
      registre,
      tools.open,
    );
    const completed = poserComplements(reponses, complements);
    expect(completed).toMatchObject({
      nom: 'Fête',
      siret: { ...DINUM, organisme: { nom: DINUM.siret } },
      partenaires: [{ _id: 'a', organisme: { ...POSTE, organisme: { nom: POSTE.siret } } }, { _id: 'b' }],
    });
    expect(complements.map(({ champId, aConfirmer }) => [champId, aConfirmer])).toEqual([
      ['siret', true],
      ['partenaires', true],
    ]);
    expect(tools.times()).toBe(1);
    const again = await completerChamps(
      [nom, siret, partenaires],
      { reponses: completed, origines: {} },
      registre,
      tools.open,
    );
    expect(again).toEqual([]);
  });

  it('opens nothing when there is nothing to ask, and never touches what is certified', async () => {
    const tools = opened();
    const origines = { siret: TRANSMIS_PAR_LA_CAF, 'partenaires.a.organisme': TRANSMIS_PAR_LA_CAF };
    const reponses = { nom: 'Fête', siret: DINUM, partenaires: [{ _id: 'a', organisme: POSTE }] };
    expect(await completerChamps([nom, siret, partenaires], { reponses, origines }, registre, tools.open)).toEqual([]);
    expect(tools.times()).toBe(0);
  });
});

it('what was found about an answer that has changed meanwhile no longer holds', () => {
  const complements = [{ champId: 'siret', avant: DINUM, apres: { ...DINUM, organisme: {} }, aConfirmer: true }];
  expect(complementsTenus({ siret: POSTE }, complements)).toEqual([]);
  expect(complementsTenus({}, complements)).toEqual([]);
  expect(complementsTenus({ siret: { siren: DINUM.siren, siret: DINUM.siret } }, complements)).toEqual(complements);
});
