package io.github.ciautoscaler.api;

import io.github.ciautoscaler.api.WhyView.FactView;
import io.github.ciautoscaler.api.WhyView.NextView;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.plan.Explainer;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.report.PoolSummary;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why a pool launches, or does not. */
final class WhyPool {

  private WhyPool() {}

  static WhyView of(PoolSummary pool, Instant now, Explainer explainer) {
    return new WhyView(
        now,
        pool.name(),
        WhyView.reason(pool.reason()),
        facts(pool),
        WhyView.rules(explainer.pool(pool.name())),
        next(pool));
  }

  private static List<FactView> facts(PoolSummary summary) {
    Facts facts = new Facts();
    Pool pool = summary.pool();
    facts.add("configured", pool != null);
    summary.byState().forEach((state, count) -> facts.add(state.word(), count == 0 ? null : count));
    if (pool != null) {
      facts.add("min", pool.limits().min()).add("max", pool.limits().max());
      facts.add("labels", pool.labels() == null ? "as its runners show" : sorted(pool));
    }
    facts
        .add("slotsBusy", summary.slots().busy())
        .add("slotsIdle", summary.slots().idle())
        .add("slotsComing", summary.slots().coming())
        .add("jobsWithoutSlot", summary.slots().wanted());
    summary.offerings().forEach(one -> facts.add("offering", said(one)));
    facts.add("bootFailures", summary.health().bootFailures());
    return facts.all();
  }

  private static String sorted(Pool pool) {
    return String.join(", ", Objects.requireNonNull(pool.labels()).stream().sorted().toList());
  }

  private static String said(PoolSummary.OfferingSummary one) {
    String price = one.perHour() == null ? "" : ", " + Money.text(one.perHour()) + " an hour";
    String coolDown = one.coolDown() == null ? "" : ", skipped until " + one.coolDown().until();
    return one.offering().serverType() + " at " + one.offering().location() + price + coolDown;
  }

  private static NextView next(PoolSummary pool) {
    Reason reason = pool.reason();
    return reason == null
        ? new NextView("A machine is launched when a job or pod needs one.", null)
        : new NextView(reason.code().change(), until(pool, reason));
  }

  /** When the first of what stands against a launch ends by itself, as far as it can be known. */
  private static @Nullable Instant until(PoolSummary pool, Reason reason) {
    PoolSummary.Health health = pool.health();
    return switch (reason.code()) {
      case BOOT_BACKOFF -> health.bootBackOffUntil();
      case POOL_PAUSED -> health.pause() == null ? null : health.pause().until();
      case CREATE_STOPPED -> health.stop() == null ? null : health.stop().until();
      case OFFERINGS_COOLING_DOWN -> firstFree(pool);
      default -> null;
    };
  }

  private static @Nullable Instant firstFree(PoolSummary pool) {
    return pool.offerings().stream()
        .flatMap(one -> one.coolDown() == null ? Stream.empty() : Stream.of(one.coolDown().until()))
        .min(Instant::compareTo)
        .orElse(null);
  }
}
