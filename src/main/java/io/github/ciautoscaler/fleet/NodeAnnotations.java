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
 * What we noted on a Node so that a restart loses nothing. A note that cannot be read counts as not
 * there: the step it recorded is then done again, which is harmless.
 *
 * @param runnerIds every runner row that was ever seen to belong to it
 * @param readyAt when it was first seen Ready
 * @param idleSince when it was seen to become idle
 * @param termination null while none runs; the rest of the code asks the machine's phase
 * @param cordoned whether the cordon is ours
 * @param disabledIds the rows that we disabled
 * @param serverId the server that it runs on: the same whatever either is called, and known when
 *     the server no longer is
 * @param joinTokenGone whether its bootstrap token was deleted
 * @param installation whose notes these are: several installations may share a cluster
 * @param drain an operator's request to go
 */
public record NodeAnnotations(
    Set<Long> runnerIds,
    @Nullable Instant readyAt,
    @Nullable Instant idleSince,
    @Nullable TerminationAnnotations termination,
    boolean cordoned,
    Set<Long> disabledIds,
    @Nullable Long serverId,
    boolean joinTokenGone,
    @Nullable String installation,
    @Nullable DrainRequest drain) {

  private static final String PREFIX = "ci-autoscaler.io/";
  public static final String RUNNER_IDS = PREFIX + "runner-ids";
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

  public NodeAnnotations {
    runnerIds = Set.copyOf(runnerIds);
    disabledIds = Set.copyOf(disabledIds);
  }

  public static NodeAnnotations of(Map<String, String> annotations) {
    return new NodeAnnotations(
        ids(annotations.get(RUNNER_IDS)),
        instant(annotations.get(READY_AT)),
        instant(annotations.get(IDLE_SINCE)),
        TerminationAnnotations.of(annotations),
        "true".equals(annotations.get(CORDONED)),
        ids(annotations.get(DISABLED_IDS)),
        ids(annotations.get(SERVER_ID)).stream().findFirst().orElse(null),
        "true".equals(annotations.get(JOIN_TOKEN_GONE)),
        annotations.get(INSTALLATION),
        DrainRequest.parse(annotations.get(DRAIN)));
  }

  /** Whether another installation than this one took these notes. */
  public boolean areOfAnother(String ours) {
    return installation != null && !installation.equals(ours);
  }

  /** Whether the Node's other pods are being evicted. */
  public boolean isDraining() {
    return isAt(Phase.Terminating.Step.DRAINING);
  }

  boolean isAt(Phase.Terminating.Step step) {
    return termination != null && termination.step() == step;
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
