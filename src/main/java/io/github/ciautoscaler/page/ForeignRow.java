package io.github.ciautoscaler.page;

import io.github.ciautoscaler.report.ForeignSummary;

/** A server that looks managed and is not ours: somebody pays for it. */
public record ForeignRow(String name, String whose, String age, String cost) {

  static ForeignRow of(ForeignSummary foreign) {
    String whose = foreign.foreign().installation();
    return new ForeignRow(
        foreign.foreign().server().name(),
        whose.isEmpty() ? "nobody's mark" : whose,
        Texts.length(foreign.age()),
        Texts.money(foreign.bill().soFar(), foreign.bill().currency()));
  }
}
