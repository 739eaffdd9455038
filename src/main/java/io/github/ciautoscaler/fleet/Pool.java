package io.github.ciautoscaler.fleet;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One kind of machine: what it is launched from, how many there may be, and what it serves.
 *
 * @param offers the labels its runners have, as the owner says; null where the owner does not, and
 *     what registered runners show is used
 */
public record Pool(
    String name, int maxNodes, MachineTemplate template, @Nullable Set<String> offers) {

  /** The pool that the environment makes. */
  public static final String DEFAULT = "default";

  public Pool {
    offers = offers == null ? null : Set.copyOf(offers);
  }

  /** In order of preference. */
  public List<Offering> offerings() {
    return template.offerings();
  }
}
