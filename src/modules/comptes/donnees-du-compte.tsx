import { DataTable, SummaryList } from '../../platform/html/index.ts';
import type { Noyau } from '../../platform/services.ts';
import { formatInstant } from '../../values/format-instant.ts';
import { entriesOfSujet } from '../journal/index.ts';
import { FOURNISSEURS } from './domain/fournisseur.ts';
import { garantieOf, lignesOfIdentite } from './domain/lignes-identite.ts';
import { nomsDesRoles } from './domain/role.ts';
import { empreinteOf } from './domain/token.ts';
import type { Annonce, DonneesPersonnelles, ElementExporte } from './donnees-personnelles.ts';
import type { Providers } from './oidc/providers.ts';
import { listRemplacees } from './storage/adresses-remplacees.ts';
import { deleteAccesses, emptyPlaces } from './storage/effacement.ts';
import { adhesionsOf, findPersonne, identitesOf } from './storage/personnes.ts';
import { listSessions } from './storage/sessions.ts';
import { nomDeConnexion } from './use-cases/describe-comptes.ts';
import { LINK_ISSUER } from './use-cases/open-sign-in-link.ts';

type Outils = Noyau & { readonly providers: Providers };

/** What this module holds of a person: who they are, how they sign in, where they are signed in. */
export function donneesDuCompte(outils: Outils): DonneesPersonnelles {
  return {
    partie: 'compte',
    titre: 'Votre compte',
    async *exporter(personneId) {
      const compte = await readCompte(outils, personneId);
      if (compte) yield compte;
    },
    async annoncer(tx, personneId) {
      const personne = await findPersonne(tx, personneId);
      const adhesions = await adhesionsOf(tx, personneId);
      return annonceOf(
        personne?.type === 'agent',
        adhesions.map(({ nom }) => nom),
      );
    },
    async effacer(tx, { personneId, navigateur }) {
      await emptyPlaces(tx, personneId);
      await deleteAccesses(tx, {
        personneId,
        linkIssuer: LINK_ISSUER,
        navigateurEmpreinte: navigateur === undefined ? undefined : empreinteOf(navigateur),
      });
    },
  };
}

function annonceOf(isAgent: boolean, organisations: readonly string[]): Annonce {
  return {
    efface: [
      'votre identité, votre adresse de contact et celle d’avant',
      'vos façons de vous connecter, et vos sessions sur tous vos appareils',
    ],
    conserve: [
      ...(isAgent
        ? [
            {
              quoi: 'ce que vous avez écrit, demandé et décidé au nom d’une organisation, avec votre nom',
              pourquoi:
                'ces actes sont les siens, et chacun a le droit de savoir qui a traité sa demande (code des relations entre le public et l’administration, art. L.\u00a0111-2)',
            },
          ]
        : []),
      {
        quoi: 'les lignes du journal',
        pourquoi:
          'elles prouvent ce qui s’est passé, sans dire à propos de qui\u00a0: elles ne contiennent que des numéros techniques et des empreintes',
      },
    ],
    poursuivi: [],
    ...(organisations.length > 0
      ? {
          empeche: `Quittez d’abord vos organisations (${organisations.join(', ')}), depuis «\u00a0Mon compte\u00a0».`,
        }
      : {}),
  };
}

async function readCompte(outils: Outils, personneId: string): Promise<ElementExporte | undefined> {
  const [personne, identites, sessions, adhesions, remplacees, histoire] = await outils.db.read(
    { personne: personneId },
    (tx) =>
      Promise.all([
        findPersonne(tx, personneId),
        identitesOf(tx, personneId),
        listSessions(tx, personneId, outils.clock.now()),
        adhesionsOf(tx, personneId),
        listRemplacees(tx, personneId),
        entriesOfSujet(tx, { type: 'personne', id: personneId }),
      ]),
  );
  if (!personne) return undefined;
  const adressesRemplacees = remplacees.map(({ ancienEmail, nouvelEmail, createdAt, expiresAt }) => {
    return { ancienEmail, nouvelEmail, createdAt, expiresAt };
  });
  const faits = histoire.map(({ entry: { at, type } }) => ({ at, type }));
  return {
    donnees: {
      ...personne,
      connexions: identites,
      sessions,
      organisations: adhesions,
      adressesRemplacees,
      histoire: faits,
    },
    page: (
      <>
        <h3>Identité</h3>
        <p>{garantieOf(personne.type, personne)}.</p>
        <SummaryList rows={lignesOfIdentite(personne.type, personne)} />
        <h3>Façons de vous connecter</h3>
        <SummaryList
          rows={identites.map((identite) => ({
            label: nomDeConnexion(identite, outils.providers),
            value: `depuis le ${formatInstant(identite.createdAt)}`,
          }))}
        />
        {remplacees.length > 0 && (
          <>
            <h3>Adresses remplacées</h3>
            <SummaryList
              rows={remplacees.map(({ ancienEmail, createdAt, expiresAt }) => ({
                label: ancienEmail,
                value: `remplacée le ${formatInstant(createdAt)}, gardée jusqu’au ${formatInstant(expiresAt)} pour pouvoir être remise`,
              }))}
            />
          </>
        )}
        <h3>Sessions ouvertes</h3>
        <DataTable
          caption="Sessions ouvertes"
          captionHidden
          rows={sessions}
          rowKey={({ id }) => id}
          empty={<p>Aucune.</p>}
          columns={[
            { key: 'appareil', header: 'Appareil', cell: ({ appareil }) => appareil },
            { key: 'connexion', header: 'Connexion', cell: ({ fournisseur }) => FOURNISSEURS[fournisseur] },
            { key: 'ouverte', header: 'Ouverte', cell: ({ createdAt }) => formatInstant(createdAt) },
            { key: 'vue', header: 'Dernière activité', cell: ({ lastSeenAt }) => formatInstant(lastSeenAt) },
          ]}
        />
        {adhesions.length > 0 && (
          <>
            <h3>Vos rôles</h3>
            <SummaryList rows={adhesions.map(({ nom, roles }) => ({ label: nom, value: nomsDesRoles(roles) }))} />
          </>
        )}
      </>
    ),
    fichiers: [],
  };
}
