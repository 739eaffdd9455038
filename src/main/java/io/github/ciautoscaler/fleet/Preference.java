package io.github.ciautoscaler.fleet;

/** In which order the offerings of a pool are tried. */
public enum Preference {
  /** As the owner lists them. */
  LISTED,
  /** The cheapest first; those whose price is not known last. */
  PRICE
}
