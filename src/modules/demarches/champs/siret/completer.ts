import type { Completer } from '../../domain/champ.ts';
import type { EtablissementConnu } from '../../domain/referentiels.ts';
import type { Organisme, SiretOptions, ValeurSiret } from './definition.ts';

/** Asks the register once about a number; again only when nobody answered. */
export const completerSiret: Completer<SiretOptions, ValeurSiret> = async (valeur, _champ, outils) => {
  if (valeur.verification && valeur.verification.etat !== 'muet') return undefined;
  const { siret, siren } = valeur;
  const reponse = await outils.referentiels.etablissement(siret, outils.pour);
  if (reponse.type === 'muet') {
    const verification = { etat: 'muet', source: SIRENE, le: outils.maintenant.round('second').toString() } as const;
    return { valeur: { siret, siren, verification }, aConfirmer: false };
  }
  const verification = { etat: reponse.type, source: reponse.source, le: reponse.le.round('second').toString() };
  const organisme = reponse.type === 'connu' ? { organisme: organismeOf(reponse.valeur) } : {};
  return { valeur: { siret, siren, ...organisme, verification }, aConfirmer: true };
};

const SIRENE = 'le répertoire Sirene';

/** What a dossier keeps: what helps to recognise and to decide, and nothing else of what the register gives. */
function organismeOf(connu: EtablissementConnu): Organisme {
  const { nom, adresse, formeJuridique, rna, etat, fermeLe, remplacePar } = connu;
  return {
    ...(nom ? { nom } : {}),
    ...(adresse ? { adresse } : {}),
    ...(formeJuridique ? { formeJuridique } : {}),
    ...(rna ? { rna } : {}),
    etat,
    ...(fermeLe ? { fermeLe } : {}),
    ...(remplacePar ? { remplacePar } : {}),
  };
}
