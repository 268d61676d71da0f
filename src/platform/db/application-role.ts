import { sql } from 'kysely';
import type { Database } from './database.ts';

/**
 * Why the connected role is not fit to be the application's: it must own nothing and be above nothing, else the
 * row-level security would not bind it. Empty when all is well. French sentences, for `parvis doctor`.
 */
export async function applicationRoleProblems(db: Database): Promise<string[]> {
  const { rows } = await db.transaction({ public: true }, (tx) => FACTS.execute(tx));
  const facts = rows[0];
  if (!facts) throw new Error('The database does not know the role that is connected to it');
  const role = `Le rôle ${facts.role}`;
  return [
    ...(facts.isSuperuser ? [`${role} est superutilisateur.`] : []),
    ...(facts.bypasses ? [`${role} échappe à la sécurité par ligne (bypassrls).`] : []),
    ...(facts.mayCreateRoles ? [`${role} peut créer des rôles.`] : []),
    ...(facts.mayCreate ? [`${role} peut créer des objets dans le schéma public.`] : []),
    ...(facts.owned.length > 0 ? [`${role} possède ${facts.owned.slice(0, 5).join(', ')}.`] : []),
    ...(facts.mayBecomeOwner ? [`${role} peut prendre le rôle du propriétaire du schéma.`] : []),
    ...(facts.isApplication ? [] : [`${role} n’est pas membre de parvis_app : il ne peut rien lire.`]),
  ];
}

type Facts = {
  role: string;
  isSuperuser: boolean;
  bypasses: boolean;
  mayCreateRoles: boolean;
  mayCreate: boolean;
  owned: string[];
  mayBecomeOwner: boolean;
  isApplication: boolean;
};

const FACTS = sql<Facts>`
  with owned as (
    select relname::text as name, relowner as owner from pg_class
      where relnamespace in ('public'::regnamespace, to_regnamespace('graphile_worker'))
    union all select proname::text, proowner from pg_proc where pronamespace = 'public'::regnamespace
    union all select nspname::text, nspowner from pg_namespace
    union all select datname::text, datdba from pg_database where datname = current_database()
  )
  select rolname::text as "role", rolsuper as "isSuperuser", rolbypassrls as "bypasses",
    rolcreaterole as "mayCreateRoles", has_schema_privilege('public', 'create') as "mayCreate",
    array(select name from owned where owner = pg_roles.oid order by name collate "C") as "owned",
    exists (
      select from owned where owner <> pg_roles.oid and pg_has_role(pg_roles.oid, owner, 'member')
    ) as "mayBecomeOwner",
    pg_has_role('parvis_app', 'usage') as "isApplication"
  from pg_roles where rolname = current_user`;
