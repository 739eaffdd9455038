package io.github.ciautoscaler.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A value that somebody gave.
 *
 * @param at where it stands in the tree, in our spelling
 */
public record Given(KeyPath at, Setting<?> setting, String value, Origin origin) {

  /**
   * Where it came from.
   *
   * @param name as it was spelled there, for example HCLOUD_TOKEN_FILE or autoscaler.max-nodes
   * @param place where it was found, for people
   * @param file the file that holds the value; null where it was given directly
   */
  public record Origin(String name, String place, Rank rank, @Nullable Path file) {}

  /** Which one holds when several are given. */
  public enum Rank {
    /** In the jar: never conflicts. */
    PACKAGED,
    /** By the owner. */
    EXPLICIT,
    /** Wins over all others. */
    COMMAND_LINE
  }

  /** As it was spelled. */
  public String name() {
    return origin.name;
  }

  Given withValue(String newValue) {
    return new Given(at, setting, newValue, origin);
  }

  /** Set, but to nothing, which means the same as not set. */
  public boolean isEmptyAndMeansUnset() {
    return value.isBlank() && setting.empty() == Setting.Empty.UNSET;
  }

  /** As it may be shown. */
  String shown() {
    return setting.kind().shown(value);
  }

  @Override
  public String toString() {
    return name() + "=" + shown() + " (from " + origin.place + ")";
  }
}
