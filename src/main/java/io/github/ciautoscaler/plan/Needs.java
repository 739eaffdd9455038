package io.github.ciautoscaler.plan;

import java.util.Set;

/**
 * Which machines are needed, and which are too many, by name.
 *
 * @param forQueue those that a queued job is expected to take
 * @param wantedBack those on their way out that queued jobs could use
 */
record Needs(Set<String> forQueue, Set<String> wantedBack, Surplus surplus) {
  Needs {
    forQueue = Set.copyOf(forQueue);
    wantedBack = Set.copyOf(wantedBack);
  }
}
