package io.github.ciautoscaler.convert;

/** What was given cannot be converted: what is wrong with it, and how to mend it. */
final class BadInput extends RuntimeException {

  /** Both are whole sentences. */
  BadInput(String what, String mend) {
    super(what + " " + mend);
  }
}
