import { describeAgreement } from './agreement.ts';

describeAgreement(true);
