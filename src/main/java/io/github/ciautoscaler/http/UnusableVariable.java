package io.github.ciautoscaler.http;

/** A variable of the environment that we cannot work with. Its message never quotes a password. */
public final class UnusableVariable extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String variable;
  private final String what;
  private final String mend;

  /**
   * @param what follows the variable's name
   */
  UnusableVariable(String variable, String what, String mend) {
    super(variable + " " + what + ". " + mend);
    this.variable = variable;
    this.what = what;
    this.mend = mend;
  }

  public String variable() {
    return variable;
  }

  /** What is wrong, beginning with the variable's name. */
  public String what() {
    return variable + " " + what;
  }

  public String mend() {
    return mend;
  }
}
