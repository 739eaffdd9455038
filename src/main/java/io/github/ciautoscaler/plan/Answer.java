package io.github.ciautoscaler.plan;

import java.time.Instant;

/** What a rule says of one machine. */
sealed interface Answer {

  /** The next rule is asked. */
  Answer NONE = new NoOpinion();

  /** The rule is not about this machine. */
  record NoOpinion() implements Answer {}

  /** It stays, whatever later rules say. */
  record Keep(Reason why) implements Answer {}

  /** It stays for now, and goes at this time if nothing changes. */
  record WaitUntil(Instant when, Reason why) implements Answer {}

  /** It goes. */
  record Terminate(Reason because) implements Answer {}

  static Answer keep(Reason.Code code, String why) {
    return new Keep(new Reason(code, why));
  }

  static Answer terminate(Reason.Code code, String because) {
    return new Terminate(new Reason(code, because));
  }
}
