package io.github.ciautoscaler.fleet;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One shape of machine with its limit.
 *
 * @param offerings in order of preference, never empty
 * @param offers the labels its runners have, as the owner says; null where the owner does not, and
 *     what registered runners show is used
 */
public record Pool(
    String name,
    int maxNodes,
    List<Offering> offerings,
    String image,
    @Nullable Set<String> offers) {

  /** The pool that the environment makes. */
  public static final String DEFAULT = "default";

  public Pool {
    offerings = List.copyOf(offerings);
    offers = offers == null ? null : Set.copyOf(offers);
  }
}
