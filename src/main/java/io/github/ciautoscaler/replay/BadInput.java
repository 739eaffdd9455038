package io.github.ciautoscaler.replay;

/** What was given cannot be replayed; its message says what is wrong and how to mend it. */
public final class BadInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String said;

  public BadInput(String wrong, String mend) {
    super((wrong + " " + mend).strip());
    this.said = (wrong + " " + mend).strip();
  }

  /** The same, with where it is. */
  BadInput at(String where) {
    return new BadInput(where + ":", said);
  }
}
