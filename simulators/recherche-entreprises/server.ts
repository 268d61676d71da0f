import { createLimiter } from '../api-particulier/limits.ts';
import { sendJson } from '../http.ts';
import { type Inscrite, inscrites } from '../registres/organisations.ts';
import { misbehave, type RegistreOptions, type RegistreServer } from '../registres/registre.ts';

/** « Recherche d’entreprises »: open, without a key, and without what is kept from publication. */
export function createRechercheEntreprises(options: RegistreOptions): RegistreServer {
  const perSecond = createLimiter(7, 1_000, options.now);
  const refusals = {
    tooMany: { erreur: 'Trop de requêtes' },
    broken: [500, { erreur: 'Erreur interne' }],
    retryAfter: 1,
  } as const;
  return {
    async handle(request, response, path) {
      if (await misbehave(options, 'recherche-entreprises', refusals, response)) return;
      if (perSecond.count(request.socket.remoteAddress ?? '').remaining < 0) {
        return sendJson(response, 429, refusals.tooMany, { 'retry-after': '1' });
      }
      if (path !== '/search') return sendJson(response, 404, { erreur: 'Not Found' });
      const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
      const q = (query.get('q') ?? '').trim();
      if (q.length < 3)
        return sendJson(response, 400, { erreur: 'Veuillez indiquer au moins un paramètre de recherche.' });
      const perPage = Math.min(Number(query.get('per_page') ?? 10) || 10, 25);
      const found = inscrites.filter((one) => one.diffusion === 'diffusible' && matches(one, q));
      sendJson(response, 200, {
        results: found.slice(0, perPage).map((one) => resultOf(one, q)),
        total_results: found.length,
        page: 1,
        per_page: perPage,
        total_pages: Math.ceil(found.length / perPage),
      });
    },
  };
}

function matches({ siret, nom }: Inscrite, q: string): boolean {
  if (/^\d{14}$/.test(q)) return siret === q;
  if (/^\d{9}$/.test(q)) return siret.startsWith(q);
  return nom.toLowerCase().includes(q.toLowerCase());
}

function resultOf(one: Inscrite, q: string) {
  const { adresse } = one;
  const siege = {
    siret: one.siret,
    adresse: [adresse.numero, adresse.type, adresse.libelle, adresse.codePostal, adresse.commune]
      .filter(Boolean)
      .join(' '),
    code_postal: adresse.codePostal,
    commune: adresse.codeCommune,
    libelle_commune: adresse.commune,
    date_creation: new Date(one.creee * 1000).toISOString().slice(0, 10),
    date_fermeture: one.fermee ?? null,
    etat_administratif: one.fermee ? 'F' : 'A',
    statut_diffusion_etablissement: 'O',
  };
  return {
    siren: one.siret.slice(0, 9),
    nom_complet: one.nom.toLowerCase(),
    nom_raison_sociale: one.prenom === undefined ? one.nom : null,
    sigle: null,
    nombre_etablissements: 1,
    nombre_etablissements_ouverts: one.fermee ? 0 : 1,
    nature_juridique: one.forme[0],
    date_fermeture: one.cessee ? (one.fermee ?? null) : null,
    etat_administratif: one.cessee ? 'C' : 'A',
    statut_diffusion: 'O',
    siege,
    matching_etablissements: one.siret === q ? [siege] : [],
    complements: { identifiant_association: one.rna ?? null },
  };
}
