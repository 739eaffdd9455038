package io.github.ciautoscaler.fleet;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What we recorded on a Node so that a restart loses nothing. An annotation that cannot be read
 * counts as not there: the step it recorded is then done again, which is harmless.
 *
 * @param drain an operator's request to go
 */
public record NodeAnnotations(
    Origin origin, Work work, Seen seen, Leaving leaving, @Nullable DrainRequest drain) {

  /**
   * Where it came from.
   *
   * @param installation whose annotations these are: several installations may share a cluster
   * @param serverId the server that it runs on: the same whatever either is called, and known when
   *     the server no longer is
   * @param joinTokenGone whether its bootstrap token was deleted
   */
  public record Origin(
      @Nullable String installation, @Nullable Long serverId, boolean joinTokenGone) {}

  /**
   * What it does for the forge.
   *
   * @param runnerIds every runner row that was ever seen to belong to it
   * @param usedBy the jobs that it was given, as {@link Uses} names them
   */
  record Work(Set<Long> runnerIds, Set<String> usedBy) {

    Work {
      runnerIds = Set.copyOf(runnerIds);
      usedBy = Set.copyOf(usedBy);
    }
  }

  /**
   * Since when something has been so.
   *
   * @param readyAt when it was first seen Ready
   * @param idleSince when it was seen to become idle
   */
  record Seen(@Nullable Instant readyAt, @Nullable Instant idleSince) {}

  /**
   * What we did so that it can go.
   *
   * @param termination null while none runs; the rest of the code asks the machine's phase
   * @param cordoned whether the cordon is ours
   * @param disabledIds the rows that we disabled
   */
  record Leaving(
      @Nullable TerminationAnnotations termination, boolean cordoned, Set<Long> disabledIds) {

    Leaving {
      disabledIds = Set.copyOf(disabledIds);
    }
  }

  private static final String PREFIX = "ci-autoscaler.io/";
  public static final String RUNNER_IDS = PREFIX + "runner-ids";
  public static final String USED_BY = PREFIX + "used-by";
  public static final String READY_AT = PREFIX + "ready-at";
  public static final String IDLE_SINCE = PREFIX + "idle-since";
  public static final String STAGE = PREFIX + "stage";
  public static final String STAGE_SINCE = PREFIX + "stage-since";
  public static final String STAGE_REASON = PREFIX + "stage-reason";
  public static final String CORDONED = PREFIX + "cordoned";
  public static final String DISABLED_IDS = PREFIX + "disabled-ids";
  public static final String QUIET_SINCE = PREFIX + "quiet-since";
  public static final String FIRST_LOOK = PREFIX + "first-look";
  public static final String REMOVING_SINCE = PREFIX + "removing-since";
  public static final String SERVER_ID = PREFIX + "server-id";
  public static final String JOIN_TOKEN_GONE = PREFIX + "join-token-gone";
  public static final String INSTALLATION = PREFIX + "installation";
  public static final String DRAIN = PREFIX + "drain";

  public static final NodeAnnotations NONE = of(Map.of());

  /**
   * An operator's wish that the machine goes as soon as its job ends.
   *
   * @param force does not wait for the job
   */
  public record DrainRequest(Instant at, boolean force) {

    /** As written into the annotation. */
    public String text() {
      return at + (force ? " force" : "");
    }

    static @Nullable DrainRequest parse(@Nullable String text) {
      if (text == null) {
        return null;
      }
      String[] words = text.split(" ", 2);
      Instant at = instant(words[0]);
      return new DrainRequest(
          at == null ? Instant.EPOCH : at, words.length == 2 && words[1].equals("force"));
    }
  }

  public static NodeAnnotations of(Map<String, String> annotations) {
    return new NodeAnnotations(
        new Origin(
            annotations.get(INSTALLATION),
            ids(annotations.get(SERVER_ID)).stream().findFirst().orElse(null),
            "true".equals(annotations.get(JOIN_TOKEN_GONE))),
        new Work(
            ids(annotations.get(RUNNER_IDS)), Uses.parse(annotations.getOrDefault(USED_BY, ""))),
        new Seen(instant(annotations.get(READY_AT)), instant(annotations.get(IDLE_SINCE))),
        new Leaving(
            TerminationAnnotations.of(annotations),
            "true".equals(annotations.get(CORDONED)),
            ids(annotations.get(DISABLED_IDS))),
        DrainRequest.parse(annotations.get(DRAIN)));
  }

  public @Nullable String installation() {
    return origin.installation;
  }

  public @Nullable Long serverId() {
    return origin.serverId;
  }

  public boolean joinTokenGone() {
    return origin.joinTokenGone;
  }

  /** Every runner row that was ever seen to belong to it. */
  public Set<Long> runnerIds() {
    return work.runnerIds;
  }

  /** The jobs that it was given, as {@link Uses} names them. */
  public Set<String> usedBy() {
    return work.usedBy;
  }

  /** When it was first seen Ready. */
  public @Nullable Instant readyAt() {
    return seen.readyAt;
  }

  /** When it was seen to become idle. */
  public @Nullable Instant idleSince() {
    return seen.idleSince;
  }

  /** Whether the cordon is ours. */
  public boolean cordoned() {
    return leaving.cordoned;
  }

  /** The rows that we disabled. */
  public Set<Long> disabledIds() {
    return leaving.disabledIds;
  }

  @Nullable TerminationAnnotations termination() {
    return leaving.termination;
  }

  /** Whether another installation than this one wrote these annotations. */
  public boolean areOfAnother(String ours) {
    return origin.installation != null && !origin.installation.equals(ours);
  }

  /** Whether the Node's other pods are being evicted. */
  public boolean isDraining() {
    return isAt(Phase.Terminating.Step.DRAINING);
  }

  boolean isAt(Phase.Terminating.Step step) {
    return leaving.termination != null && leaving.termination.step() == step;
  }

  /** Ids as written into an annotation. */
  public static String text(Collection<Long> ids) {
    return new TreeSet<>(ids).stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static Set<Long> ids(@Nullable String text) {
    Set<Long> ids = new TreeSet<>();
    if (text != null) {
      for (String word : text.split(",", -1)) {
        try {
          ids.add(Long.parseLong(word.strip()));
        } catch (NumberFormatException notAnId) {
          continue;
        }
      }
    }
    return ids;
  }

  static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException notATime) {
      return null;
    }
  }
}
