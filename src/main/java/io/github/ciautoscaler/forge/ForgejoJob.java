package io.github.ciautoscaler.forge;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Requirements;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A job as Forgejo writes it. It names no runner, no time and no repository by name.
 *
 * @param runId from version 16
 * @param attempt from version 15; a re-run counts on and keeps the id
 * @param htmlUrl from version 17
 * @param taskId 0 until a runner took it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ForgejoJob(
    @Nullable Long id,
    @Nullable Long runId,
    @Nullable Integer attempt,
    @Nullable String name,
    @Nullable String htmlUrl,
    @Nullable List<@Nullable String> runsOn,
    @Nullable Long taskId,
    @Nullable String status) {

  /** What Forgejo's word for a job's state means; a word that is not known is blocked. */
  enum Word {
    WAITING,
    RUNNING,
    DONE,
    BLOCKED;

    static Word of(@Nullable String word) {
      return switch (word) {
        case "waiting" -> WAITING;
        case "running" -> RUNNING;
        case "success", "failure", "cancelled", "skipped" -> DONE;
        case null, default -> BLOCKED;
      };
    }
  }

  /** Whether a runner could take it now. One without runs-on is handed to nobody. */
  boolean isDemand() {
    return Word.of(status) == Word.WAITING && asksForLabels();
  }

  /** Whatever its word is: one that is not done, and that was handed out, may be on a runner. */
  boolean mayRun() {
    return switch (Word.of(status)) {
      case RUNNING -> true;
      case BLOCKED -> taskId != null && taskId > 0;
      case WAITING, DONE -> false;
    };
  }

  private boolean asksForLabels() {
    return Wire.present(runsOn).findAny().isPresent();
  }

  Job toJob() {
    String page = htmlUrl != null && htmlUrl.matches("https?://.*") ? htmlUrl : null;
    return new Job(
        Objects.requireNonNull(id),
        new Job.Title(name == null ? "" : name, page),
        new Requirements(Wire.present(runsOn).collect(Collectors.toSet())),
        null,
        new Job.Run(null, runId, claimed(), null, null));
  }

  /** Before 15 the task tells one attempt from the next: each has its own. */
  private int claimed() {
    if (attempt != null) {
      return attempt;
    }
    return taskId == null ? 0 : (int) (taskId % Integer.MAX_VALUE);
  }
}
