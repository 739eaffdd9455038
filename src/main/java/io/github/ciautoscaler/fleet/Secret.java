package io.github.ciautoscaler.fleet;

/** Text that must never surface in a log, an answer, a metric or an exception. */
public record Secret(String reveal) {

  @Override
  public String toString() {
    return "***";
  }
}
