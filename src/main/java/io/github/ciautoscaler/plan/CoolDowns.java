package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.CoolDown;
import io.github.ciautoscaler.fleet.CoolDown.Cause;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which offerings of a pool were refused a short while ago, and what is said of them. */
final class CoolDowns {

  private final Map<Offering, CoolDown> all;
  private final Instant now;

  CoolDowns(StoredState stored, Instant now) {
    this.all = stored.health().coolDowns();
    this.now = now;
  }

  /** The most preferred offering that is not skipped; null when all are. */
  @Nullable Offering firstFree(Pool pool) {
    return pool.offerings().stream().filter(this::isFree).findFirst().orElse(null);
  }

  boolean isFree(Offering offering) {
    return refusal(offering) == null;
  }

  /** Why nothing is launched for a pool whose offerings are all skipped. */
  Reason whyNone(Pool pool) {
    List<CoolDown> refusals =
        pool.offerings().stream().map(this::refusal).filter(Objects::nonNull).toList();
    Instant until =
        refusals.stream().map(CoolDown::until).min(Instant::compareTo).orElse(Instant.MAX);
    String messages =
        refusals.stream()
            .map(CoolDown::message)
            .filter(message -> !message.isEmpty())
            .map(CoolDowns::withoutIds)
            .distinct()
            .collect(Collectors.joining("; "));
    String tail = " until " + until + (messages.isEmpty() ? "." : ". Hetzner says: " + messages);
    return refusals.stream().allMatch(one -> one.cause() == Cause.LIMIT)
        ? new Reason(
            Code.CREATE_STOPPED,
            "Everything that pool "
                + pool.name()
                + " may launch meets a limit, so it is the account's; nothing is launched"
                + tail)
        : new Reason(
            Code.OFFERINGS_COOLING_DOWN,
            "Every server type and location of pool "
                + pool.name()
                + " was refused a short while ago; nothing is launched"
                + tail);
  }

  /** Names what the owner can mend; what is sold out mends itself. */
  void warn(Pool pool, Proposals actions) {
    Map<String, Collection<String>> types = new TreeMap<>();
    for (Offering offering : pool.offerings()) {
      CoolDown one = refusal(offering);
      if (one != null && one.cause() != Cause.SOLD_OUT) {
        String key = offering.serverType() + "\n" + withoutIds(one.message());
        types.computeIfAbsent(key, ignored -> new java.util.ArrayList<>()).add(offering.location());
      }
    }
    types.forEach((key, locations) -> {
      String[] parts = key.split("\n", 2);
      actions.warn(
          Code.OFFERING_REFUSED,
          "Hetzner does not sell "
              + parts[0]
              + " at "
              + String.join(", ", locations)
              + " to this account for now, and the next server type or location of pool "
              + pool.name()
              + " is tried. It says: "
              + parts[1]);
    });
  }

  /** Each answer has its own correlation id: the same refusal must be the same text. */
  private static String withoutIds(String message) {
    return message.replaceFirst(" \\(correlation id [^)]*\\)", "");
  }

  private @Nullable CoolDown refusal(Offering offering) {
    CoolDown one = all.get(offering);
    return one == null || !one.holds(now) ? null : one;
  }
}
