package io.github.ciautoscaler.api;

import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.report.Bill;
import io.github.ciautoscaler.report.ForeignSummary;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A server that looks managed and is not ours, and what its owner can do. */
record ForeignView(
    long id,
    String name,
    String type,
    String location,
    @Nullable String installation,
    Instant created,
    long ageSeconds,
    @Nullable String currency,
    @Nullable String costSoFar,
    String advice) {

  static ForeignView of(ForeignSummary one) {
    Server server = one.foreign().server();
    Bill bill = one.bill();
    boolean ofTheOriginal = one.foreign().installation().isEmpty();
    return new ForeignView(
        server.id(),
        server.name(),
        server.offering().serverType(),
        server.offering().location(),
        ofTheOriginal ? null : one.foreign().installation(),
        server.created(),
        one.age().getSeconds(),
        bill.currency(),
        bill.soFar() == null ? null : Money.text(bill.soFar()),
        advice(ofTheOriginal));
  }

  private static String advice(boolean ofTheOriginal) {
    return ofTheOriginal
        ? "It has no owner mark and no node here. Set ADOPT_UNOWNED=true if it is yours, or"
            + " delete it in the Hetzner console; until then it is billed and never touched."
        : "Another installation made it. If that one is gone, delete the server in the Hetzner"
            + " console; it is never touched from here.";
  }
}
