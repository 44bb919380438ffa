import { walkPolicyChange } from './policy-change.ts';

walkPolicyChange('with JavaScript', {});
