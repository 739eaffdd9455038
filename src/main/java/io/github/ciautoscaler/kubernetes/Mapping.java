package io.github.ciautoscaler.kubernetes;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Pod;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** From the API's objects to the fleet's. What every object must have and lacks is an error. */
final class Mapping {

  /** Of what others say, in letters. */
  private static final int LONGEST = 300;

  private static final String MIRROR = "kubernetes.io/config.mirror";
  private static final String SAFE_TO_EVICT = "cluster-autoscaler.kubernetes.io/safe-to-evict";
  private static final String NEVER = "NodeStatusNeverUpdated";

  private Mapping() {}

  static String uid(Wire.Item item) {
    return required(meta(item).uid(), "uid");
  }

  static Node node(Wire.NodeItem item) {
    Wire.Meta meta = meta(item);
    Wire.Condition ready = ready(item);
    return new Node(
        new Node.Meta(
            required(meta.name(), "name"),
            uid(item),
            required(meta.creationTimestamp(), "creationTimestamp"),
            orEmpty(meta.labels()),
            orEmpty(meta.annotations())),
        readiness(ready),
        new Node.Scheduling(
            isCordoned(item),
            taints(item).stream().map(Mapping::taint).toList(),
            Quantities.all(item.status() == null ? null : item.status().allocatable())),
        new Node.Addresses(
            addresses(item, "InternalIP"),
            addresses(item, "ExternalIP"),
            item.spec() == null ? null : item.spec().providerId()));
  }

  static boolean isCordoned(Wire.NodeItem item) {
    return item.spec() != null && Boolean.TRUE.equals(item.spec().unschedulable());
  }

  static Pod pod(Wire.PodItem item) {
    Wire.Meta meta = meta(item);
    String phase = item.status() == null ? null : item.status().phase();
    String node = item.spec() == null ? null : item.spec().nodeName();
    return new Pod(
        new Pod.Id(
            required(meta.namespace(), "namespace"), required(meta.name(), "name"), uid(item)),
        node == null || node.isEmpty() ? null : node,
        "Succeeded".equals(phase) || "Failed".equals(phase),
        meta.deletionTimestamp(),
        new Pod.Origin(
            kind(meta),
            owner(meta),
            meta.creationTimestamp(),
            toleratesTermination(item),
            keeps(meta, item)));
  }

  private static Pod.Kind kind(Wire.Meta meta) {
    if (orEmpty(meta.annotations()).containsKey(MIRROR)) {
      return Pod.Kind.MIRROR;
    }
    return orEmpty(meta.ownerReferences()).stream().anyMatch(Mapping::isDaemonSet)
        ? Pod.Kind.DAEMON_SET
        : Pod.Kind.ORDINARY;
  }

  /** What controls it; else what owns it at all. */
  private static String owner(Wire.Meta meta) {
    List<Wire.Owner> owners = orEmpty(meta.ownerReferences());
    return owners.stream()
        .filter(owner -> Boolean.TRUE.equals(owner.controller()))
        .findFirst()
        .or(() -> owners.stream().findFirst())
        .map(owner -> owner.kind() + " " + owner.name())
        .orElse("");
  }

  /** What starts a pod anew elsewhere, where it had nothing to end. */
  private static final Set<String> STARTS_AGAIN =
      Set.of("ReplicaSet", "StatefulSet", "ReplicationController");

  /** Who says that it may be evicted knows better than its owner and volumes tell. */
  private static @Nullable String keeps(Wire.Meta meta, Wire.PodItem item) {
    String said = orEmpty(meta.annotations()).get(SAFE_TO_EVICT);
    if ("true".equals(said)) {
      return null;
    }
    if ("false".equals(said)) {
      return "safe-to-evict is false";
    }
    String owner = owner(meta);
    if (owner.isEmpty()) {
      return "nobody would start it again";
    }
    Wire.PodSpec spec = item.spec();
    if (spec != null && spec.restartPolicy() != null && !spec.restartPolicy().equals("Always")) {
      return "it runs to an end, and its work would be lost";
    }
    if (STARTS_AGAIN.stream().noneMatch(kind -> owner.startsWith(kind + " "))) {
      return "its work may be lost: nobody knows what " + owner + " does then";
    }
    return spec == null ? null : volumeThatStays(orEmpty(spec.volumes()));
  }

  private static @Nullable String volumeThatStays(List<Wire.Volume> volumes) {
    if (volumes.stream()
        .anyMatch(volume -> volume.emptyDir() != null || volume.hostPath() != null)) {
      return "it has files on the machine";
    }
    boolean claims =
        volumes.stream()
            .anyMatch(
                volume -> volume.persistentVolumeClaim() != null || volume.ephemeral() != null);
    return claims ? "its volume may lie on the machine" : null;
  }

  private static boolean toleratesTermination(Wire.PodItem item) {
    return item.spec() != null
        && orEmpty(item.spec().tolerations()).stream().anyMatch(Mapping::toleratesTermination);
  }

  /** As the scheduler matches: what is not said matches everything, except a value. */
  private static boolean toleratesTermination(Wire.Toleration toleration) {
    Node.Taint ours = Labels.TERMINATION_TAINT;
    String key = Objects.requireNonNullElse(toleration.key(), "");
    String effect = Objects.requireNonNullElse(toleration.effect(), "");
    boolean exists = "Exists".equals(toleration.operator());
    String value = Objects.requireNonNullElse(toleration.value(), "");
    boolean keyFits = key.isEmpty() ? exists : key.equals(ours.key());
    return keyFits
        && (exists || value.isEmpty())
        && (effect.isEmpty() || effect.equals(ours.effect()));
  }

  static List<JsonNode> taints(Wire.NodeItem item) {
    return item.spec() == null ? List.of() : orEmpty(item.spec().taints());
  }

  static Node.Taint taint(JsonNode taint) {
    JsonNode value = taint.path("value");
    return new Node.Taint(
        taint.path("key").asString(""),
        value.isString() ? value.asString() : null,
        taint.path("effect").asString(""));
  }

  static Wire.Meta meta(Wire.Item item) {
    return required(item.metadata(), "metadata");
  }

  private static Wire.@Nullable Condition ready(Wire.NodeItem item) {
    List<Wire.Condition> all =
        item.status() == null ? List.of() : orEmpty(item.status().conditions());
    return all.stream()
        .filter(condition -> "Ready".equals(condition.type()))
        .findFirst()
        .orElse(null);
  }

  private static Node.Readiness readiness(Wire.@Nullable Condition ready) {
    Node.Ready state = state(ready);
    return ready == null
        ? new Node.Readiness(state, null)
        : new Node.Readiness(
            state, ready.lastTransitionTime(), state == Node.Ready.TRUE ? "" : shown(ready));
  }

  /** On one line, and no longer than a sentence or two. */
  private static String shown(Wire.Condition condition) {
    String line =
        condition.message() == null
            ? ""
            : condition.message().replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }

  private static Node.Ready state(Wire.@Nullable Condition ready) {
    // The node controller says Unknown also of a kubelet that never reported at all.
    if (ready == null || ready.status() == null || NEVER.equals(ready.reason())) {
      return Node.Ready.ABSENT;
    }
    return switch (ready.status()) {
      case "True" -> Node.Ready.TRUE;
      case "False" -> Node.Ready.FALSE;
      default -> Node.Ready.UNKNOWN;
    };
  }

  private static List<String> addresses(Wire.NodeItem item, String type) {
    List<Wire.Address> all = item.status() == null ? List.of() : orEmpty(item.status().addresses());
    return all.stream()
        .filter(address -> type.equals(address.type()))
        .map(Wire.Address::address)
        .filter(Objects::nonNull)
        .toList();
  }

  private static boolean isDaemonSet(Wire.Owner owner) {
    return "DaemonSet".equals(owner.kind()) && Boolean.TRUE.equals(owner.controller());
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }

  private static <T> T required(@Nullable T value, String what) {
    if (value == null) {
      throw new IllegalArgumentException("an object without " + what);
    }
    return value;
  }
}
