package io.github.ciautoscaler.simulator;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The objects that the world only keeps for others: ConfigMaps, Leases and Events. The content is
 * whatever the writer gave; versions are checked as the API server does.
 */
public final class KubeObjects {

  /**
   * One object.
   *
   * @param kind ConfigMap, Lease or Event
   * @param version its resourceVersion
   */
  public record Stored(
      String kind,
      String namespace,
      String name,
      String uid,
      Instant created,
      long version,
      Object content) {}

  private final World world;
  private final ClusterWorld cluster;
  private final Map<String, Stored> objects = new TreeMap<>();

  KubeObjects(World world, ClusterWorld cluster) {
    this.world = world;
    this.cluster = cluster;
  }

  public Optional<Stored> find(String kind, String namespace, String name) {
    return Optional.ofNullable(objects.get(key(kind, namespace, name)));
  }

  /** All, by kind, namespace and name. */
  public Collection<Stored> all() {
    return Collections.unmodifiableCollection(objects.values());
  }

  /** CONFLICT: it is there already. */
  public WriteAnswer create(String kind, String namespace, String name, Object content) {
    String key = key(kind, namespace, name);
    if (objects.containsKey(key)) {
      return WriteAnswer.CONFLICT;
    }
    objects.put(
        key,
        new Stored(
            kind,
            namespace,
            name,
            world.dice().uuid(),
            cluster.clock(),
            cluster.changed(),
            content));
    return WriteAnswer.DONE;
  }

  /**
   * @param version null: whatever version it has
   */
  public WriteAnswer replace(
      String kind, String namespace, String name, Object content, @Nullable Long version) {
    Stored old = objects.get(key(kind, namespace, name));
    if (old == null) {
      return WriteAnswer.NOT_FOUND;
    }
    if (version != null && version != old.version()) {
      return WriteAnswer.CONFLICT;
    }
    objects.put(
        key(kind, namespace, name),
        new Stored(kind, namespace, name, old.uid(), old.created(), cluster.changed(), content));
    return WriteAnswer.DONE;
  }

  /** False: it was not there. */
  public boolean delete(String kind, String namespace, String name) {
    return objects.remove(key(kind, namespace, name)) != null;
  }

  private static String key(String kind, String namespace, String name) {
    return kind + "/" + namespace + "/" + name;
  }
}
