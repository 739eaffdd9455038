package io.github.ciautoscaler.app.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A value that somebody gave.
 *
 * @param name as it was spelled there, for example HCLOUD_TOKEN_FILE or autoscaler.max-nodes
 * @param origin where it was found, for people
 * @param file the file that holds the value; null where it was given directly
 */
record Given(
    Variable variable, String name, String value, String origin, Rank rank, @Nullable Path file) {

  /** Which one holds when several are given. */
  enum Rank {
    /** In the jar: never conflicts. */
    PACKAGED,
    /** By the owner. */
    EXPLICIT,
    /** Wins over all others. */
    COMMAND_LINE
  }

  Given withValue(String newValue) {
    return new Given(variable, name, newValue, origin, rank, file);
  }

  /** Set, but to nothing, which means the same as not set. */
  boolean isEmptyAndMeansUnset() {
    return value.isBlank() && variable.empty() == Variable.Empty.UNSET;
  }

  @Override
  public String toString() {
    return name + "=" + variable.shown(value) + " (from " + origin + ")";
  }
}
