package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.settings.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with the files of settings.
 *
 * @param files those that the start read, and that are followed
 * @param loadedAt when what they say was last taken
 * @param refusedSince since when what they say is of no use; null while it is in use
 * @param problems why it is of no use
 * @param restartNeeded sentences: what of it holds from the next start
 */
public record ConfigStatus(
    List<Path> files,
    Instant loadedAt,
    @Nullable Instant refusedSince,
    List<Problem> problems,
    List<String> restartNeeded) {

  public ConfigStatus {
    files = List.copyOf(files);
    problems = List.copyOf(problems);
    restartNeeded = List.copyOf(restartNeeded);
  }

  static ConfigStatus atStart(List<Path> files, Instant now) {
    return new ConfigStatus(files, now, null, List.of(), List.of());
  }

  public boolean isRefused() {
    return refusedSince != null;
  }

  ConfigStatus taken(Instant now, List<String> later) {
    return new ConfigStatus(files, now, null, List.of(), later);
  }

  ConfigStatus refused(Instant now, List<Problem> why) {
    return new ConfigStatus(
        files, loadedAt, refusedSince == null ? now : refusedSince, why, restartNeeded);
  }
}
