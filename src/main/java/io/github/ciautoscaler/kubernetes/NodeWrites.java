package io.github.ciautoscaler.kubernetes;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.reconcile.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Patches and deletes Nodes with the rights to list, patch and delete only. */
final class NodeWrites {

  static final String NODES = "/api/v1/nodes";
  private static final int CONFLICT = 409;

  private final Api api;

  NodeWrites(Api api) {
    this.api = api;
  }

  Outcome patch(String node, NodePatch patch) {
    if (patch.isNothing()) {
      return new Outcome.Done();
    }
    try {
      return tryPatch(node, patch);
    } catch (CallFailed first) {
      // Only the taint's version check can lose this race; nothing was written, so look again.
      return first.code() == CONFLICT ? patchAgain(node, patch) : first.failure().outcome();
    }
  }

  private Outcome patchAgain(String node, NodePatch patch) {
    try {
      return tryPatch(node, patch);
    } catch (CallFailed second) {
      return second.failure().outcome();
    }
  }

  private Outcome tryPatch(String node, NodePatch wanted) throws CallFailed {
    if (wanted.terminationTaint() == null) {
      send(node, wanted, null);
      return new Outcome.Done();
    }
    Wire.NodeItem fresh = find(node);
    if (fresh == null) {
      return new Outcome.Missing("there is no Node " + node);
    }
    send(node, wanted.onto(Mapping.isCordoned(fresh)), fresh);
    return new Outcome.Done();
  }

  /**
   * @param fresh the node as it is, where its taints change
   */
  private void send(String node, NodePatch patch, Wire.@Nullable NodeItem fresh) throws CallFailed {
    Map<String, Object> metadata = new LinkedHashMap<>();
    Map<String, Object> spec = new LinkedHashMap<>();
    if (!patch.labels().isEmpty()) {
      metadata.put("labels", patch.labels());
    }
    if (!patch.annotations().isEmpty()) {
      metadata.put("annotations", patch.annotations());
    }
    if (patch.unschedulable() != null) {
      spec.put("unschedulable", patch.unschedulable());
    }
    if (fresh != null && patch.terminationTaint() != null) {
      changeTaint(fresh, patch.terminationTaint(), metadata, spec);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    putUnlessEmpty(body, "metadata", metadata);
    putUnlessEmpty(body, "spec", spec);
    if (!body.isEmpty()) {
      api.mergePatch(NODES + "/" + api.segment(node), body);
    }
  }

  private static void putUnlessEmpty(
      Map<String, Object> body, String key, Map<String, Object> part) {
    if (!part.isEmpty()) {
      body.put(key, part);
    }
  }

  /** Through the list, with a field selector: the original's owners did not grant {@code get}. */
  private Wire.@Nullable NodeItem find(String node) throws CallFailed {
    Wire.NodePage page =
        api.get(NODES, Map.of("fieldSelector", "metadata.name=" + node), Wire.NodePage.class);
    List<Wire.NodeItem> items = page.items();
    return items == null || items.isEmpty() ? null : items.getFirst();
  }

  /** Taints are one atomic list: all are sent, and only on top of the version that was read. */
  private void changeTaint(
      Wire.NodeItem fresh, boolean wanted, Map<String, Object> metadata, Map<String, Object> spec) {
    List<JsonNode> taints = new ArrayList<>(Mapping.taints(fresh));
    boolean had = taints.removeIf(taint -> Mapping.taint(taint).equals(Labels.TERMINATION_TAINT));
    if (had == wanted) {
      return;
    }
    if (wanted) {
      taints.add(
          api.json()
              .createObjectNode()
              .put("key", Labels.TERMINATION_TAINT.key())
              .put("effect", Labels.TERMINATION_TAINT.effect()));
    }
    spec.put("taints", taints);
    metadata.put("resourceVersion", Mapping.meta(fresh).resourceVersion());
  }

  Outcome delete(String node, String uid) {
    try {
      api.delete(
          NODES + "/" + api.segment(node),
          Map.of(
              "apiVersion", "v1",
              "kind", "DeleteOptions",
              "preconditions", Map.of("uid", uid),
              "propagationPolicy", "Background"));
      return new Outcome.Done();
    } catch (CallFailed e) {
      if (e.isNotFound()) {
        return new Outcome.Gone();
      }
      return e.code() == CONFLICT
          ? new Outcome.Refused(e.failure().problem())
          : e.failure().outcome();
    }
  }
}
