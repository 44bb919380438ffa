import { describeAgreement } from './agreement.ts';

describeAgreement(false);
