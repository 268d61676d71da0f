import { NotFound } from '../../../platform/errors.ts';
import { Alert, Button, CopyableCode, Form, SummaryList, Tag, Timeline } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, redirect } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { parseId } from '../../../values/ids.ts';
import type { Entry } from '../../journal/index.ts';
import { DUREES_MANDAT } from '../domain/mandat.ts';
import { ownUsagerAccess } from '../policies.ts';
import { describeMandat, type MandatDecrit } from '../use-cases/describe-mandats.ts';
import { endMandat } from '../use-cases/end-mandat.ts';
import { type ComptesDeps, enSonNom, type FaitDecrit } from './deps.ts';
import { aidantDe, ETATS_MANDAT, porteeDe, terme } from './mandats-mots.ts';
import { Site } from './site.tsx';

/** One mandate as who gave it sees it: the code to tell, what was done, and the way to end it. */
export function mandatPages(deps: ComptesDeps): readonly Page[] {
  return [
    {
      path: '/compte/mandats/:mandat',
      access: ownUsagerAccess,
      async GET(contexte) {
        const { personneId } = enSonNom(contexte);
        const decrit = await describeMandat(deps, { personneId, mandatId: mandatIdOf(contexte) });
        return page(<MandatDonne contexte={contexte} {...decrit} decrireFait={deps.decrireFait} />);
      },
    },
    {
      path: '/compte/mandats/:mandat/fin',
      access: ownUsagerAccess,
      async POST(contexte) {
        const mandatId = mandatIdOf(contexte);
        const ended = await endMandat(deps, { personneId: enSonNom(contexte).personneId, mandatId });
        return redirect(
          `/compte/mandats/${mandatId}`,
          ended.ok
            ? { type: 'succes', message: 'Le mandat est terminé\u00a0: cette personne ne peut plus agir pour vous.' }
            : { type: 'erreur', message: ended.error },
        );
      },
    },
  ];
}

/** @throws NotFound when the address holds none */
export function mandatIdOf({ params }: Contexte): string {
  const id = parseId<'Mandat'>(params['mandat'] ?? '');
  if (!id.ok) throw new NotFound('');
  return id.value;
}

type MandatDonneProps = MandatDecrit & {
  readonly contexte: Contexte;
  readonly decrireFait: ComptesDeps['decrireFait'];
};

function MandatDonne({ contexte: { chrome }, mandat, code, faits, decrireFait }: MandatDonneProps) {
  const titre = mandat.acceptedAt ? 'Mandat donné' : 'Mandat proposé';
  const enCours = mandat.statut === 'accepte' || mandat.statut === 'propose';
  return (
    <Site
      chrome={chrome}
      title={titre}
      context={aidantDe(mandat)}
      breadcrumb={[
        { href: '/compte', label: 'Mon compte' },
        { href: '/compte/mandats', label: 'Mandats' },
      ]}
      dossier
    >
      <h1>{titre}</h1>
      {code && (
        <Alert ton="info" title="Dites ce code à la personne qui vous aide">
          <p>
            De vive voix ou par téléphone, à elle seule&nbsp;: c’est ce qui prouve que c’est bien elle. Ne le donnez pas
            à quelqu’un qui vous appelle.
          </p>
          <CopyableCode label="Code du mandat" value={code} group={3} />
        </Alert>
      )}
      <SummaryList
        rows={[
          { label: 'Aidant', value: aidantDe(mandat) },
          { label: 'État', value: <Tag {...ETATS_MANDAT[mandat.statut]} /> },
          { label: 'Pour', value: porteeDe(mandat) },
          { label: 'Durée choisie', value: DUREES_MANDAT[mandat.duree].libelle },
          { label: 'Terme', value: terme(mandat) },
        ]}
      />
      {enCours && (
        <Form action={`/compte/mandats/${mandat.id}/fin`} jeton={chrome.jeton}>
          <Button kind="danger">{mandat.statut === 'accepte' ? 'Mettre fin à ce mandat' : 'Annuler ce mandat'}</Button>
        </Form>
      )}
      <h2>Ce qui a été fait</h2>
      <Timeline
        events={faits.flatMap((fait) => evenement(fait, nommer(fait, decrireFait), chrome.principal, mandat))}
      />
    </Site>
  );
}

function nommer(fait: Entry, decrireFait: ComptesDeps['decrireFait']): FaitDecrit | undefined {
  return fait.sujet.type === 'mandat' ? MANDAT[fait.type] : decrireFait(fait);
}

const MANDAT: Readonly<Record<string, FaitDecrit>> = {
  'mandat.propose': { titre: 'Mandat proposé' },
  'mandat.accepte': { titre: 'Mandat accepté' },
  'mandat.refuse': { titre: 'Mandat refusé' },
  'mandat.code_errone': { titre: 'Code erroné' },
  'mandat.bloque': { titre: 'Mandat bloqué après plusieurs codes erronés' },
  'mandat.utilise': { titre: 'A commencé à agir en votre nom' },
  'mandat.repose': { titre: 'A cessé d’agir en votre nom' },
  'mandat.revoque': { titre: 'Mandat arrêté' },
  'mandat.rendu': { titre: 'Mandat rendu' },
  'mandat.expire': { titre: 'Mandat arrivé à son terme' },
};

function evenement(
  { at, acteur }: Entry,
  decrit: FaitDecrit | undefined,
  moi: Contexte['principal'],
  mandat: MandatDecrit['mandat'],
) {
  if (!decrit) return [];
  const vous = moi.type !== 'anonyme' && acteur.id === moi.personneId;
  const aidant = acteur.id !== null && acteur.id === mandat.mandataireId ? aidantDe(mandat) : undefined;
  const qui = vous ? 'Vous' : (aidant ?? (acteur.type === 'systeme' ? 'Parvis' : 'Une personne qui a ouvert le lien'));
  return [
    {
      title: decrit.titre,
      when: formatInstant(Temporal.Instant.from(at)),
      datetime: at,
      actor: qui,
      ...(decrit.href ? { children: <a href={decrit.href}>Voir ce dossier</a> } : {}),
    },
  ];
}
