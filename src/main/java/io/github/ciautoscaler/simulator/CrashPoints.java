package io.github.ciautoscaler.simulator;

/** The moments at which a process may die, counted so that each one can be tried. */
final class CrashPoints {

  private final long planned;
  private long reached;
  private long crashes;

  /**
   * @param planned the moment at which it does die, from 1; 0: at none
   */
  CrashPoints(long planned) {
    this.planned = planned;
  }

  boolean reached() {
    return ++reached == planned;
  }

  void crashed() {
    crashes++;
  }

  /** How many such moments there were. */
  long count() {
    return reached;
  }

  long crashes() {
    return crashes;
  }
}
