import { walkOnboarding } from './onboarding.ts';

walkOnboarding('with scripts', {});
walkOnboarding('without JavaScript', { javaScriptEnabled: false });
