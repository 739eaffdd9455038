package io.github.ciautoscaler.plan;

import java.util.Set;

/**
 * Which machines are needed, and which are too many, by name.
 *
 * @param forQueue those that a queued job is expected to take
 * @param wantedBack those on their way out that queued jobs could use
 * @param reserve what pools hold ready beside
 */
record Needs(Set<String> forQueue, Set<String> wantedBack, Reserve reserve, Surplus surplus) {
  Needs {
    forQueue = Set.copyOf(forQueue);
    wantedBack = Set.copyOf(wantedBack);
  }
}
