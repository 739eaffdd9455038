package io.github.ciautoscaler.fleet;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One atomic change of a Node.
 *
 * @param labels to set
 * @param annotations to set; a null value removes the annotation
 * @param unschedulable null leaves it as it is
 * @param terminationTaint true adds our taint, false removes it, null leaves the taints as they are
 */
public record NodePatch(
    Map<String, String> labels,
    Map<String, @Nullable String> annotations,
    @Nullable Boolean unschedulable,
    @Nullable Boolean terminationTaint) {

  public static final NodePatch NOTHING = new NodePatch(Map.of(), Map.of(), null, null);

  public NodePatch {
    labels = Map.copyOf(labels);
    annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
  }

  public static NodePatch annotate(String key, @Nullable String value) {
    return NOTHING.with(key, value);
  }

  public NodePatch with(String key, @Nullable String value) {
    Map<String, @Nullable String> more = new TreeMap<>(annotations);
    more.put(key, value);
    return new NodePatch(labels, more, unschedulable, terminationTaint);
  }

  public NodePatch label(String key, String value) {
    Map<String, String> more = new TreeMap<>(labels);
    more.put(key, value);
    return new NodePatch(more, annotations, unschedulable, terminationTaint);
  }

  /** Makes the node unschedulable and taints it, or undoes what of the two we did. */
  public NodePatch cordon(@Nullable Boolean unschedulable, @Nullable Boolean terminationTaint) {
    return new NodePatch(labels, annotations, unschedulable, terminationTaint);
  }

  /**
   * The same for a node as it is at the moment of writing: a cordon that is there already is a
   * person's, however short a while ago, and is not recorded as ours.
   */
  public NodePatch onto(boolean cordoned) {
    if (!cordoned
        || !Boolean.TRUE.equals(unschedulable)
        || !annotations.containsKey(NodeAnnotations.CORDONED)) {
      return this;
    }
    Map<String, @Nullable String> less = new TreeMap<>(annotations);
    less.remove(NodeAnnotations.CORDONED);
    return new NodePatch(labels, less, unschedulable, terminationTaint);
  }

  public boolean isNothing() {
    return labels.isEmpty()
        && annotations.isEmpty()
        && unschedulable == null
        && terminationTaint == null;
  }
}
