import type { Module } from '../../platform/module.ts';
import { accueilPages } from './pages/accueil.tsx';
import { administrationPages, type Rubrique, rubriquesDesComptes } from './pages/administration.tsx';
import { adresseDeContactPages } from './pages/adresse-de-contact.tsx';
import { adresseRetabliePages } from './pages/adresse-retablie.tsx';
import { apparencePages } from './pages/apparence.tsx';
import { comptePages } from './pages/compte.tsx';
import { connexionPages } from './pages/connexion.tsx';
import { connexionsDuComptePages } from './pages/connexions.tsx';
import { deconnexionPages } from './pages/deconnexion.tsx';
import type { ComptesDeps } from './pages/deps.ts';
import { effacementPages } from './pages/effacement.tsx';
import { exportPages } from './pages/export.tsx';
import { informationPages } from './pages/informations.tsx';
import { mandatPages } from './pages/mandat.tsx';
import { mandatsPages } from './pages/mandats.tsx';
import { membrePages } from './pages/membre.tsx';
import { membresPages } from './pages/membres.tsx';
import { mentionsPages } from './pages/mentions.tsx';
import { organisationsDuComptePages } from './pages/organisations-du-compte.tsx';
import { personnesAideesPages } from './pages/personnes-aidees.tsx';
import { repondreMandatPages } from './pages/repondre-mandat.tsx';
import { retirerConnexionPages } from './pages/retirer-connexion.tsx';
import { retourConnexionPages } from './pages/retour-connexion.tsx';
import { reunirPages } from './pages/reunir.tsx';
import { envoyerCourrierAdresse } from './tasks/envoyer-courrier-adresse.ts';
import { envoyerCourrierConnexion } from './tasks/envoyer-courrier-connexion.ts';
import { envoyerCourrierMandat } from './tasks/envoyer-courrier-mandat.ts';
import { envoyerCourrierMembre } from './tasks/envoyer-courrier-membre.ts';
import { expirerMandats } from './tasks/expirer-mandats.ts';
import { purgerComptes } from './tasks/purger-comptes.ts';
import { verifierSessions } from './tasks/verifier-sessions.ts';

/** @param rubriques what an administrator finds of the other modules */
export function moduleDesComptes(deps: ComptesDeps, rubriques: readonly Rubrique[]): Module {
  const signIn = [accueilPages, connexionPages, retourConnexionPages, deconnexionPages, informationPages];
  const account = [
    comptePages,
    adresseDeContactPages,
    adresseRetabliePages,
    connexionsDuComptePages,
    retirerConnexionPages,
    exportPages,
    effacementPages,
    reunirPages,
    organisationsDuComptePages,
  ];
  const mandats = [mandatsPages, mandatPages, personnesAideesPages, repondreMandatPages];
  const administration = [membresPages, membrePages, apparencePages, mentionsPages];
  return {
    pages: [
      ...[signIn, account, mandats, administration].flat().flatMap((make) => make(deps)),
      ...administrationPages(deps, [...rubriquesDesComptes, ...rubriques]),
    ],
    tasks: [
      envoyerCourrierMembre(deps),
      envoyerCourrierMandat(deps),
      envoyerCourrierAdresse(deps),
      envoyerCourrierConnexion(deps),
    ],
    recurrences: [
      { task: purgerComptes(deps), at: '20 * * * *' },
      { task: expirerMandats(deps), at: '*/10 * * * *' },
      { task: verifierSessions(deps), at: '*/10 * * * *' },
    ],
  };
}
