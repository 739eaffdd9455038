package io.github.ciautoscaler.fleet;

import java.util.Set;

/**
 * What a slot must offer to be given a work item. Many items share few of these, so that they are
 * what work is grouped by.
 *
 * @param labels all of which a runner must have; empty where nothing is asked for
 */
public record Requirements(Set<String> labels) {

  public Requirements {
    labels = Set.copyOf(labels);
  }
}
