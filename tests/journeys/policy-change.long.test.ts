import { walkPolicyChange } from './policy-change.ts';

walkPolicyChange('without JavaScript', { javaScriptEnabled: false });
