package io.github.ciautoscaler.api;

/**
 * Who looks at the page, and what that person may do there.
 *
 * @param name as the person gave it at the sign-in; empty for none
 * @param csrf what each form of this seat must send along; empty where nobody is signed in
 */
public record Seat(Role role, String name, String csrf) {

  static final Seat NOBODY = new Seat(Role.NOBODY, "", "");
  static final Seat ANYONE = new Seat(Role.ANYONE, "", "");

  /** What a token makes of its bearer; anyone is who need not show one, in an open sandbox. */
  public enum Role {
    NOBODY("nobody"),
    VIEWER("viewer"),
    OPERATOR("operator"),
    ANYONE("anyone");

    private final String word;

    Role(String word) {
      this.word = word;
    }

    /** As the audit has it. */
    public String word() {
      return word;
    }
  }

  public boolean mayWrite() {
    return role == Role.OPERATOR || role == Role.ANYONE;
  }

  public boolean isSignedIn() {
    return role == Role.OPERATOR || role == Role.VIEWER;
  }

  /** The role, and the name beside it where one was given. */
  public String who() {
    return name.isEmpty() ? role.word() : role.word() + " " + name;
  }

  @Override
  public String toString() {
    return "Seat[" + who() + "]";
  }
}
