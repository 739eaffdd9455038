package io.github.ciautoscaler.bootstrap;

/** Ends the check of the owner's user-data at the first thing that makes it useless. */
@SuppressWarnings("serial") // never leaves this room
final class UnusableUserData extends Exception {

  private final String what;
  private final String mend;

  UnusableUserData(String what, String mend) {
    super(what);
    this.what = what;
    this.mend = mend;
  }

  String what() {
    return what;
  }

  String mend() {
    return mend;
  }
}
