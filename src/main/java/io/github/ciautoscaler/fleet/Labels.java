package io.github.ciautoscaler.fleet;

import java.util.Map;
import java.util.regex.Pattern;

/** The marks by which servers and nodes are ours. */
public final class Labels {

  /** The original's label, on servers and nodes. */
  public static final String MANAGED_BY = "managed-by";

  public static final String MANAGED_BY_US = "gitea-ci-autoscaler";

  /** On servers: which installation made or adopted it. */
  public static final String INSTALLATION = "ci-autoscaler.io/installation";

  /** On servers: the name under which it was ordered, should somebody rename it. */
  public static final String NAME = "ci-autoscaler.io/name";

  /** On servers and nodes: the pool. */
  public static final String POOL = "ci-autoscaler.io/pool";

  /** On servers: that its machine is there for pods, where it is. */
  public static final String DEMAND = "ci-autoscaler.io/demand";

  /** On servers: the id of the bootstrap token made for it. */
  public static final String JOIN_TOKEN = "ci-autoscaler.io/join-token";

  /** On servers that were the original's: when they became ours, in seconds since 1970. */
  public static final String ADOPTED_AT = "ci-autoscaler.io/adopted-at";

  /** On servers: the highest runner id when it was ordered; its own runner's is higher. */
  public static final String RUNNERS_BEFORE = "ci-autoscaler.io/runners-before";

  /** Our taint: cordoning alone does not stop a DaemonSet from restarting its pod. */
  public static final Node.Taint TERMINATION_TAINT =
      new Node.Taint("ci-autoscaler.io/teardown", null, "NoSchedule");

  /** What the original's servers are called by, and ours where the owner says nothing else. */
  public static final String NAME_PREFIX = "ci-runner";

  private static final Pattern NAME_FORM = Pattern.compile("ci-runner-[0-9a-f]{8}");

  private static final Pattern BEGINNING = Pattern.compile("ci-runner-[0-9a-f]{8}([-.].*)?");

  /** With the eight digits after it, it is one label of a host name. */
  private static final Pattern PREFIX = Pattern.compile("[a-z0-9]([-a-z0-9]{0,52}[a-z0-9])?");

  private static final Pattern LAUNCHED =
      Pattern.compile("[a-z0-9]([-a-z0-9]{0,52}[a-z0-9])?-[0-9a-f]{8}");

  private Labels() {}

  public static boolean isManaged(Map<String, String> labels) {
    return MANAGED_BY_US.equals(labels.get(MANAGED_BY));
  }

  /** Whether a Node's name is one of ours, with or without what an agent appends to it. */
  public static boolean isCalledAsOurs(Node node) {
    return BEGINNING.matcher(node.name()).matches()
        || (node.labels().containsKey(POOL) && isLaunchForm(node.name()));
  }

  /** Whether the servers of a pool may be called by it. */
  public static boolean isNamePrefix(String text) {
    return PREFIX.matcher(text).matches();
  }

  /** Whether a machine of some pool may have been launched under this name. */
  public static boolean isLaunchForm(String name) {
    return LAUNCHED.matcher(name).matches();
  }

  /** Whether a server or node is named as the original names them, and we by default. */
  public static boolean isOurNameForm(String name) {
    return NAME_FORM.matcher(name).matches();
  }
}
