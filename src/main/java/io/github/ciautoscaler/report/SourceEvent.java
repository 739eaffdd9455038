package io.github.ciautoscaler.report;

/** One of the systems that a pass reads. */
public sealed interface SourceEvent extends FleetEvent {

  /** gitea, hetzner or kubernetes. */
  String source();

  /**
   * It did not answer as it should.
   *
   * @param problem without secrets
   */
  record Lost(String source, String problem) implements SourceEvent {}

  /** It still does not: told at the 2nd, 4th, 8th ... pass of it. */
  record StillLost(String source, String problem, Streak failures) implements SourceEvent {}

  /**
   * It answers, and leaves something out that is not missed: told once, and when that changes.
   *
   * @param remark what, without secrets
   */
  record Remarked(String source, String remark) implements SourceEvent {}

  /**
   * It answers as it should.
   *
   * @param failures those that are over
   */
  record Back(String source, Streak failures) implements SourceEvent {}
}
