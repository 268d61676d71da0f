import {
  Autocomplete,
  Button,
  DateFields,
  EmailField,
  Fieldset,
  FileField,
  Form,
  MoneyField,
  NumberField,
  PhoneField,
  RequiredNote,
  Select,
  TextArea,
  TextField,
} from '../index.ts';
import { Example } from './example.tsx';

const CAF = 'Transmis par la CAF le 24\u00a0novembre 2026';
const SCHOOLS = ['Andersen', 'Ernest-Pérochon', 'Jules-Ferry', 'Tony-Lainé'] as const;

export function Fields() {
  return (
    <Form action="/composants" jeton="exemple" multipart label="Exemples de champs">
      <RequiredNote />
      <Example title="Texte">
        <TextField name="nom" label="Nom de naissance" autocomplete="family-name" />
        <TextField name="usage" label="Nom d’usage" hint="S’il est différent du nom de naissance." optional />
        <TextField name="commune" label="Commune" value="Poitiers" origin="Base adresse nationale" />
        <TextField
          name="postal"
          label="Code postal"
          width={5}
          inputmode="numeric"
          autocomplete="postal-code"
          hint="Cinq chiffres, par exemple 86000."
          value="860"
          error="Écrivez un code postal de cinq chiffres."
        />
      </Example>
      <Example title="Adresse électronique et téléphone">
        <EmailField name="email" label="Adresse électronique" hint="Nous y envoyons l’accusé de dépôt." />
        <PhoneField name="telephone" label="Téléphone" optional />
      </Example>
      <Example title="Nombres et montants">
        <NumberField name="surface" label="Surface du terrain, en m²" decimal unit="m²" value="412,5" />
        <MoneyField name="quotient" label="Quotient familial, en euros" width={5} value="756" origin={CAF} />
        <MoneyField
          name="devis"
          label="Montant du devis, en euros"
          value="douze"
          error="Écrivez le montant en chiffres, par exemple 1250,50."
        />
      </Example>
      <Example title="Date">
        <DateFields name="naissance" label="Date de naissance" hint="Par exemple 27 3 2019." birthday />
        <DateFields
          name="debut"
          label="Début des travaux"
          value={{ jour: '31', mois: '2', annee: '2027' }}
          error="Le mois de février 2027 a 28 jours."
          invalidParts={['jour']}
        />
      </Example>
      <Example title="Texte long">
        <TextArea name="motif" label="Motif de la demande" maxLength={500} />
        <TextArea
          name="description"
          label="Description des travaux"
          rows={3}
          maxLength={40}
          value="Remplacement de quatre fenêtres en façade sur rue."
          error="Raccourcissez la description à 40 caractères."
        />
      </Example>
      <Example title="Liste">
        <Select name="ecole" label="École" options={SCHOOLS.map((name) => ({ value: name, label: name }))} />
        <Select
          name="secteur"
          label="Secteur"
          options={[{ value: 'nord', label: 'Nord' }]}
          error="Choisissez un secteur."
        />
      </Example>
      <Example title="Liste avec recherche">
        <Autocomplete
          name="recherche"
          label="École souhaitée"
          hint="Commencez à écrire, puis choisissez."
          suggestions={SCHOOLS}
        />
      </Example>
      <Example title="Document">
        <FileField
          name="certificat"
          label="Certificat médical"
          optional
          accept={PDF_OR_PHOTO}
          maxBytes={10_000_000}
          files={[]}
        />
        <FileField
          name="justificatifs"
          label="Justificatifs de domicile"
          multiple
          accept={PDF_OR_PHOTO}
          maxBytes={10_000_000}
          files={[
            { id: '1', name: 'facture-eau.pdf', bytes: 348_200, href: '#champs' },
            {
              id: '2',
              name: 'quittance-octobre-2026-12-rue-des-carmes.jpg',
              bytes: 2_410_000,
              status: 'Vérification…',
            },
          ]}
          error="Le fichier bail.docx n’est ni un PDF ni une image. Enregistrez-le en PDF, puis envoyez-le."
        />
      </Example>
      <Example title="Groupe de champs">
        <Fieldset legend="Votre adresse">
          <TextField name="voie" label="Numéro et voie" autocomplete="address-line1" />
          <TextField name="complement" label="Complément" autocomplete="address-line2" optional />
        </Fieldset>
      </Example>
      <Button>Continuer</Button>
    </Form>
  );
}

const PDF_OR_PHOTO = [
  { mime: 'application/pdf', label: 'PDF' },
  { mime: 'image/jpeg', label: 'JPEG' },
  { mime: 'image/png', label: 'PNG' },
] as const;
