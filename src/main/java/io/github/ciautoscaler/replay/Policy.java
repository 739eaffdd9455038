package io.github.ciautoscaler.replay;

/** Who decides how many servers there are. */
interface Policy {

  /** As it is asked for. */
  String name();

  /** Whose rules these are, of which version, and what of them is not played. */
  String source();

  /** Lets it decide until every job has ended and every server is gone. */
  void run(ReplayWorld replayed, Progress progress);
}
