import {
  ButtonGroup,
  ButtonLink,
  Details,
  fr,
  PlainList,
  SummaryList,
  Tag,
  VisuallyHidden,
} from '../../../platform/html/index.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { NBSP } from '../../../values/french.ts';
import { jourFromInstant } from '../../../values/jour.ts';
import { formatMontant } from '../../../values/montant.ts';
import { formatPercent } from '../../../values/ratio.ts';
import type { Collectivite } from '../domain/collectivite.ts';
import { type Aide, type Critere, DEPENSES, type Depense } from '../domain/eligibilite.ts';
import { etatSession, sessionAMontrer, versionEnVigueur } from '../domain/session.ts';
import type { ReglesOuvertes } from '../eligibilite.ts';
import type { Eligibilites } from '../eligibilites.ts';
import type { Dispositif, SessionFonds, VersionDeRegles } from '../storage/sessions.ts';

export type DispositifPourProps = {
  readonly dispositif: Dispositif;
  readonly collectivite: Collectivite;
  readonly at: Temporal.Instant;
  /** Of this page without its date. */
  readonly adresse: string;
  /** Where to ask for it; undefined: nowhere here. */
  readonly formulaire: string | undefined;
  /** Who manages it, when several do: each may have adopted the same fund. */
  readonly gestionnaire: string | undefined;
  readonly reglesOf: Eligibilites['reglesOf'];
};

/** One dispositif seen by one collectivité: may it ask, why, for how much, until when. */
export function DispositifPour(props: DispositifPourProps) {
  const { dispositif, collectivite, at, adresse, formulaire, gestionnaire, reglesOf } = props;
  const session = sessionAMontrer(dispositif.sessions, at);
  // Before the opening, the rules that will apply; after the closing, the last that did.
  const version = session && (versionEnVigueur(session.versions, at) ?? session.versions[0]);
  if (!session || !version) return null;
  const regles = reglesOf(version);
  const { eligible, criteres, aide } = regles.evaluer(collectivite);
  const exclues = depenses(regles, false);
  const nom = gestionnaire ? `${dispositif.nom}, ${gestionnaire}` : dispositif.nom;
  return (
    <section>
      <h2>{nom}</h2>
      <p>{fr(dispositif.presentation)}</p>
      <p>
        <Tag {...VERDICTS[verdictOf(eligible)]} /> <Tag {...ETATS[etatSession(session, at)]} />
      </p>
      <SummaryList
        label={`${nom}${NBSP}: l’essentiel`}
        rows={[
          { label: 'Aide', value: aideEnTexte(aide) },
          { label: 'Échéance', value: echeance(session, at) },
          { label: 'Pour', value: capitale(enumerer(depenses(regles, true))) },
        ]}
      />
      <h3>Conditions</h3>
      <Criteres criteres={criteres} />
      {formulaire && eligible !== false && etatSession(session, at) === 'ouverte' && (
        <ButtonGroup>
          <ButtonLink href={formulaire}>
            Demander cette aide<VisuallyHidden>{`${NBSP}: ${nom}`}</VisuallyHidden>
          </ButtonLink>
        </ButtonGroup>
      )}
      <Details summary={`Sources et versions des règles${NBSP}: ${nom}`}>
        {exclues.length > 0 && <p>Ce qui n’est pas pris en charge&nbsp;: {enumerer(exclues)}.</p>}
        <ul>
          {criteres.map(({ titre, source }) => (
            <li key={titre}>
              {fr(titre)}. <span class="muted">{fr(source ?? 'Sans source.')}</span>
            </li>
          ))}
        </ul>
        <p>
          {fr(`Session « ${session.nom} »`)}, règles du {dayOf(version)}.
        </p>
        {session.versions
          .filter((other) => other.id !== version.id)
          .map((other) => (
            <p key={other.id}>
              <a href={`${adresse}&le=${jourFromInstant(other.appliesFrom)}`}>
                {dispositif.nom}&nbsp;: règles du {dayOf(other)}
              </a>{' '}
              <Tag {...VERDICTS[verdictOf(reglesOf(other).evaluer(collectivite).eligible)]} />
            </p>
          ))}
      </Details>
    </section>
  );
}

type Verdict = 'true' | 'false' | 'undefined';

export const verdictOf = (eligible: boolean | undefined) => String(eligible) as Verdict;

export const VERDICTS = {
  true: { text: 'Éligible', ton: 'succes' },
  false: { text: 'Non éligible', ton: 'erreur' },
  undefined: { text: 'À vérifier', ton: 'attention' },
} as const;

const ETATS = {
  a_venir: { text: 'Bientôt ouvert', ton: 'info' },
  ouverte: { text: 'Ouvert', ton: 'succes' },
  close: { text: 'Clos', ton: 'neutre' },
} as const;

const REMPLI = {
  true: { text: 'Remplie', ton: 'succes' },
  false: { text: 'Non remplie', ton: 'erreur' },
  undefined: { text: 'À vérifier', ton: 'attention' },
} as const;

export function Criteres({ criteres }: { readonly criteres: readonly Critere[] }) {
  return (
    <PlainList>
      {criteres.map(({ titre, rempli }) => (
        <li key={titre}>
          <Tag {...REMPLI[verdictOf(rempli)]} /> {fr(titre)}
        </li>
      ))}
    </PlainList>
  );
}

/** « 75 % de la dépense au plus, sans plafond par projet », « Un forfait de 5 000 € ». */
export function aideEnTexte(aide: Aide): string {
  if (aide.type === 'forfait') return `Un forfait de ${formatMontant(aide.montant, 'if-any')}`;
  const plafond = aide.plafond === undefined ? 'sans plafond fixé par projet' : formatMontant(aide.plafond, 'if-any');
  return fr(
    `${formatPercent(aide.taux)} de la dépense au plus, ${aide.plafond === undefined ? plafond : `dans la limite de ${plafond}`}`,
  );
}

function echeance(session: SessionFonds, at: Temporal.Instant): string {
  const { opensAt, closesAt } = session;
  const etat = etatSession(session, at);
  if (etat === 'a_venir') return `Ouvre le ${formatInstant(opensAt)}`;
  if (!closesAt) return 'Pas de date limite';
  return etat === 'close' ? `Clos depuis le ${formatInstant(closesAt)}` : `Jusqu’au ${formatInstant(closesAt)}`;
}

function depenses(regles: ReglesOuvertes, prisesEnCharge: boolean): readonly string[] {
  const all = Object.keys(DEPENSES) as Depense[];
  return all.filter((one) => regles.prendEnCharge(one) === prisesEnCharge).map((one) => DEPENSES[one]);
}

/** « créer un service en ligne, former les agents » */
function enumerer(depenses: readonly string[]): string {
  return depenses.map((one) => one.charAt(0).toLocaleLowerCase('fr') + one.slice(1)).join(', ');
}

const capitale = (texte: string) => texte.charAt(0).toLocaleUpperCase('fr') + texte.slice(1);

const dayOf = ({ appliesFrom }: Pick<VersionDeRegles, 'appliesFrom'>) => formatJour(jourFromInstant(appliesFrom));
