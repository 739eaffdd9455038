package io.github.ciautoscaler.forge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Gitea's word for a job's state means. The blocked words change from release to release, so
 * that whatever is not known is blocked too.
 */
enum JobWord {
  /** Could run now, if a runner were there. */
  QUEUED,
  IN_PROGRESS,
  COMPLETED,
  BLOCKED;

  /** Those that a list of the blocked is asked for: each release knows all four. */
  static final List<String> BLOCKED_WORDS =
      List.of("waiting", "pending", "requested", "action_required");

  /**
   * @param asked what the row's list was asked for; holds where the row says nothing
   */
  static JobWord of(@Nullable String word, JobWord asked) {
    return switch (word) {
      case null -> asked;
      case "queued" -> QUEUED;
      case "in_progress" -> IN_PROGRESS;
      case "completed" -> COMPLETED;
      case String blockedOrUnknown -> BLOCKED;
    };
  }

  /** As in {@code status=}; of the blocked there are several. */
  List<String> words() {
    return switch (this) {
      case QUEUED -> List.of("queued");
      case IN_PROGRESS -> List.of("in_progress");
      case COMPLETED -> List.of("completed");
      case BLOCKED -> BLOCKED_WORDS;
    };
  }
}
