package io.github.ciautoscaler.simulator;

/**
 * The kinds of trouble that a world can make. The rates of the calls' kinds are shares of calls.
 */
public enum Fault {
  // reads
  /** An error instead of an answer: 401, 403, 429, 5xx, a reset, garbage. */
  READ_ERROR,
  READ_TIMEOUT,
  /** The answer comes seconds later, perhaps after the pass gave up on it. */
  READ_SLOW,
  /** A page is missing, and said to be. */
  READ_PARTIAL,
  /** A list from some seconds ago: Kubernetes' caches, Hetzner's lists. */
  READ_STALE,
  // writes
  /** Refused or cut off before anything happened. */
  WRITE_REFUSED,
  TIMEOUT_BEFORE_EFFECT,
  /** It happened and nobody was told. */
  TIMEOUT_AFTER_EFFECT,
  /** It happens seconds later, after what was begun meanwhile elsewhere. */
  WRITE_SLOW,
  /** Time passes right before a call, also between the two calls of one effect or one look. */
  CALL_TAKES_TIME,
  /** 409: somebody else changed it. */
  CONFLICT,
  RATE_LIMITED,
  /** 401 for a while on one call. */
  UNAUTHORIZED,
  /** An order is delivered twice, by a proxy that tries again, and the second answer is given. */
  ORDER_DELIVERED_TWICE,
  /** A person changes what an action is about to change, in the same moment. */
  HANDS_MEET,
  // the autoscaler's own process; shares of effects or passes
  CRASH_BETWEEN_EFFECTS,
  CRASH_BETWEEN_PASSES,
  /** The process stands still, perhaps in the middle of something, and loses its lease. */
  PROCESS_PAUSE,
  /** It does so between the renewal of its Lease and the answer. */
  RENEWAL_PAUSE,
  /** A process is started with other settings than the one before. */
  CONFIG_CHANGE,
  /** The settings change while the process runs. */
  SETTINGS_FILE_CHANGE,
  // the webhook; shares of deliveries
  HOOK_LOST,
  HOOK_DOUBLED,
  HOOK_LATE,
  /** One of a job that nobody has, rightly signed. */
  HOOK_FORGED,
  // accidents; rates are events an hour
  /** One of the three systems, or only its job list, answers nothing for minutes. */
  OUTAGE,
  STOCK_OUT,
  ACCOUNT_LIMIT,
  /** One type is refused wherever it is ordered: a limit on its cores, another architecture. */
  TYPE_REFUSED,
  SERVER_LOCKED,
  /**
   * The cloud moves it to another host: no power for minutes, the same id, and locked meanwhile.
   */
  SERVER_MIGRATED,
  LOST_AFTER_CREATE,
  /** A machine gets power and never joins. */
  BOOT_FAILS,
  /** Machines need about as long as the provisioning time-out, or twice as long. */
  BOOT_SLOW,
  /** Machines fall silent while they join, before they are ready. */
  BOOT_RESTARTS,
  DELETE_LINGERS,
  /** Deletes are accepted, and then their action fails: the server lives on. */
  DELETE_FAILS,
  /** Servers of the original for this cluster: their Nodes are here, and they may be adopted. */
  ORIGINAL_SERVER,
  /** Another living installation: its servers, Nodes and runners work here. */
  NEIGHBOUR_MACHINE,
  SERVER_RENAMED_BY_HAND,
  SERVER_POWERED_OFF_BY_HAND,
  BUDGET_BLOCKS,
  /** A pod's object stays behind a finalizer when it ends. */
  POD_HANGS,
  /** A pod tolerates everything, and comes back to where it was. */
  POD_CLINGS,
  /** What runs in a pod comes to its end, and its object stays. */
  POD_ENDS,
  POD_MOVES,
  /** What runs in a runner pod dies, and is started again in it. */
  POD_CRASHES,
  NODE_SILENT,
  /** Not ready for seconds. */
  NODE_BLINKS,
  /** A kubelet that is never heard of again. */
  NODE_LOST,
  /** Nodes that are not called as their servers are. */
  NODE_NAMED_OTHERWISE,
  SERVER_DELETED_BY_HAND,
  NODE_CORDONED_BY_HAND,
  NODE_DELETED_BY_HAND,
  RUNNER_DELETED_BY_HAND,
  /** A person enables a runner that we disabled. */
  RUNNER_ENABLED_BY_HAND,
  RUNNER_DISABLED_BY_HAND,
  /** A runner works on while the forge hears nothing of it. */
  RUNNER_SILENT,
  /** A runner that lost its registration makes a second row of its name. */
  ROW_DOUBLED,
  /** A runner that is not ours: of another scope, or one that works on several jobs at once. */
  STRANGE_RUNNER,
  /** The ConfigMap with our stored state. */
  NOTES_DELETED_BY_HAND,
  /** A queued job that fits and that the forge hands to nobody: concurrency, another's scope. */
  JOB_HELD_BACK,
  FOREIGN_SERVER,
  /** One process cannot reach its Lease for a while, and everything else. */
  LEASE_UNREACHABLE,
  CLOCK_SKEW,
  /** The clock of the machine that a replica runs on is set, mostly wrong. */
  MACHINE_CLOCK_WRONG,
  REQUESTS_SPENT_BY_OTHERS,
  OPERATOR_PAUSE,
  OPERATOR_SCALE,
  OPERATOR_DRAIN;

  /** Whether its rate is events an hour rather than a share of calls. */
  public boolean isAccident() {
    return compareTo(OUTAGE) >= 0;
  }

  /** Whether somebody else's things come with it: every world in which it happens has some. */
  boolean isSomebodyElse() {
    return this == FOREIGN_SERVER
        || this == ORIGINAL_SERVER
        || this == NEIGHBOUR_MACHINE
        || this == STRANGE_RUNNER;
  }
}
