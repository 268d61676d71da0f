import type { Completer } from '../../domain/champ.ts';
import type { EtablissementConnu } from '../../domain/referentiels.ts';
import { aRepondu, constater } from '../constat.tsx';
import type { Organisme, SiretOptions, ValeurSiret } from './definition.ts';

/** Asks the register once about a number; again only when nobody answered. */
export const completerSiret: Completer<SiretOptions, ValeurSiret> = async (valeur, _champ, outils) => {
  if (aRepondu(valeur.constat)) return undefined;
  const { siret, siren } = valeur;
  const reponse = await outils.referentiels.etablissement(siret, outils.pour);
  if (reponse.type === 'muet') {
    return {
      valeur: { siret, siren, constat: constater('muet', SIRENE, outils.maintenant) },
      aConfirmer: false,
    };
  }
  const organisme = reponse.type === 'connu' ? { organisme: organismeOf(reponse.valeur) } : {};
  const proof = constater(reponse.type, reponse.source, reponse.le);
  return { valeur: { siret, siren, ...organisme, constat: proof }, aConfirmer: true };
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
