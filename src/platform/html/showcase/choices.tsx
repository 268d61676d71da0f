import { capitalized } from '../../../values/french.ts';
import { Button, Checkbox, CheckboxGroup, Form, RadioGroup, TextField, YesNo } from '../index.ts';
import { Example } from './example.tsx';

export function Choices() {
  return (
    <Form action="/composants" jeton="exemple" label="Exemples de choix">
      <Example title="Une réponse">
        <RadioGroup name="accueil" label="Mode d’accueil" options={CARE} value="regulier" />
        <RadioGroup
          name="regime"
          label="Régime alimentaire"
          hint="Il pourra être changé en cours d’année."
          options={[
            { value: 'tout', label: 'Tout' },
            { value: 'sans-viande', label: 'Sans viande' },
          ]}
          error="Choisissez un régime alimentaire."
        />
      </Example>
      <Example title="Oui ou non">
        <YesNo name="fratrie" label="Un frère ou une sœur est-il déjà inscrit&#160;?" value="non" />
      </Example>
      <Example title="Question révélée par une réponse">
        <RadioGroup
          name="contact"
          label="Comment vous joindre&#160;?"
          value="sms"
          options={[
            { value: 'courriel', label: 'Par courriel' },
            {
              value: 'sms',
              label: 'Par SMS',
              children: <TextField name="mobile" label="Téléphone mobile" type="tel" />,
            },
          ]}
        />
      </Example>
      <Example title="Plusieurs réponses">
        <CheckboxGroup
          name="jours"
          label="Jours de présence"
          values={['lundi', 'jeudi']}
          options={['lundi', 'mardi', 'jeudi', 'vendredi'].map((day) => ({ value: day, label: capitalized(day) }))}
        />
        <CheckboxGroup
          name="pieces"
          label="Pièces déjà en votre possession"
          optional
          error="Cochez au moins une pièce, ou continuez sans pièce."
          options={[
            { value: 'plan', label: 'Plan de masse', hint: 'Pièce DP2' },
            { value: 'photo', label: 'Photographie' },
          ]}
        />
      </Example>
      <Example title="Engagement">
        <Checkbox name="engagement" label="Je certifie que ces informations sont exactes." />
        <Checkbox name="reglement" label="J’ai lu le règlement du service." error="Cochez cette case pour continuer." />
      </Example>
      <Button>Continuer</Button>
    </Form>
  );
}

const CARE = [
  { value: 'regulier', label: 'Accueil régulier', hint: 'Les mêmes jours chaque semaine.' },
  { value: 'occasionnel', label: 'Accueil occasionnel', hint: 'Quelques heures, selon les places.' },
  { value: 'urgence', label: 'Accueil d’urgence' },
] as const;
