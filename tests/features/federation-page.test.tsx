import { describe, expect, it } from 'vitest';
import { FederationPage } from '../../src/features/federation/views/federation-page.tsx';
import type { ProviderHealth } from '../../src/gate/federation-views.ts';
import { renderDocument } from '../../src/ui/context.tsx';
import { sampleUi } from '../ui/sample-ui.ts';

const days = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString();

function provider(more: Partial<ProviderHealth> = {}): ProviderHealth {
  return {
    entityId: 'https://idp.al.example',
    alias: 'al',
    names: { en: 'Albanian police' },
    participant: 'AL',
    agencies: ['AL-ASP'],
    status: 'ACTIVE',
    trustedUntil: days(300),
    certificates: [{ fingerprint: 'ab'.repeat(32), notAfter: days(900) }],
    lastSignIn: null,
    sessions: 0,
    refusals: [],
    ...more,
  };
}

const show = (providers: ProviderHealth[]) =>
  renderDocument(<FederationPage providers={providers} strangers={[]} />, sampleUi('en'));

describe('the page of the federation', () => {
  it.each(['scope', 'agency', 'country'])('warns first of a provider that signed for somebody else: %s', (reason) => {
    const html = show([provider({ refusals: [{ reason, refusals: 3, lastAt: days(0) }] })]);
    expect(html.indexOf('Answers in somebody else’s name')).toBeGreaterThan(0);
    expect(html.indexOf('Answers in somebody else’s name')).toBeLessThan(html.indexOf('id="provider-al"'));
    expect(html).toContain('href="#provider-al"');
  });

  it('does not cry wolf over a refusal that happens every day', () => {
    const html = show([provider({ refusals: [{ reason: 'request-expired', refusals: 9, lastAt: days(0) }] })]);
    expect(html).not.toContain('Answers in somebody else’s name');
    expect(html).toContain('request-expired');
  });

  it('says 60 days before that trust ends, and not 61', () => {
    expect(show([provider({ trustedUntil: days(60) })])).toContain('Trust ends within 60 days');
    expect(show([provider({ trustedUntil: days(61) })])).not.toContain('Trust ends');
  });

  it('says why nobody can sign in', () => {
    const html = show([provider({ broken: 'trust has ended', trustedUntil: days(-3) })]);
    expect(html).toContain('Nobody can sign in');
    expect(html).toContain('Trust in it has ended');
    expect(html).not.toContain('Trust ends within');
  });

  it('says where metadata comes from and which domains it claims, and does not cry wolf because a copy ends in a week', () => {
    const aggregate = { name: 'rcc', refreshedAt: days(-0.01), validUntil: days(7), warning: null };
    const html = show([provider({ aggregate, trustedUntil: null, claimedScopes: ['claimed.example'] })]);
    expect(html).toContain('<code>rcc</code>');
    expect(html).toContain('claimed.example');
    expect(html).toContain('they grant nothing');
    expect(html).not.toMatch(/Trust ends|Metadata not refreshed/);
  });

  it('warns of metadata that was not refreshed for two days, before those that are well', () => {
    const warning = 'aggregate rcc: no good refresh since 2026-01-01T00:00:00Z (its address answers 500)';
    const aggregate = { name: 'rcc', refreshedAt: days(-3), validUntil: days(4), warning };
    const html = show([provider({ alias: 'well' }), provider({ aggregate, trustedUntil: null })]);
    expect(html).toContain('Metadata not refreshed');
    expect(html).toContain('its address answers 500');
    expect(html.indexOf('id="provider-al"')).toBeLessThan(html.indexOf('id="provider-well"'));
  });
});
