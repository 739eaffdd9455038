package io.github.ciautoscaler.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The latest writes, newest first. */
record AuditView(List<WriteView> writes) {

  /**
   * @param outcome the HTTP status of the answer
   */
  record WriteView(
      Instant at,
      String who,
      String address,
      String what,
      boolean dryRun,
      @Nullable String before,
      @Nullable String after,
      int outcome) {

    static WriteView of(Audited write) {
      return new WriteView(
          write.caller().at(),
          write.caller().who(),
          write.caller().address(),
          write.request().what(),
          write.request().dryRun(),
          write.before(),
          write.after(),
          write.request().status());
    }
  }

  static AuditView of(List<Audited> writes) {
    return new AuditView(writes.stream().map(WriteView::of).toList());
  }
}
