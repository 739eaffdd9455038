package io.github.ciautoscaler.simulator;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The bootstrap token Secrets of kube-system. An expired one is worth nothing and goes by itself.
 */
public final class JoinTokens {

  /**
   * @param labels of the Secret
   * @param expires null: never
   */
  public record JoinToken(
      String id,
      String secret,
      Map<String, String> labels,
      Instant created,
      @Nullable Instant expires) {
    public JoinToken {
      labels = Map.copyOf(labels);
    }
  }

  private final World world;
  private final ClusterWorld cluster;
  private final Map<String, JoinToken> tokens = new TreeMap<>();

  JoinTokens(World world, ClusterWorld cluster) {
    this.world = world;
    this.cluster = cluster;
  }

  /** CONFLICT: a Secret of this name is there already. */
  public WriteAnswer create(
      String id, String secret, Map<String, String> labels, @Nullable Instant expires) {
    if (tokens.containsKey(id)) {
      return WriteAnswer.CONFLICT;
    }
    JoinToken token = new JoinToken(id, secret, labels, cluster.clock(), expires);
    tokens.put(id, token);
    cluster.changed();
    if (expires != null) {
      long delay = expires.toEpochMilli() - cluster.clock().toEpochMilli() + 1;
      world.afterMillis(delay, () -> tokens.remove(id, token));
    }
    return WriteAnswer.DONE;
  }

  /** False: it was not there. */
  public boolean delete(String id) {
    return tokens.remove(id) != null;
  }

  /** All of them, by id. */
  public Collection<JoinToken> all() {
    return Collections.unmodifiableCollection(tokens.values());
  }

  boolean admit(AgentConfig agent) {
    return agent.tokens().stream()
        .anyMatch(token -> {
          JoinToken known = tokens.get(token.id());
          return known != null && known.secret().equals(token.secret());
        });
  }
}
