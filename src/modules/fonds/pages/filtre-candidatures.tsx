import { Button, ButtonGroup, Details, Form, PlainList, Select, TextField } from '../../../platform/html/index.ts';
import { NBSP } from '../../../values/french.ts';
import type { FiltreCandidatures } from '../domain/filtre-candidatures.ts';
import type { Dispositif } from '../storage/sessions.ts';
import type { VueCandidatures } from '../storage/vues-candidatures.ts';
import type { EquipeDuFonds } from '../use-cases/equipe.ts';

export type FiltreProps = {
  readonly base: string;
  readonly filtre: FiltreCandidatures;
  readonly dispositifs: readonly Dispositif[];
  readonly equipe: EquipeDuFonds;
  /** More than a tab is chosen. */
  readonly filtered: boolean;
};

/** What to look for: a word, always in sight, and the rest for who needs it. */
export function FiltreDeCandidatures({ base, filtre, dispositifs, equipe, filtered }: FiltreProps) {
  const sessions = dispositifs.flatMap(({ nom, sessions: parts }) =>
    parts.map((session) => ({ value: session.id, label: `${nom}, ${session.nom}` })),
  );
  const { recherche: _typed, ...kept } = filtre;
  return (
    <Form action={base} method="get" search label="Rechercher des demandes">
      {kept.statut && <input type="hidden" name="statut" value={kept.statut} />}
      {kept.tri && <input type="hidden" name="tri" value={kept.tri} />}
      <TextField
        name="q"
        label="Numéro, SIRET ou nom de la collectivité"
        type="search"
        value={filtre.recherche}
        autocomplete="off"
      />
      <Details
        summary="Autres filtres"
        open={filtered && Object.values({ ...kept, statut: '', tri: '' }).some(Boolean)}
      >
        <Select
          name="dispositif"
          label="Dispositif"
          empty="Tous"
          value={filtre.dispositif}
          options={dispositifs.map(({ id, nom }) => ({ value: id, label: nom }))}
        />
        <Select name="session" label="Session" empty="Toutes" value={filtre.session} options={sessions} />
        <Select
          name="recevabilite"
          label="Recevabilité"
          empty="Toutes"
          value={filtre.recevabilite}
          options={[
            { value: 'a_dire', label: 'À examiner' },
            { value: 'recevable', label: 'Recevables' },
            { value: 'irrecevable', label: 'Irrecevables' },
          ]}
        />
        <Select
          name="instructeur"
          label="Instruites par"
          empty="Tout le monde"
          value={filtre.instructeur}
          options={[
            { value: 'moi', label: 'Moi' },
            { value: 'personne', label: 'Personne' },
            ...equipe.instructeurs.map(({ id, nom }) => ({ value: id, label: nom })),
          ]}
        />
        <TextField name="departement" label="Code du département" value={filtre.departement} width={4} />
      </Details>
      <ButtonGroup>
        <Button kind="secondaire">Rechercher</Button>
        {filtered && <a href={base}>Effacer les filtres</a>}
      </ButtonGroup>
    </Form>
  );
}

export type VuesProps = {
  readonly base: string;
  readonly jeton: string;
  /** What the page shows now. */
  readonly requete: string;
  readonly vues: readonly VueCandidatures[];
  /** What is wrong with the name that was typed. */
  readonly nom?: { readonly value: string; readonly error: string } | undefined;
};

/** The filters that an agent keeps, and a place to keep this one. */
export function VuesDeCandidatures({ base, jeton, requete, vues, nom }: VuesProps) {
  const hrefOf = (query: string) => (query ? `${base}?${query}` : base);
  return (
    <Details summary={vues.length === 0 ? 'Mes vues' : `Mes vues${NBSP}: ${vues.length}`} open={nom !== undefined}>
      {vues.length > 0 && (
        <PlainList>
          {vues.map((vue) => (
            <li key={vue.id}>
              <a href={hrefOf(vue.requete)} aria-current={vue.requete === requete ? 'page' : undefined}>
                {vue.nom}
              </a>
            </li>
          ))}
        </PlainList>
      )}
      <Form action={`${base}/vues`} jeton={jeton} label="Garder cette vue">
        <input type="hidden" name="requete" value={requete} />
        <TextField
          name="nom"
          label="Garder les filtres de cette page sous le nom"
          hint="Le même nom remplace la vue qui le porte."
          value={nom?.value}
          error={nom?.error}
          autocomplete="off"
        />
        <ButtonGroup>
          <Button kind="secondaire" name="action" value="garder">
            Garder
          </Button>
        </ButtonGroup>
      </Form>
      {vues.length > 0 && (
        <Form action={`${base}/vues`} jeton={jeton} label="Oublier une vue">
          <input type="hidden" name="requete" value={requete} />
          <Select name="vue" label="Vue à oublier" options={vues.map(({ id, nom: label }) => ({ value: id, label }))} />
          <ButtonGroup>
            <Button kind="secondaire" name="action" value="oublier">
              Oublier cette vue
            </Button>
          </ButtonGroup>
        </Form>
      )}
    </Details>
  );
}
