package io.github.ciautoscaler.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with the files of settings, such as the pools' one.
 *
 * @param files those that are followed
 * @param loadedAt when what they say was last taken
 * @param refusedSince since when a change of theirs is not used; null while what they say is in use
 * @param problems why it is not used
 * @param restartNeeded sentences: what of it holds from the next start
 * @param notSold sentences: what pools ask for and Hetzner does not have, or not for long
 */
public record ConfigurationView(
    List<String> files,
    Instant loadedAt,
    @Nullable Instant refusedSince,
    List<Mistake> problems,
    List<String> restartNeeded,
    List<String> notSold) {

  /**
   * One thing that is wrong in a file.
   *
   * @param from the file and the line; null where it has no single place
   */
  public record Mistake(String what, @Nullable String from, String mend) {}
}
