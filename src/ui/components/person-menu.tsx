import { type Ui, useUi } from '../context.tsx';
import { Form } from './form.tsx';

export function PersonMenu({ person }: { person: NonNullable<Ui['person']> }) {
  const { t, agencyName } = useUi();
  return (
    <details class="s-menu s-menu--person" data-s-menu>
      <summary>
        <span class="s-vh">{t('ui.person.menu')} </span>
        <span class="s-menu__who">{person.name}</span> <span class="s-menu__agency">{person.agency}</span>
      </summary>
      <div class="s-menu__list">
        <p class="s-menu__facts">
          {agencyName(person.agency)}
          <br />
          {person.roles.map((role) => t(`state.role.${role}`)).join(' · ')}
        </p>
        <a href="/profile">{t('ui.nav.profile')}</a>
        <a href="/people">{t('colleague.title')}</a>
        <a href="/notices">{t('notice.title')}</a>
        <Form action="/logout" plain>
          <button type="submit" data-s-forget>
            {t('ui.signOut')}
          </button>
        </Form>
      </div>
    </details>
  );
}
