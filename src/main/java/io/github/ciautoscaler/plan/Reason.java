package io.github.ciautoscaler.plan;

/**
 * Why something is done, or not: a stable code for metrics, events and filters, and a sentence for
 * people.
 */
public record Reason(Code code, String message) {

  /** The catalogue of reasons. */
  public enum Code {
    // creating, and why not
    QUEUE_EXCEEDS_CAPACITY,
    OPERATOR_SCALE,
    WARM_CAPACITY,
    POOL_MINIMUM,
    PODS_PENDING,
    CAPACITY_SUFFICES,
    AT_MAX_NODES,
    AT_MAX_JOBS,
    SPEND_LIMIT,
    OFFERINGS_COOLING_DOWN,
    OFFERING_REFUSED,
    BOOT_BACKOFF,
    LAUNCH_RATE,
    CREATE_STOPPED,
    LAUNCHES_UNRESOLVED,
    OBSERVING_AFTER_START,
    SOURCE_UNKNOWN,
    RATE_LIMIT_LOW,
    POD_FITS_NO_POOL,
    POD_NOT_TAKEN,
    UNSERVABLE_LABELS,
    NOT_OFFERED,
    REPOSITORY_NOT_ALLOWED,
    LEARNING_LABELS,
    PAUSED,
    POOL_PAUSED,
    NOT_LEADER,
    DRY_RUN,
    // states of a machine
    BOOTING,
    WAITING_FOR_RUNNER,
    RUNNING_JOB,
    RUNNING_PODS,
    PAID_UNTIL,
    RUNNER_UNUSABLE,
    KEPT_FOR_QUEUE,
    KEPT_FOR_PODS,
    KEPT_READY,
    STRANGER_WORKS,
    // leaving
    HOUR_ENDS,
    OPERATOR_DRAIN,
    ABOVE_MAXIMUM,
    POOL_REMOVED,
    USED_UP,
    SERVER_NEVER_STARTED,
    NODE_NEVER_JOINED,
    NODE_NEVER_READY,
    RUNNER_NEVER_CAME,
    NODE_LOST,
    NODE_VANISHED,
    FETCH_WINDOW,
    WAITING_FOR_PODS,
    WEAK_TERMINATION,
    SERVER_DELETING,
    // coming back
    JOB_SLIPPED_IN,
    DEMAND_RETURNED,
    TOO_LATE_FOR_HOUR,
    DRAIN_TAKEN_BACK,
    CAUSE_ENDED,
    // adoption, garbage collection
    ADOPTED_FROM_ORIGINAL,
    ORIGINAL_SERVER_YOUNG,
    FOREIGN_SERVER,
    LOST_ANSWER,
    SERVER_LOST,
    ORPHAN_NODE,
    ORPHAN_RUNNER,
    ANNOTATING,
    // what an owner has to mend
    NOT_K3S,
    VERSION_SKEW,
    WRONG_CLUSTER,
    NO_BOOTSTRAP_TOKENS,
    SERVER_TOKEN_GIVEN_AWAY,
    SETTING,
    TAINTED,
    RUNNER_CAPACITY,
    NODE_WITHOUT_SERVER,
    ENDLESS_JOB,
    JOIN_TOKEN_USED,
    JOIN_TOKEN_UNUSED,
    CLOCK_SKEW,
    FOREIGN_RUNNER
  }

  @Override
  public String toString() {
    return code + ": " + message;
  }
}
