/** An agency as the pickers of the marking editor offer it. */
export interface AgencyOption {
  code: string;
  name: string;
}

/** A person that may be named. */
export interface PersonOption {
  id: string;
  name: string;
  agency: string;
}
