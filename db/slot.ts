let made = 0;

/**
 * The place of a value in a statement that is written once and run for many: it says where the value comes from.
 * One slot is one parameter, however often the statement names it.
 */
export class Slot<From> {
  /** Tells slots apart where only texts are compared. */
  readonly id = ++made;
  readonly read: (from: From) => unknown;

  constructor(read: (from: From) => unknown) {
    this.read = read;
  }
}
