import { useUi } from '../context.tsx';
import { languageOf } from '../languages.ts';
import { type Audience, audienceSentence, pluralTexts } from '../marking/audience.ts';
import { type ShareChoice, type SharePreset, sharePresets } from '../marking/choice.ts';
import { useTokenName } from '../marking/token-name.ts';
import { useField } from '../problems.ts';
import { Button } from './button.tsx';
import { Checkboxes, type Option, Radios } from './choices.tsx';
import { ShareAdvanced } from './share-advanced.tsx';
import type { AgencyOption, PersonOption } from './share-options.ts';
import { TextField } from './text-field.tsx';

/** Form names: `share`, `shareAgencies`, `sharePeople`, and those of the marking itself (CONTRACT); read with `readShareForm`. */
export interface ShareWithProps {
  choice: ShareChoice;
  /** The other agencies of the federation (pickers show no agency that the reader may not know of). */
  agencies: readonly AgencyOption[];
  /** People that may be named, without the author; none = the sentence is not offered. */
  people?: readonly PersonOption[] | undefined;
  /** What people were looked for by; null while all of them are listed. */
  findPeople?: string | null | undefined;
  /** Name of the panel; absent outside a panel. */
  panelName?: string | undefined;
  countryName: string;
  ownAgency: string;
  /** Where the form asks who would see it: the page that gives the whole form back, and the answer for the form's script. */
  preview: { page: string; live: string };
  /** Who would see it: after "Check who will see this". */
  audience?: Audience | undefined;
  /** Shown first: the last choice in this panel. */
  first?: SharePreset | undefined;
}

function offered({ choice, people, panelName, first }: ShareWithProps): SharePreset[] {
  const possible = sharePresets.filter((preset) => {
    if (preset === 'panel') return panelName !== undefined;
    if (preset === 'people') return (people?.length ?? 0) > 0 || choice.preset === 'people';
    return preset !== 'custom' || choice.preset === 'custom';
  });
  return first && possible.includes(first) ? [first, ...possible.filter((preset) => preset !== first)] : possible;
}

/** Named people: all of them while they are few, else those that were looked for and those already chosen. */
function PeopleDetails({ choice, people = [], findPeople }: ShareWithProps) {
  const { t } = useUi();
  const options = people.map(({ id, name, agency }) => ({ value: id, label: name, hint: agency }));
  return (
    <>
      {findPeople != null && (
        <TextField
          name="findPeople"
          label={t('marking.share.findPerson')}
          hint={t('marking.share.morePeople')}
          optional
          value={findPeople}
          maxLength={100}
        />
      )}
      <Checkboxes
        name="sharePeople"
        label={t('marking.share.whichPeople')}
        options={options}
        values={choice.people}
        filterLabel={t('marking.share.findPerson')}
      />
    </>
  );
}

/** The sentence's own list: agencies, people, or the audience as it stands. */
function Details({ preset, props }: { preset: SharePreset; props: ShareWithProps }) {
  const { t, format } = useUi();
  const nameOf = useTokenName();
  const { choice, agencies } = props;
  if (preset === 'agencies') {
    const options = agencies.map(({ code, name }) => ({ value: code, label: name, hint: code }));
    return (
      <Checkboxes
        name="shareAgencies"
        label={t('marking.share.whichAgencies')}
        options={options}
        values={choice.agencies}
        filterLabel={t('marking.share.findAgency')}
      />
    );
  }
  if (preset === 'people') return <PeopleDetails {...props} />;
  return (
    <p>
      {choice.releasableTo.length > 0
        ? format.list(choice.releasableTo.map(nameOf))
        : t('marking.share.originatorOnly')}
      {choice.releasableTo.map((token) => (
        <input type="hidden" name="releasableTo" value={token} key={token} />
      ))}
    </p>
  );
}

const withDetails: readonly SharePreset[] = ['agencies', 'people', 'custom'];

function optionOf(
  preset: SharePreset,
  props: ShareWithProps,
  say: (id: string, params?: Record<string, string>) => string,
): Option {
  const params = { panel: props.panelName ?? '', country: props.countryName, agency: props.ownAgency };
  return {
    value: preset,
    label: say(`marking.share.${preset}`, params),
    hint: say(`marking.share.${preset}.about`, params),
    ...(withDetails.includes(preset) ? { children: <Details preset={preset} props={props} /> } : {}),
  };
}

/** How many would see it; the browser module brings it up to date while the person chooses. */
function AudienceLine({ audience, preview }: Pick<ShareWithProps, 'audience' | 'preview'>) {
  const { t, format, lang } = useUi();
  const locale = languageOf(lang).format;
  const texts = {
    people: JSON.stringify(pluralTexts(t, format, locale, 'marking.audience.people')),
    agencies: JSON.stringify(pluralTexts(t, format, locale, 'marking.audience.agencies')),
  };
  return (
    <div class="s-audience">
      <p
        class="s-audience__sentence"
        role="status"
        data-s-audience
        data-live={preview.live}
        data-people={texts.people}
        data-agencies={texts.agencies}
        data-sentence={t('marking.audience.sentence', { people: '{people}', agencies: '{agencies}' })}
        data-private={t('marking.audience.private')}
        data-no-private={t('marking.audience.noPrivate')}
        data-nobody={t('marking.audience.nobody')}
      >
        {audience ? audienceSentence(t, audience) : t('marking.audience.unknown')}
      </p>
      <Button kind="secondary" name="preview" value="1" formAction={preview.page}>
        {t('marking.audience.check')}
      </Button>
    </div>
  );
}

/** The marking editor: one sentence with a choice, its audience, and the rest under "Advanced". */
export function ShareWith(props: ShareWithProps) {
  const { t } = useUi();
  const { problem } = useField('sharePeople');
  const options = offered(props).map((preset) => optionOf(preset, props, t));
  return (
    <div class={problem ? 's-share s-field--bad' : 's-share'} data-s-share>
      <Radios name="share" label={t('marking.share.title')} options={options} value={props.choice.preset} />
      <AudienceLine audience={props.audience} preview={props.preview} />
      <ShareAdvanced choice={props.choice} agencies={props.agencies} />
    </div>
  );
}
