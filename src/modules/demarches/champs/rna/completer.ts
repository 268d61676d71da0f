import type { Completer } from '../../domain/champ.ts';
import { aRepondu, constater } from '../constat.tsx';
import type { RnaOptions, ValeurRna } from './definition.ts';

/** Asks the register once about a number; again only when nobody answered. */
export const completerRna: Completer<RnaOptions, ValeurRna> = async (valeur, _champ, outils) => {
  if (aRepondu(valeur.constat)) return undefined;
  const { rna } = valeur;
  const reponse = await outils.referentiels.association(rna, outils.pour);
  if (reponse.type === 'muet') {
    return { valeur: { rna, constat: constater('muet', SOURCE, outils.maintenant) }, aConfirmer: false };
  }
  const proof = constater(reponse.type, reponse.source, reponse.le);
  if (reponse.type === 'inconnu') return { valeur: { rna, constat: proof }, aConfirmer: true };
  const { nom, adresse, active, dissouteLe } = reponse.valeur;
  const association = { nom, ...(adresse ? { adresse } : {}), active, ...(dissouteLe ? { dissouteLe } : {}) };
  return { valeur: { rna, association, constat: proof }, aConfirmer: true };
};

const SOURCE = 'le répertoire national des associations';
