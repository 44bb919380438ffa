import { ShareWith, type ShareWithProps } from '../ui/components/share-with.tsx';
import { useUi } from '../ui/context.tsx';
import type { ShareOffer } from './share-form.ts';

/** "Share with" of a record's form; whoever is offered was disclosed, and is named for the log. */
export function ShareFields({ offer, preview }: { offer: ShareOffer; preview: ShareWithProps['preview'] }) {
  const { agencyName, t, format } = useUi();
  const { choice, agencies, people, me, panel, audience } = offer;
  return (
    <>
      {people.map(({ id }) => (
        <span key={id} data-id={id} />
      ))}
      <ShareWith
        preview={preview}
        choice={choice}
        agencies={agencies
          .filter(({ code }) => code !== me.agency)
          .map(({ code }) => ({ code, name: agencyName(code) }))
          .sort((a, b) => format.compare(a.name, b.name))}
        people={people.map((person) => ({ ...person, agency: agencyName(person.agency) }))}
        findPeople={offer.findPeople}
        {...(panel ? { panelName: panel } : {})}
        countryName={t('participant.name', { code: me.country })}
        ownAgency={agencyName(me.agency)}
        audience={audience ?? undefined}
      />
    </>
  );
}
